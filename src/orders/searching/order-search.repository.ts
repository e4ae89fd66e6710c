import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/database.js';
import { CANCELLED_FIRST } from '../placing/order-placed.writer.js';
import { lastTroubledSql, lastWalkedSql, searchedOrdersSql, troubledOrdersSql } from '../sql/searched-orders.js';
import { NOTIFICATION_STANDINGS, type OrderSearch, type SearchedOrder, type SearchedOrders } from './order-search.js';

/** How far one query goes. */
export interface SearchBounds {
  /** The search goes on after this id. */
  readonly before: string;
  /** Rows at most. */
  readonly most: number;
  /** Orders or notifications that are looked at, at most. */
  readonly looked: number;
}

type FoundRow = SearchedOrder & { readonly place: string };

/** The statements of one search, and the values that they share. */
interface Statements {
  readonly find: string;
  readonly findLast: string;
  readonly shared: readonly unknown[];
  readonly others: readonly unknown[];
  /** What follows the number of rows. */
  readonly last: readonly unknown[];
  /** Whether an order that is looked at may be none of the page. */
  readonly filters: boolean;
}

/** Finds orders by what staff ask for. No search looks at more than its bounds allow. */
@Injectable()
export class OrderSearchRepository {
  /**
   * - Orders whose notification needs somebody are found by `notifications_status_idx`, newest
   *   notification first, unless a customer or days narrow the search more.
   * - All others are found by `orders_pkey`, `orders_customer_id_idx` or `orders_status_idx`,
   *   newest first.
   */
  async search(db: Db, search: OrderSearch, timeZone: string, bounds: SearchBounds): Promise<SearchedOrders> {
    const { before, most, looked } = bounds;
    const { find, findLast, shared, others, last: end, filters } = makeStatements(search, timeZone);
    const reach = filters ? looked : most + 1;
    const found = await db.query<FoundRow[]>(find, [before, reach, ...shared, ...others, most + 1, ...end]);
    const rows = found.slice(0, most);
    if (found.length > most) return { rows, next: rows.at(-1)?.place ?? null, stopped: false };
    if (!filters) return { rows, next: null, stopped: false };
    const [last] = await db.query<{ id: string }[]>(findLast, [before, reach, ...shared]);
    return { rows, next: last?.id ?? null, stopped: last !== undefined };
  }
}

function makeStatements(search: OrderSearch, timeZone: string): Statements {
  const { status = null, notification, from = null, to = null, placedBy = null, customerCode = null } = search;
  if (notification === 'attention' && customerCode === null && from === null && to === null) {
    const others = [status, placedBy, CANCELLED_FIRST];
    return { find: troubledOrdersSql, findLast: lastTroubledSql, shared: [], others, last: [], filters: true };
  }
  const statuses = notification === undefined ? null : NOTIFICATION_STANDINGS[notification];
  // No index has a customer's orders by status. So the status counts after they are looked at.
  const [walkedStatus, laterStatus] = customerCode === null ? [status, null] : [null, status];
  return {
    find: searchedOrdersSql,
    findLast: lastWalkedSql,
    shared: [customerCode, walkedStatus, from, to, timeZone],
    others: [placedBy, statuses, CANCELLED_FIRST],
    last: [laterStatus],
    filters: [placedBy, statuses, laterStatus].some((each) => each !== null),
  };
}
