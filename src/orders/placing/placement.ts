import { sha256 } from '../../digests.js';

/**
 * Whose order it is: the customer with that code, or the one with that phone number (E.164). The
 * other is null.
 */
export type Recipient =
  | { readonly code: string; readonly phone: null }
  | { readonly code: null; readonly phone: string };

/** An order to be placed, with every field in the form that is stored. */
export interface Placement {
  readonly recipient: Recipient;
  readonly item: string;
  /** Exact decimal text with the places of the currency, such as "420.00" in KES. */
  readonly amount: string;
  readonly currency: string;
  /** The user who places it; null for an unknown caller. */
  readonly createdBy: string | null;
  readonly idempotencyKey: string | null;
  /** Whether the customer gets an SMS about it. */
  readonly notify: boolean;
}

/**
 * Gives a SHA-256 in hexadecimal. Two placements share it exactly if they ask for the same order,
 * however it was written.
 */
export const hashRequest = ({ recipient, item, amount, currency, notify }: Placement): string => {
  // Keys of before `notify` stay good: such an order was always notified.
  const silent = notify ? [] : ['silent'];
  return sha256(JSON.stringify([recipient.code, recipient.phone, item, amount, currency, ...silent])).toString('hex');
};
