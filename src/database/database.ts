import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { isAborted } from './failures.js';
import type { BatchAnswers, Prepared } from './prepared.js';

/** What runs SQL, inside a transaction or outside. Reads take it. */
export type Db = Pick<EntityManager, 'query'>;

declare const open: unique symbol;
/**
 * What runs SQL inside an open transaction.
 * Only {@link Database.write} gives it. A write that is part of a transaction takes nothing less.
 */
export type Tx = Db & { readonly [open]: true };

const TRANSACTION_ATTEMPTS = 3;

/**
 * The one way to PostgreSQL.
 * - Reads go through `db`.
 * - Two ways to write: `write` for more than one statement, `run` for one statement that is its own
 *   transaction.
 * - TypeORM is here for connections, transactions and migrations. It maps no entities: all SQL is
 *   written by hand.
 */
export class Database {
  /** @param byName whether each connection prepares statements by name */
  constructor(
    private readonly dataSource: DataSource,
    private readonly byName = true,
  ) {}

  /** For reads outside a transaction. */
  get db(): Db {
    return this.dataSource.manager;
  }

  /**
   * Runs `work` in one transaction: commits when it resolves, rolls back when it throws.
   * - A deadlock (40P01) or serialization failure (40001) runs the whole of `work` again, in 3
   *   attempts at most.
   * - So `work` touches nothing but `tx`.
   */
  async write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.dataSource.transaction((manager) => work(manager as Db as Tx));
      } catch (error) {
        if (attempt === TRANSACTION_ATTEMPTS || !isAborted(error)) throw error;
        await delay(Math.random() * 20 * attempt);
      }
    }
  }

  /**
   * Runs one statement as its own transaction. Each connection prepares it by name, unless
   * DATABASE_PREPARE is off.
   */
  async run<Row extends object>(statement: Prepared<Row>, values: readonly unknown[]): Promise<Row[]> {
    const { name, text } = statement;
    const result = await this.pool.query<Row>({ ...(this.byName && { name }), text, values: [...values] });
    return result.rows;
  }

  /**
   * Runs a statement that takes all inputs as one JSON array and gives all answers as another.
   * Null from the statement is no answers.
   */
  async runBatch<Answer>(
    statement: Prepared<BatchAnswers<Answer>>,
    inputs: readonly unknown[],
  ): Promise<readonly Answer[]> {
    const [row] = await this.run(statement, [JSON.stringify(inputs)]);
    return row?.answers ?? [];
  }

  private get pool(): Pool {
    return (this.dataSource.driver as PostgresDriver).master as Pool;
  }
}
