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
    return this.orders.search(this.database.replicaPreferred, checkDays(search), shopTimeZone(this.config), bounds);
  }

  /**
   * All found orders, in batches. PostgreSQL finds the next batch while somebody reads the last.
   * @throws InvalidRequest as {@link page}, at the first batch
   */
  async *batches(search: OrderSearch): AsyncGenerator<readonly SearchedOrder[]> {
    let pending: Promise<SearchedOrders> | null = this.batch(search, AFTER_ALL_IDS);
    while (pending !== null) {
      const { rows, next }: SearchedOrders = await pending;
      pending = next === null ? null : this.batch(search, next);
      // It is awaited later, or not at all by a reader who has gone.
      pending?.catch(() => undefined);
      if (rows.length > 0) yield rows;
    }
  }

  private async batch(search: OrderSearch, before: string): Promise<SearchedOrders> {
    const bounds = { before, most: BATCH, looked: BATCH_LOOKED };
    return this.orders.search(this.database.streaming, checkDays(search), shopTimeZone(this.config), bounds);
  }
}

function checkDays(search: OrderSearch): OrderSearch {
  const { from, to } = search;
  if (from !== undefined && to !== undefined && to < from)
    throw new InvalidRequest([{ field: 'to', message: 'must not be before from' }]);
  return search;
}
