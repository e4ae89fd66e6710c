import { readReply } from './carrier-reply.js';
import { NotConnected } from './carrier-transport.js';
import type { CarrierOutcome } from './sms.gateway.js';

/** What axios tells of a request that failed. `response` is there only if an answer came whole. */
interface HttpFailure {
  readonly code?: string;
  readonly cause?: unknown;
  readonly isAxiosError?: boolean;
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly data: unknown;
  };
}

/** Codes of connections that were never made, so that nothing went out. */
const NEVER_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|CERT_.*|DEPTH_ZERO_.*|UNABLE_TO_.*|SELF_SIGNED_.*|ERR_TLS_.*)$/;

/** Longest pause that the carrier's Retry-After can ask for. */
const RETRY_AFTER_MOST_SECONDS = 3600;

/**
 * Reads what the package `africastalking` rejects with.
 * That is an error of axios, the body of an answer other than 201, or its own refusal of a number.
 */
export function readFailure(failure: unknown, now: Date): CarrierOutcome {
  const { isAxiosError, response, code, cause } = (failure ?? {}) as HttpFailure;
  if (isAxiosError !== true) return failure instanceof Error ? readPackageError(failure) : readReply(failure);
  if (response !== undefined) return readStatus(response.status, response.headers['retry-after'], now);
  if (cause instanceof NotConnected || NEVER_CONNECTED.test(code ?? '')) {
    return { kind: 'unreachable', reason: `no connection to the carrier (${code ?? 'unknown'})` };
  }
  return {
    kind: 'unknown',
    reason: code === 'ERR_CANCELED' ? 'no answer in time' : `no whole answer (${code ?? 'unknown'})`,
  };
}

/**
 * The package checks the number before it sends. Any other error of the package may have come
 * before or after sending.
 */
function readPackageError({ message }: Error): CarrierOutcome {
  if (message.includes('valid phone number'))
    return { kind: 'refused', reason: 'the carrier does not know such numbers' };
  return { kind: 'unknown', reason: 'an error before or after sending' };
}

function readStatus(status: number, retryAfter: unknown, now: Date): CarrierOutcome {
  const reason = `HTTP ${status}`;
  // The headers of a successful answer came, and its body did not.
  if (status < 300) return { kind: 'unknown', reason: `no whole answer (${reason})` };
  if (status === 401 || status === 403) return { kind: 'halted', reason: `credentials refused (${reason})` };
  if (status === 404 || status === 405 || status < 400) {
    return { kind: 'halted', reason: `not the carrier's address (${reason})` };
  }
  // A gateway that gave up waiting has passed the request on to the carrier.
  if (status === 504) return { kind: 'unknown', reason };
  if (status === 408 || status === 429 || status >= 500) {
    return { kind: 'deferred', reason, retryAfterSeconds: readRetryAfter(retryAfter, now) };
  }
  return { kind: 'refused', reason };
}

/** Reads Retry-After in either of its forms (RFC 9110, 10.2.3). */
function readRetryAfter(retryAfter: unknown, now: Date): number | undefined {
  if (typeof retryAfter !== 'string') return undefined;
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - now.getTime()) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.ceil(seconds), RETRY_AFTER_MOST_SECONDS) : undefined;
}
