import type { LoggerService } from '@nestjs/common';
import type { FastifyBaseLogger } from 'fastify';
import { currentSpan } from '../../tracing/current-span.js';
import { LogLine } from './log-line.js';

/**
 * Writes Nest's own log lines through our logger. Its lines about the start are written with
 * LOG_LEVEL=debug only.
 */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: FastifyBaseLogger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context, ...idsOf(message) }, String(message));
  }

  error(message: unknown, stackOrContext?: string): void {
    const err = message instanceof Error ? message : undefined;
    this.logger.error({ err, stack: stackOrContext, ...idsOf(message) }, String(message));
  }
}

/** What the line is about, and the trace that it was written in. */
const idsOf = (message: unknown): object => ({
  trace_id: currentSpan()?.traceId,
  ...(message instanceof LogLine ? message.ids : {}),
});
