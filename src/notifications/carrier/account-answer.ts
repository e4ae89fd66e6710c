import { readFailure } from './carrier-failure.js';
import { readCharge } from './carrier-reply.js';
import type { AccountAnswer } from './sms.gateway.js';

/** Reads `{"UserData": {"balance": "KES 1785.5000"}}`. */
export function readAccount(body: unknown): AccountAnswer {
  const { UserData: data } = (body ?? {}) as { UserData?: { balance?: unknown } };
  const left = readCharge(data?.balance);
  return left === null ? { kind: 'odd' } : { kind: 'balance', left };
}

/** Reads what the package rejects with when it asks for the account. */
export function readAccountFailure(failure: unknown, now: Date): AccountAnswer {
  const outcome = readFailure(failure, now);
  const reason = 'reason' in outcome ? outcome.reason : '';
  if (reason.startsWith('credentials refused')) return { kind: 'refused' };
  if (outcome.kind === 'unreachable') return { kind: 'unreachable' };
  return { kind: reason === 'no answer in time' ? 'silent' : 'odd' };
}
