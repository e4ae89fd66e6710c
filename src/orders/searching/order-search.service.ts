import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { shopTimeZone } from '../../config/time-zone.js';
import { Database } from '../../database/database.js';
import { AFTER_ALL_IDS } from '../../database/pages.js';
import { InvalidRequest } from '../../http/problems/invalid-request.error.js';
import type { OrderSearch, SearchedOrder, SearchedOrders } from './order-search.js';
import { OrderSearchRepository } from './order-search.repository.js';

/** Orders or notifications that a page looks at, at most. */
const LOOKED = 2_000;

/** Rows of a batch of a whole list, and orders that it looks at, at most. */
const BATCH = 1_000;
const BATCH_LOOKED = 20_000;

/** Orders as staff look for them. */
@Injectable()
export class OrderSearchService {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderSearchRepository,
    private readonly config: Config,
  ) {}

  /**
   * A page of the found orders, newest first.
   * @param before where the page before ended; null for the first one
   * @throws InvalidRequest when the last day is before the first
   */
  async page(search: OrderSearch, before: string | null, most: number): Promise<SearchedOrders> {
    const bounds = { before: before ?? AFTER_ALL_IDS, most, looked: LOOKED };
    return this.orders.search(this.database.db, checkDays(search), shopTimeZone(this.config), bounds);
  }

  /** All found orders, in batches. @throws InvalidRequest as {@link page}, at the first batch */
  async *batches(search: OrderSearch): AsyncGenerator<readonly SearchedOrder[]> {
    const { streaming } = this.database;
    const timeZone = shopTimeZone(this.config);
    for (let before: string | null = AFTER_ALL_IDS; before !== null; ) {
      const bounds = { before, most: BATCH, looked: BATCH_LOOKED };
      const { rows, next }: SearchedOrders = await this.orders.search(streaming, checkDays(search), timeZone, bounds);
      if (rows.length > 0) yield rows;
      before = next;
    }
  }
}

function checkDays(search: OrderSearch): OrderSearch {
  const { from, to } = search;
  if (from !== undefined && to !== undefined && to < from)
    throw new InvalidRequest([{ field: 'to', message: 'must not be before from' }]);
  return search;
}
