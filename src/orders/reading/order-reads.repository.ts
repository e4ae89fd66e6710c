import { Injectable } from '@nestjs/common';
import { Batcher } from '../../database/batcher.js';
import { Database } from '../../database/database.js';
import type { OrderWithSms } from '../order.js';
import { orderById } from '../sql/order-by-id.js';
import { ordersByIds } from '../sql/orders-by-ids.js';

/** Single orders, for many readers at once. */
@Injectable()
export class OrderReadsRepository {
  private readonly batcher: Batcher<string, OrderWithSms | null>;

  /** One id alone has a statement of its own: as JSON among others it would take a fifth longer. */
  constructor(database: Database) {
    this.batcher = new Batcher(async (ids) => {
      if (ids.length > 1) return database.runBatch(ordersByIds, ids);
      const [order] = await database.run(orderById, ids);
      return [order ?? null];
    });
  }

  /** An order with its notifications. Readers who ask at the same time share a statement. */
  byId(id: string): Promise<OrderWithSms | null> {
    return this.batcher.load(id);
  }
}
