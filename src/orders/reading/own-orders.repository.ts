import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/database.js';
import { countUpTo, type PageRequest, WINDOW } from '../../database/pages.js';
import type { OrderRow } from '../order.js';
import { filteredOrdersSql } from '../sql/newest-orders.js';
import { matchingOwnOrdersSql, OWN_ORDERS_MOST, ownOrdersSql } from '../sql/own-orders.js';
import type { OwnSearch } from './own-search.js';

/**
 * A customer's own orders, by `orders_customer_id_idx`.
 * The newest {@link OWN_ORDERS_MOST} are read, so the cost does not grow with the history.
 */
@Injectable()
export class OwnOrdersRepository {
  /** A page of them: open ones first, and then the newest first. */
  list(
    db: Db,
    customerId: string,
    search: OwnSearch | null,
    { offset, perPage }: Pick<PageRequest, 'offset' | 'perPage'>,
  ): Promise<OrderRow[]> {
    return db.query<OrderRow[]>(ownOrdersSql, [...valuesOf(customerId, search), offset, perPage]);
  }

  /**
   * How many orders the customer has, {@link WINDOW} at most.
   * With a search, how many of the newest it finds.
   */
  count(db: Db, customerId: string, search: OwnSearch | null): Promise<number> {
    if (search === null) return countUpTo(db, WINDOW, filteredOrdersSql, [customerId, null, null]);
    return countUpTo(db, OWN_ORDERS_MOST, matchingOwnOrdersSql, valuesOf(customerId, search));
  }
}

const valuesOf = (customerId: string, search: OwnSearch | null): unknown[] => [
  customerId,
  search?.patterns ?? null,
  search?.number ?? null,
];
