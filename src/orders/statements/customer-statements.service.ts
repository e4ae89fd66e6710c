import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { AFTER_ALL_IDS, type Page, type PageRequest, readBatches } from '../../database/pages.js';
import type { CustomerOrder, OrderRow } from '../order.js';
import { OrderListsRepository } from '../reading/order-lists.repository.js';
import { CustomerTotalsRepository, type StatusTotal } from './customer-totals.repository.js';

/** Orders that are summed for one customer, at most. More would take longer than a page may. */
export const SUMMED_MOST = 20_000;

/** Open orders that are shown before the statement, at most. */
const OPEN_MOST = 10;

/** What a customer's orders come to, and those that are open. */
export interface CustomerOverview {
  readonly totals: readonly StatusTotal[];
  /** Whether only the newest {@link SUMMED_MOST} orders were summed. */
  readonly isCut: boolean;
  /** Newest first. */
  readonly open: readonly CustomerOrder[];
}

/** The statement of one customer, by the customer's id. Without orders it is empty. */
@Injectable()
export class CustomerStatementsService {
  constructor(
    private readonly database: Database,
    private readonly sums: CustomerTotalsRepository,
    private readonly lists: OrderListsRepository,
  ) {}

  async overview(customerId: string): Promise<CustomerOverview> {
    const { db } = this.database;
    const [totals, open] = await Promise.all([
      this.sums.totals(db, customerId, SUMMED_MOST),
      this.sums.open(db, customerId, SUMMED_MOST, OPEN_MOST),
    ]);
    return { totals, open, isCut: totals.reduce((sum, { count }) => sum + count, 0) === SUMMED_MOST };
  }

  /** Newest first. */
  page(customerId: string, request: PageRequest): Promise<Page<OrderRow>> {
    return this.lists.list(this.database.db, { customerId }, request);
  }

  /** Every order, newest first, in batches. */
  all(customerId: string): AsyncGenerator<readonly OrderRow[]> {
    const request = { page: null, offset: 0, counted: false };
    return readBatches(
      AFTER_ALL_IDS,
      (order: OrderRow) => order.id,
      async (before, perPage) =>
        (await this.lists.list(this.database.streaming, { customerId }, { ...request, before, perPage })).rows,
    );
  }
}
