import type { CarrierOutcome, Charge } from './sms.gateway.js';

/** Attempts for an SMS that the carrier's own network could not route. */
const ROUTING_ATTEMPTS = 2;

/** What Africa's Talking says of a recipient, by its `statusCode`. */
const VERDICTS: Readonly<Record<number, (status: string) => CarrierOutcome>> = {
  401: refused,
  402: refused,
  403: refused,
  404: refused,
  405: (status) => ({ kind: 'halted', reason: `no-balance (${status})` }),
  406: refused,
  407: (status) => ({ kind: 'deferred', reason: status, mostAttempts: ROUTING_ATTEMPTS }),
  409: refused,
  500: deferred,
  501: deferred,
  502: (status) => ({ kind: 'deferred', reason: status, mostAttempts: ROUTING_ATTEMPTS }),
};
const ACCEPTED = [100, 101, 102];

/**
 * Reads the body of a 2xx answer about one recipient.
 * A body that does not look like one means `unknown`: something took the request.
 */
export function readReply(body: unknown): CarrierOutcome {
  const data = getObject(body, 'SMSMessageData');
  const recipients = data?.Recipients;
  if (!Array.isArray(recipients)) return { kind: 'unknown', reason: 'the answer was not one of the carrier' };
  if (recipients.length === 0) return readRefusedRequest(data?.Message);
  const recipient: unknown = recipients[0];
  if (recipients.length > 1 || typeof recipient !== 'object' || recipient === null)
    return { kind: 'unknown', reason: 'the answer told of other recipients' };
  return readRecipient(recipient as Record<string, unknown>);
}

function readRecipient({ statusCode, status, messageId, cost }: Record<string, unknown>): CarrierOutcome {
  const code = Number(statusCode);
  if (ACCEPTED.includes(code)) {
    const named = typeof messageId === 'string' && messageId !== 'None' && /^[\x21-\x7e]{1,100}$/.test(messageId);
    return named
      ? { kind: 'accepted', messageId, charge: readCharge(cost) }
      : { kind: 'unknown', reason: 'taken, but without a message id' };
  }
  const said = `${code} ${quote(status)}`;
  return VERDICTS[code]?.(said) ?? { kind: 'unknown', reason: `a status code of no known meaning (${said})` };
}

/**
 * Reads an answer without recipients: the request failed as a whole, for a reason such as
 * InvalidSenderId.
 */
function readRefusedRequest(message: unknown): CarrierOutcome {
  const said = quote(message);
  if (/balance/i.test(said)) return { kind: 'halted', reason: `no-balance (${said})` };
  return { kind: 'refused', reason: said };
}

function refused(status: string): CarrierOutcome {
  return { kind: 'refused', reason: status };
}

function deferred(status: string): CarrierOutcome {
  return { kind: 'deferred', reason: status };
}

function getObject(value: unknown, key: string): Record<string, unknown> | null {
  const inner = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : null;
  return typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : null;
}

/**
 * Gives the carrier's words as they can be kept and shown: short, and without digits that could be
 * a phone number.
 */
const quote = (said: unknown): string =>
  (typeof said === 'string' ? said : '')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/\+?\d{5,}/g, '#')
    .slice(0, 80) || 'no reason given';

/**
 * Reads "KES 0.8000" to the last digit, without a float in between; null for anything else.
 * Zeros after the fourth decimal place are dropped. The column of prices holds four places.
 */
export function readCharge(text: unknown): Charge | null {
  if (typeof text !== 'string') return null;
  const [, currency, whole, fraction] = /^([A-Z]{3}) (\d{1,8})(?:\.(\d{1,4})0*)?$/.exec(text.trim()) ?? [];
  if (currency === undefined || whole === undefined) return null;
  return { cost: fraction === undefined ? whole : `${whole}.${fraction}`, currency };
}
