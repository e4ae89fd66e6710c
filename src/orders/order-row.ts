import type { OrderStatus } from './order.entity.js';

/** An order with its customer, as every answer about it is made from. Bigint and numeric are text, and so are instants, in ISO 8601 as our answers show them. */
export interface OrderRow {
  readonly id: string;
  readonly number: string;
  readonly item: string;
  readonly amount: string;
  readonly currency: string;
  readonly status: OrderStatus;
  readonly created_at: string;
  readonly confirmed_at: string | null;
  readonly cancelled_at: string | null;
  readonly customer_id: string;
  readonly customer_code: string;
  readonly customer_name: string;
  readonly phone: string;
}

/** A text of an order. `segments` is null until the text is first handed over, `cost` until the carrier names it. */
export interface SmsRow {
  readonly id: string;
  readonly status: string;
  readonly segments: number | null;
  readonly cost: string | null;
  readonly currency: string | null;
}

/** An order and its texts, oldest first. */
export type OrderWithSms = OrderRow & { readonly sms: readonly SmsRow[] };

/** The order that a placement made, or that the first one with its key made, as it was then. */
export interface PlacedRow extends Omit<OrderRow, 'status' | 'confirmed_at' | 'cancelled_at'> {
  readonly sms_id: string;
  readonly replayed: boolean;
}

/** A text whose length is known. */
export type CountedSms = SmsRow & { readonly segments: number };

/** An order and its texts with their lengths. */
export type FoundOrder = OrderRow & { readonly sms: readonly CountedSms[] };

/** A placed order, and in how many SMS its customer is told. */
export type PlacedOrder = PlacedRow & { readonly segments: number };

/** An order as a statement lists it. */
export type StatementOrder = Pick<OrderRow, 'id' | 'number' | 'item' | 'amount' | 'created_at' | 'status'>;

/** Part of a customer's orders, newest first, and whose they are. */
export interface CustomerStatement {
  readonly customer_name: string;
  readonly phone: string;
  readonly orders: readonly StatementOrder[];
}

/** Orders as JSON objects with commas between, and the id that the next ones come after; null when these are the last. */
export interface OrderEntries {
  readonly text: string;
  readonly next: string | null;
}

/** PostgreSQL's pattern for an instant as our answers show one. */
export const ISO_8601 = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** Columns of an {@link OrderRow}, from `orders o` and `customers c`: the same whether they come one by one or as JSON. */
export const orderColumns = `
  o.id, o.number::text, o.item, o.amount::text, o.currency, o.status,
  to_char(o.created_at at time zone 'UTC', ${ISO_8601}) as created_at,
  to_char(o.confirmed_at at time zone 'UTC', ${ISO_8601}) as confirmed_at,
  to_char(o.cancelled_at at time zone 'UTC', ${ISO_8601}) as cancelled_at,
  c.id as customer_id, c.code as customer_code, c.name as customer_name, c.phone`;

/**
 * The customer `c` of each order `o` of a list, looked up by `customers_pkey`, for which the limit stands. Joined in the plain way, up to some ten
 * thousand customers would be read whole for a page of 25 orders.
 */
export const customerJoin = 'cross join lateral (select id, code, name, phone from customers where id = o.customer_id limit 1) c';
