import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/database.js';
import type { CustomerOrder, OrderStatus } from '../order.js';
import { customerOrdersSql, customerTotalsSql, ordersOfIdsSql } from '../sql/customer-orders.js';

/** Orders of one status and currency. */
export interface StatusTotal {
  readonly status: OrderStatus;
  /** ISO 4217. */
  readonly currency: string;
  readonly count: number;
  /** Exact decimal text. */
  readonly amount: string;
  /** Ids of the newest of them. */
  readonly newest: readonly string[];
}

/** Orders of one customer. No cost grows with the history. */
@Injectable()
export class CustomerOrdersRepository {
  /**
   * Sums over the newest `most` orders. By `orders_customer_id_idx`.
   * @param named ids that each total names, at most
   */
  totals(db: Db, customerId: string, most: number, named: number): Promise<StatusTotal[]> {
    return db.query<StatusTotal[]>(customerTotalsSql, [customerId, most, named]);
  }

  /** Orders before the order `before`, newest first. By `orders_customer_id_idx`. */
  before(db: Db, customerId: string, before: string, limit: number): Promise<CustomerOrder[]> {
    return db.query<CustomerOrder[]>(customerOrdersSql, [customerId, before, limit]);
  }

  /** Some orders, newest first. By `orders_pkey`. */
  byIds(db: Db, ids: readonly string[]): Promise<CustomerOrder[]> {
    return db.query<CustomerOrder[]>(ordersOfIdsSql, [ids]);
  }
}
