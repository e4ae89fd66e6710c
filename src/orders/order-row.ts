import type { OrderStatus } from './order.entity.js';

/** An order with its customer, as every answer about it is made from. Bigint and numeric are text. */
export interface OrderRow {
  readonly id: string;
  readonly number: string;
  readonly item: string;
  readonly amount: string;
  readonly currency: string;
  readonly status: OrderStatus;
  readonly created_at: Date;
  readonly confirmed_at: Date | null;
  readonly cancelled_at: Date | null;
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

/** The order that a placement made, or that the first one with its key made. */
export interface PlacedRow extends OrderRow {
  readonly sms_id: string;
  readonly request_hash: Buffer | null;
  readonly replayed: boolean;
}

/** A text whose length is known. */
export type CountedSms = SmsRow & { readonly segments: number };

/** An order and its texts with their lengths. */
export type FoundOrder = OrderRow & { readonly sms: readonly CountedSms[] };

/** A placed order, and in how many SMS its customer is told. */
export type PlacedOrder = PlacedRow & { readonly segments: number };

/** Columns of an {@link OrderRow}, from `orders o` and `customers c`. */
export const orderColumns = `
  o.id, o.number, o.item, o.amount, o.currency, o.status, o.created_at, o.confirmed_at, o.cancelled_at,
  c.id as customer_id, c.code as customer_code, c.name as customer_name, c.phone`;
