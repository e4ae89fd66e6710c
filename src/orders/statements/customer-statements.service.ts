import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { AFTER_ALL_IDS, cutPage, type Page, type PageRequest, readBatches } from '../../database/pages.js';
import type { CustomerOrder } from '../order.js';
import { CustomerOrdersRepository, type StatusTotal } from './customer-orders.repository.js';

/**
 * Orders that are summed for one customer, at most. They lie on as many pages of the table: 10,000
 * of them took 42 ms (measured), which is as long as a page may.
 */
export const SUMMED_MOST = 1_000;

/** Open orders that are shown before the statement, at most. */
const OPEN_MOST = 10;

/** What a customer's orders come to, and those that are open. */
export interface CustomerOverview {
  readonly totals: readonly StatusTotal[];
  /** Whether the newest {@link SUMMED_MOST} orders alone were summed. */
  readonly isCut: boolean;
  /** Newest first. */
  readonly open: readonly CustomerOrder[];
}

/** The statement of one customer, by the customer's id. Without orders it is empty. */
@Injectable()
export class CustomerStatementsService {
  constructor(
    private readonly database: Database,
    private readonly orders: CustomerOrdersRepository,
  ) {}

  async overview(customerId: string): Promise<CustomerOverview> {
    const { replicaPreferred: db } = this.database;
    const totals = await this.orders.totals(db, customerId, SUMMED_MOST, OPEN_MOST);
    const isCut = totals.reduce((sum, { count }) => sum + count, 0) === SUMMED_MOST;
    const ids = totals.filter(({ status }) => status === 'pending').flatMap(({ newest }) => newest);
    const open = ids.length === 0 ? [] : await this.orders.byIds(db, ids);
    return { totals, isCut, open: open.slice(0, OPEN_MOST) };
  }

  /** Newest first. */
  async page(customerId: string, { before, perPage }: PageRequest): Promise<Page<CustomerOrder>> {
    return cutPage(
      await this.orders.before(this.database.replicaPreferred, customerId, before, perPage + 1),
      perPage,
      null,
    );
  }

  /** Every order, newest first, in batches. */
  all(customerId: string): AsyncGenerator<readonly CustomerOrder[]> {
    return readBatches(
      AFTER_ALL_IDS,
      (order: CustomerOrder) => order.id,
      (before, limit) => this.orders.before(this.database.streaming, customerId, before, limit),
    );
  }
}
