import type { LoggerService } from '@nestjs/common';
import type { FastifyBaseLogger } from 'fastify';

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
    this.logger.warn({ context }, String(message));
  }

  error(message: unknown, stackOrContext?: string): void {
    this.logger.error({ err: message instanceof Error ? message : undefined, stack: stackOrContext }, String(message));
  }
}
