import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { describeDataSource } from '../../dist/src/database/data-source.js';
import { Database } from '../../dist/src/database/database.js';
import { SummarySumsRepository } from '../../dist/src/notifications/summary/summary-sums.repository.js';
import { OrderSumsRepository } from '../../dist/src/orders/figures/order-sums.repository.js';

/** A step that finds nothing to do now may only wait for a transaction to end. */
const IDLE_STEPS = 5;

/**
 * Makes the sums of orders and of SMS step by step, as the scheduled tasks do.
 * @param {string} url of the database
 */
export async function makeSums(url) {
  const options = describeDataSource(url, { DATABASE_POOL_SIZE: 2, DATABASE_POOLER: 'off' }, () => undefined);
  const dataSource = await new DataSource(options).initialize();
  try {
    const database = new Database(dataSource);
    for (const sums of [new OrderSumsRepository(database), new SummarySumsRepository(database)])
      for (let idle = 0; idle < IDLE_STEPS; ) {
        if ((await sums.step()) > 0) idle = 0;
        else {
          idle++;
          await delay(20);
        }
      }
  } finally {
    await dataSource.destroy();
  }
}
