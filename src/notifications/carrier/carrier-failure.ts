import { outcomeOfReply } from './carrier-reply.js';
import { NotConnected } from './not-connected.js';
import type { CarrierOutcome } from './sms.gateway.js';

/** What axios tells of a request that failed; `response` only if an answer came whole. */
interface HttpFailure {
  readonly code?: string;
  readonly cause?: unknown;
  readonly isAxiosError?: boolean;
  readonly response?: { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly data: unknown };
}

/** A connection that fails like this was never there, so nothing went out. */
const NEVER_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|CERT_.*|DEPTH_ZERO_.*|UNABLE_TO_.*|SELF_SIGNED_.*|ERR_TLS_.*)$/;

/** Longest pause that a carrier's Retry-After can ask for. */
const RETRY_AFTER_MOST_SECONDS = 3600;

/** Reads what the package `africastalking` rejects with: an error of axios, the body of an answer other than 201, or its own refusal of a number. */
export function outcomeOfFailure(failure: unknown, now: Date): CarrierOutcome {
  const { isAxiosError, response, code, cause } = (failure ?? {}) as HttpFailure;
  if (isAxiosError !== true) return failure instanceof Error ? ofPackage(failure) : outcomeOfReply(failure);
  if (response !== undefined) return ofStatus(response.status, response.headers['retry-after'], now);
  if (cause instanceof NotConnected || NEVER_CONNECTED.test(code ?? '')) {
    return { kind: 'unreachable', reason: `no connection to the carrier (${code ?? 'unknown'})` };
  }
  return { kind: 'unknown', reason: code === 'ERR_CANCELED' ? 'no answer in time' : `no whole answer (${code ?? 'unknown'})` };
}

/** The package's own check of the number comes before it sends; any other error of its is nothing that we know. */
function ofPackage({ message }: Error): CarrierOutcome {
  if (message.includes('valid phone number')) return { kind: 'refused', reason: 'the carrier does not know such numbers' };
  return { kind: 'unknown', reason: 'an error before or after sending' };
}

function ofStatus(status: number, retryAfter: unknown, now: Date): CarrierOutcome {
  const reason = `HTTP ${status}`;
  // The head of an answer of success came, and its rest did not.
  if (status < 300) return { kind: 'unknown', reason: `no whole answer (${reason})` };
  if (status === 401 || status === 403) return { kind: 'halted', reason: `credentials refused (${reason})` };
  if (status === 404 || status === 405 || status < 400) {
    return { kind: 'halted', reason: `not the carrier's address (${reason})` };
  }
  // A gateway that gave up waiting has passed the request on.
  if (status === 504) return { kind: 'unknown', reason };
  if (status === 408 || status === 429 || status >= 500) {
    return { kind: 'deferred', reason, retryAfterSeconds: secondsOf(retryAfter, now) };
  }
  return { kind: 'refused', reason };
}

/** Retry-After in either of its forms (RFC 9110, 10.2.3). */
function secondsOf(retryAfter: unknown, now: Date): number | undefined {
  if (typeof retryAfter !== 'string') return undefined;
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - now.getTime()) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(Math.ceil(seconds), RETRY_AFTER_MOST_SECONDS) : undefined;
}
