import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { isAborted } from './failures.js';
import type { BatchAnswers, Prepared } from './prepared.js';

declare const open: unique symbol;
/** The database as queries see it, in a transaction or not. */
export type Db = EntityManager;
/** The database inside an open transaction. Writes accept nothing less. */
export type Tx = EntityManager & { readonly [open]: true };

const TRANSACTION_ATTEMPTS = 3;

/** The one way to PostgreSQL: reads through `db`, writes through `write`, hot statements through `run`. */
export class Database {
  constructor(private readonly dataSource: DataSource) {}

  get db(): Db {
    return this.dataSource.manager;
  }

  /**
   * Runs `work` in one transaction: commits when it resolves, rolls back when it throws. When PostgreSQL aborts it for a
   * deadlock (40P01) or a serialization failure (40001) the whole of `work` runs again, 3 times at most; so it touches nothing but `tx`.
   */
  async write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.dataSource.transaction((manager) => work(manager as Tx));
      } catch (error) {
        if (attempt === TRANSACTION_ATTEMPTS || !isAborted(error)) throw error;
        await delay(Math.random() * 20 * attempt);
      }
    }
  }

  /** Runs one statement, prepared by name on each connection, as a transaction of its own. */
  async run<Row extends object>(statement: Prepared<Row>, values: readonly unknown[]): Promise<Row[]> {
    const { name, text } = statement;
    const result = await this.pool.query<Row>({ name, text, values: [...values] });
    return result.rows;
  }

  /** Runs a statement that takes its asks as one JSON array, and gives its answers as another; none where it gives null. */
  async runBatch<Answer>(statement: Prepared<BatchAnswers<Answer>>, asks: readonly unknown[]): Promise<readonly Answer[]> {
    const [row] = await this.run(statement, [JSON.stringify(asks)]);
    return row?.answers ?? [];
  }

  private get pool(): Pool {
    return (this.dataSource.driver as PostgresDriver).master as Pool;
  }
}
