import { Injectable } from '@nestjs/common';
import { type RunBatch } from '../../database/batch-retries.js';
import { Batcher } from '../../database/batcher.js';
import { Database } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';
import type { ReadOrder } from '../order.js';
import { orderById } from '../sql/order-by-id.js';
import { ordersByIds } from '../sql/orders-by-ids.js';

const idByNumber = new Prepared<{ id: string }>('order_id_by_number', 'select id from orders where number = $1');

/** Single orders, for many readers at once. */
@Injectable()
export class OrderReadsRepository {
  private readonly batcher: Batcher<string, ReadOrder | null>;

  /** One id alone has a statement of its own: as JSON among others it would take a fifth longer. */
  constructor(private readonly database: Database) {
    const read: RunBatch<string, ReadOrder | null> = async (ids, terms) => {
      if (ids.length > 1) return database.runBatch(ordersByIds, ids, { ...terms, lane: 'reading' });
      const [order] = await database.run(orderById, ids, { ...terms, lane: 'reading' });
      return [order ?? null];
    };
    this.batcher = new Batcher(read, undefined, undefined, ordersByIds.name);
  }

  /** An order with its notifications. Readers who ask at the same time share a statement. */
  byId(id: string): Promise<ReadOrder | null> {
    return this.batcher.load(id);
  }

  /** By `orders_number_key`; null when no order has that number. */
  async idByNumber(number: string): Promise<string | null> {
    const [row] = await this.database.run(idByNumber, [number]);
    return row?.id ?? null;
  }
}
