import type { SendOutcome } from './send-outcome.js';

/** An outcome of a claimed notification that is to be written down. */
export type WritableOutcome = Exclude<SendOutcome, { readonly kind: 'superseded' }>;

/** One line of a file of kept outcomes. It has no phone number and no text. */
export interface KeptOutcome {
  readonly id: string;
  readonly claim: string;
  readonly outcome: WritableOutcome;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const KINDS: readonly string[] = [
  'accepted',
  'refused',
  'deferred',
  'unreachable',
  'halted',
  'unknown',
  'withheld',
  'released',
] satisfies WritableOutcome['kind'][];

/**
 * The outcomes of a file, one a line. A line that was cut off, by a power cut for example, is left
 * out.
 */
export const readKeptOutcomes = (text: string): KeptOutcome[] =>
  text.split('\n').flatMap((line) => {
    const kept = parse(line);
    return isKeptOutcome(kept) ? [kept] : [];
  });

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function isKeptOutcome(value: unknown): value is KeptOutcome {
  if (typeof value !== 'object' || value === null) return false;
  const { id, claim, outcome } = value as Partial<KeptOutcome>;
  return UUID.test(String(id)) && UUID.test(String(claim)) && KINDS.includes(outcome?.kind ?? '');
}
