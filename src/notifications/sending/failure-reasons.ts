import type { SendOutcome } from './send-outcome.js';

/** Why an SMS did not go out, in words that are few: `/metrics` has a series for each. */
export const FAILURE_REASONS = [
  ...['no-balance', 'credentials', 'wrong-address', 'no-connection', 'no-answer', 'busy', 'carrier-error'],
  ...['risk-hold', 'sender-id', 'invalid-number', 'blacklisted', 'not-routable', 'do-not-disturb'],
  ...['not-allowed', 'too-long', 'other'],
] as const;

export type FailureReason = (typeof FAILURE_REASONS)[number];

/** Africa's Talking's status codes of a recipient. */
const BY_CODE: Readonly<Record<string, FailureReason>> = {
  401: 'risk-hold',
  402: 'sender-id',
  403: 'invalid-number',
  404: 'invalid-number',
  406: 'blacklisted',
  407: 'not-routable',
  409: 'do-not-disturb',
  500: 'carrier-error',
  501: 'carrier-error',
  502: 'carrier-error',
};

/** What the words of our own reasons begin with. */
const BY_WORDS: readonly (readonly [RegExp, FailureReason])[] = [
  [/^no-balance/, 'no-balance'],
  [/^credentials refused/, 'credentials'],
  [/^not the carrier's address/, 'wrong-address'],
  [/^no mobile number/, 'not-allowed'],
  [/^it takes \d+ SMS/, 'too-long'],
  [/^the carrier does not know such numbers/, 'invalid-number'],
  [/^InvalidSenderId/i, 'sender-id'],
  [/^its text cannot be stored/, 'other'],
  [/^HTTP (408|429)/, 'busy'],
  [/^HTTP 5/, 'carrier-error'],
];

/**
 * The kind of reason for which an attempt did not end well; null for one that did, or may yet.
 * What its writer withdrew, such as that of a cancelled order, is no failure.
 */
export function classifyFailure(outcome: SendOutcome): FailureReason | null {
  switch (outcome.kind) {
    case 'accepted':
    case 'released':
    case 'superseded':
      return null;
    case 'unreachable':
      return 'no-connection';
    case 'unknown':
      return 'no-answer';
    case 'refused':
    case 'deferred':
    case 'halted':
      return classifyWords(outcome.reason) ?? 'other';
    case 'withheld':
      return classifyWords(outcome.reason);
  }
}

function classifyWords(reason: string): FailureReason | null {
  const [, code = ''] = /^(\d{3}) /.exec(reason) ?? [];
  return BY_CODE[code] ?? BY_WORDS.find(([words]) => words.test(reason))?.[1] ?? null;
}
