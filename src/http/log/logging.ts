import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DestinationStream, destination, type LoggerOptions, transport } from 'pino';
import type { Config } from '../../config/config.js';
import { BufferedLog } from './buffered-log.js';

/** Hides all but the first and last three digits of what may be a phone number. */
export const masked = (text: string): string =>
  text.replace(/\d{3}(\d[ -]?){2,}\d{3}/g, (digits) => `${digits.slice(0, 3)}***${digits.slice(-3)}`);

/** How the service logs: a JSON line an event. Only named fields are written, so no header, body or parameter can slip in. */
export function loggerOptions({ LOG_LEVEL }: Config): LoggerOptions {
  return {
    level: LOG_LEVEL,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: writtenError },
  };
}

/** Bytes, the most that pino's destination can be told to keep until somebody has it write. */
const KEPT_MOST = 16_383;

/**
 * Standard output: for a person at a terminal, or off the event loop and a few lines at a time, since a line a write costs a tenth of a millisecond when
 * one caller is served alone. What is left is written within 100 ms, and when the process ends.
 */
export const standardOutput = (): DestinationStream =>
  process.stdout.isTTY
    ? transport({ target: 'pino-pretty', options: { ignore: 'request_id' } })
    : new BufferedLog(destination({ dest: 1, sync: false, minLength: KEPT_MOST }));

function writtenError(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'something that is no Error was thrown' };
  const { name, message, stack } = error;
  const { code, constraint } = error as { code?: string; constraint?: string };
  const cause = error.cause instanceof Error ? { cause: writtenError(error.cause) } : {};
  return { type: name, message: masked(message), code, constraint, stack: masked(stack ?? ''), ...cause };
}

/**
 * What a line says of an address that no route has: its first word, so that the delivery reports' secret address, mistyped, stays as secret as it was.
 */
function unrouted(url: string): string {
  const [, first = '', rest = ''] = /^\/([^/?]*)([^?]*)/.exec(url) ?? [];
  return `/${/^[a-z]{0,12}$/.test(first) ? first : '…'}${rest === '' ? '' : '/…'}`;
}

/**
 * One line for a request that has come to its end. The route's pattern stands for its path, which may hold a phone number or a secret. No status means
 * that the connection ended before the answer was written; what was asked for may be done all the same.
 */
export function logRequest(request: FastifyRequest, reply: FastifyReply, status?: number): void {
  const { id, method } = request;
  const route = request.routeOptions.url ?? unrouted(request.url);
  const ms = Math.round(reply.elapsedTime * 10) / 10;
  const caller = request.principal?.kind;
  request.log.info({ request_id: id, method, route, status, ms, caller }, `${method} ${route} ${status ?? 'unanswered'}`);
}
