import { sha256 } from '../../digests.js';

/** Whose order it is: the customer with that code, or the one with that E.164 phone number; the other is null. */
export type Recipient = { readonly code: string; readonly phone: null } | { readonly code: null; readonly phone: string };

/** An order to be placed, with everything made regular. */
export interface Placement {
  readonly recipient: Recipient;
  readonly item: string;
  /** Exact decimal text with two places, such as "420.00". */
  readonly amount: string;
  readonly currency: string;
  /** The user who enters it; null for nobody in particular. */
  readonly createdBy: string | null;
  readonly idempotencyKey: string | null;
}

/** A SHA-256, in hexadecimal, that two placements share exactly if they ask for the same order, however they were written. */
export const requestHash = ({ recipient, item, amount, currency }: Placement): string =>
  sha256(JSON.stringify([recipient.code, recipient.phone, item, amount, currency])).toString('hex');
