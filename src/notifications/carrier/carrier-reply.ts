import { chargeOf } from './charge.js';
import type { CarrierOutcome } from './sms.gateway.js';

/** How often a text is offered that the carrier's own network could not route. */
const ONCE_MORE = 2;

/** What Africa's Talking says of a recipient, by its `statusCode`. */
const VERDICTS: Readonly<Record<number, (status: string) => CarrierOutcome>> = {
  401: refused,
  402: refused,
  403: refused,
  404: refused,
  405: (status) => ({ kind: 'halted', reason: `no-balance (${status})` }),
  406: refused,
  407: (status) => ({ kind: 'deferred', reason: status, mostAttempts: ONCE_MORE }),
  409: refused,
  500: deferred,
  501: deferred,
  502: (status) => ({ kind: 'deferred', reason: status, mostAttempts: ONCE_MORE }),
};
const ACCEPTED = [100, 101, 102];

/** Reads the body of a 2xx answer about one recipient. What does not look like one leaves the text `unknown`: something took the request. */
export function outcomeOfReply(body: unknown): CarrierOutcome {
  const data = objectIn(body, 'SMSMessageData');
  const recipients = data?.Recipients;
  if (!Array.isArray(recipients)) return { kind: 'unknown', reason: 'the answer was not one of the carrier' };
  if (recipients.length === 0) return ofWholeRequest(data?.Message);
  const recipient: unknown = recipients[0];
  if (recipients.length > 1 || typeof recipient !== 'object' || recipient === null)
    return { kind: 'unknown', reason: 'the answer told of other recipients' };
  return ofRecipient(recipient as Record<string, unknown>);
}

function ofRecipient({ statusCode, status, messageId, cost }: Record<string, unknown>): CarrierOutcome {
  const code = Number(statusCode);
  if (ACCEPTED.includes(code)) {
    const named = typeof messageId === 'string' && messageId !== 'None' && /^[\x21-\x7e]{1,100}$/.test(messageId);
    return named ? { kind: 'accepted', messageId, charge: chargeOf(cost) } : { kind: 'unknown', reason: 'taken, but without a message id' };
  }
  const said = `${code} ${words(status)}`;
  return VERDICTS[code]?.(said) ?? { kind: 'unknown', reason: `a status code of no known meaning (${said})` };
}

/** A request that names no recipients failed as a whole, with a word about why: InvalidSenderId, for one. */
function ofWholeRequest(message: unknown): CarrierOutcome {
  const said = words(message);
  if (/balance/i.test(said)) return { kind: 'halted', reason: `no-balance (${said})` };
  return { kind: 'refused', reason: said };
}

function refused(status: string): CarrierOutcome {
  return { kind: 'refused', reason: status };
}

function deferred(status: string): CarrierOutcome {
  return { kind: 'deferred', reason: status };
}

function objectIn(value: unknown, key: string): Record<string, unknown> | null {
  const inner = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : null;
  return typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : null;
}

/** The carrier's words, as far as they can be kept and shown: short, and no digits in a row that could be a phone number. */
const words = (said: unknown): string =>
  (typeof said === 'string' ? said : '')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/\+?\d{5,}/g, '#')
    .slice(0, 80) || 'no reason given';
