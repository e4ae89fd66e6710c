import type { EventRow } from '../actor.js';

/**
 * Where an order stands: pending, and then confirmed or cancelled.
 * A confirmation may be undone within 24 hours. A cancelled order stays so.
 */
export const ORDER_STATUSES = ['pending', 'confirmed', 'cancelled'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/**
 * An order with its customer, as every answer about it is made from.
 * Bigint and numeric are text. So are instants, in ISO 8601 as our answers show them.
 */
export interface OrderRow {
  readonly id: string;
  /** The number a person says on the phone: 1 upwards. */
  readonly number: string;
  readonly item: string;
  /** Exact decimal text with the places of the currency, such as "420.00" in KES. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly status: OrderStatus;
  readonly created_at: string;
  readonly confirmed_at: string | null;
  readonly cancelled_at: string | null;
  readonly customer_id: string;
  readonly customer_code: string;
  /** Null after the customer was erased. */
  readonly customer_name: string | null;
  /** E.164. Null after the customer was erased. */
  readonly phone: string | null;
}

/** An order with everything that is held of it. */
export interface HeldOrder extends OrderRow {
  /** What the caller chose to name the request by; null when there was none. */
  readonly idempotency_key: string | null;
  /** Oldest first. */
  readonly history: readonly EventRow[];
}

/** A notification of an order, as an answer about the order tells it. */
export interface SmsRow {
  readonly id: string;
  readonly status: string;
  /** Null until it is first handed to the carrier. */
  readonly segments: number | null;
  /** Null until the carrier names it. */
  readonly cost: string | null;
  readonly currency: string | null;
}

/** An order and its notifications, oldest first. */
export type OrderWithSms = OrderRow & { readonly sms: readonly SmsRow[] };

/** The same, and whether a caller without a token placed the order. */
export type ReadOrder = OrderWithSms & { readonly by_stranger: boolean };

/** A notification whose length is known. */
export type CountedSms = SmsRow & { readonly segments: number };

/** An order and its notifications with their lengths. */
export type FoundOrder = OrderRow & { readonly sms: readonly CountedSms[]; readonly by_stranger: boolean };

/** The order that a placement made, or that the first one with its key made, as it was then. */
export interface PlacedRow extends Omit<OrderRow, 'status' | 'confirmed_at' | 'cancelled_at'> {
  readonly customer_name: string;
  readonly phone: string;
  /** Its notification; null when none was asked for. */
  readonly sms_id: string | null;
  readonly replayed: boolean;
}

/**
 * A placed order, and the number of SMS segments that tell its customer.
 * `untextable` says why no SMS may be sent to the customer's phone; null when one may.
 */
export type PlacedOrder = PlacedRow & { readonly segments: number; readonly untextable: string | null };

/** An order as a statement lists it. */
export type StatementOrder = Pick<OrderRow, 'id' | 'number' | 'item' | 'amount' | 'created_at' | 'status'>;

/** An order among those of a customer who is known. */
export type CustomerOrder = StatementOrder & Pick<OrderRow, 'currency'>;

/** Part of a customer's orders, newest first, and whose they are. */
export interface CustomerStatement {
  readonly customer_name: string;
  readonly phone: string;
  readonly orders: readonly StatementOrder[];
}

/** Orders as JSON objects with commas between them. */
export interface OrderEntries {
  readonly text: string;
  /** The id that the next ones come after; null when these are the last. */
  readonly next: string | null;
}
