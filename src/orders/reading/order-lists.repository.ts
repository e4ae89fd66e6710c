import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/database.js';
import { countUpTo, cutPage, type Page, type PageRequest, WINDOW } from '../../database/pages.js';
import type { OrderEntries, OrderRow, OrderStatus, SmsRow } from '../order.js';
import { filteredEntriesSql } from '../sql/filtered-entries.js';
import { filteredOrdersSql, newestOrdersSql } from '../sql/newest-orders.js';
import { orderEntriesSql } from '../sql/order-entries.js';

/** Lower than any UUIDv7. */
const BEFORE_ALL_IDS = '00000000-0000-0000-0000-000000000000';

/** Orders before one, down to and with the last of them, and whether there are more. */
export interface Span {
  readonly before: string;
  readonly last: string;
  readonly more: boolean;
}

/** Which orders a list holds. */
export interface OrderFilter {
  readonly customerId?: string;
  readonly customerCode?: string;
  readonly status?: OrderStatus;
}

/** Which orders the phone API's array holds. Days are YYYY-MM-DD, both included. */
export interface EntryFilter {
  readonly customer_code?: string;
  readonly status?: OrderStatus;
  readonly from?: string;
  readonly to?: string;
}

@Injectable()
export class OrderListsRepository {
  /** Newest first. The cost does not grow with the history. Counts {@link WINDOW} rows at most. */
  async list(db: Db, filter: OrderFilter, { before, offset, perPage, counted }: PageRequest): Promise<Page<OrderRow>> {
    const values = [filter.customerId ?? null, filter.customerCode ?? null, filter.status ?? null];
    const rows = await db.query<OrderRow[]>(newestOrdersSql, [...values, before, offset, perPage + 1]);
    return cutPage(rows, perPage, counted ? await countUpTo(db, WINDOW + 1, filteredOrdersSql, values) : null);
  }

  /**
   * The notifications of some orders, oldest first. By `notifications_order_id_idx`, once for each
   * order.
   */
  smsOfOrders(db: Db, orderIds: readonly string[]): Promise<(SmsRow & { readonly order_id: string })[]> {
    return db.query('select order_id, id, status from notifications where order_id = any($1) order by id', [orderIds]);
  }

  /**
   * How far the newest `limit` orders before the order `id` go. Walks `orders_pkey` backwards,
   * without the rows.
   */
  async span(db: Db, id: string, limit: number): Promise<Span> {
    const [last, following] = await db.query<{ id: string }[]>(
      'select id from orders where id < $1 order by id desc offset $2 limit 2',
      [id, limit - 1],
    );
    return { before: id, last: last?.id ?? BEFORE_ALL_IDS, more: following !== undefined };
  }

  /**
   * The newest orders before the order `id`, at most `limit`. Walks `orders_pkey` backwards and
   * stops.
   */
  entries(db: Db, id: string, limit: number): Promise<OrderEntries> {
    return this.readEntries(db, [id, BEFORE_ALL_IDS, limit]);
  }

  /**
   * The same of those that the filter lets through. Its days are those of the time zone.
   * By the index of the filter, and within the days alone.
   */
  async filteredEntries(
    db: Db,
    { customer_code, status, from, to }: EntryFilter,
    timeZone: string,
    id: string,
    limit: number,
  ): Promise<OrderEntries> {
    const filter = [customer_code ?? null, status ?? null, from ?? null, to ?? null];
    const [row] = await db.query<OrderEntries[]>(filteredEntriesSql, [id, limit, ...filter, timeZone]);
    return row ?? { text: '', next: null };
  }

  /**
   * The orders of a span, newest first, with those that have come into it since. By `orders_pkey`.
   */
  async entriesOfSpan(db: Db, { before, last }: Span): Promise<string> {
    return (await this.readEntries(db, [before, last, null])).text;
  }

  private async readEntries(
    db: Db,
    values: readonly [before: string, last: string, limit: number | null],
  ): Promise<OrderEntries> {
    const rows = await db.query<OrderEntries[]>(orderEntriesSql, [...values]);
    // The driver's timer holds its array of rows until a full collection. An emptied array does not
    // hold the texts.
    return rows.shift() ?? { text: '', next: null };
  }
}
