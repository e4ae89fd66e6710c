import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, QueryResult } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { Connections, type ConnectionUsage } from './connections.js';
import { isAborted, isLockTimeout, isOutdatedPlan } from './failures.js';
import type { BatchAnswers, Prepared } from './prepared.js';
import type { Replica } from './replica/replica.js';
import type { Session } from './session.js';
import { LOCK_TIMEOUT_MS } from './session-settings.js';
import { ANSWER_MS, deadlineOf, inMs, STREAMING, type Terms } from './terms.js';

/** What runs SQL, inside a transaction or outside. Reads take it. */
export interface Db {
  /** Gives the rows; of an update or a delete, the rows and how many it touched. */
  query<Answer>(text: string, values?: unknown[]): Promise<Answer>;
}

declare const open: unique symbol;
/**
 * What runs SQL inside an open transaction.
 * Only {@link Database.write} gives it. A write that is part of a transaction takes nothing less.
 */
export type Tx = Db & { readonly [open]: true };

const TRANSACTION_ATTEMPTS = 3;
const PAUSE_MS = 20;

/**
 * The one way to PostgreSQL.
 * - Reads go through `db`. Lists and figures go through `replicaPreferred`, and whole lists
 *   through `streaming`.
 * - Two ways to write: `write` for more than one statement, `run` for one statement that is its own
 *   transaction.
 * - Each ends within 3.2 s, or says within 300 ms more that nobody knows the outcome.
 * - What fails with another error than OutcomeUnknown was not done, and will not be.
 * - TypeORM is here for the pool and for migrations. It maps no entities: all SQL is written by
 *   hand.
 */
export class Database {
  /** For reads outside a transaction. */
  readonly db: Db = this.readerOf({ lane: 'reading' });
  /** For reads that a replica may answer too: those on which no write depends. */
  readonly replicaPreferred: Db = this.readerOf({ lane: 'reading', replica: true });
  /** For reads of a whole list, batch by batch. A replica may answer them too. */
  readonly streaming: Db = this.readerOf(STREAMING);
  private readonly connections: Connections;

  /**
   * @param byName whether each connection prepares statements by name
   * @param replica which may answer reads; null for none
   */
  constructor(
    dataSource: DataSource,
    private readonly byName = true,
    private readonly replica: Replica | null = null,
  ) {
    this.connections = new Connections((dataSource.driver as PostgresDriver).master as Pool);
  }

  /** How this process uses its connections. */
  get usage(): ConnectionUsage {
    return this.connections.usage;
  }

  /**
   * Runs `work` in one transaction: commits when it resolves, rolls back when it throws.
   * - A deadlock (40P01) or serialization failure (40001) runs the whole of `work` again, in 3
   *   attempts at most. So does a lock that is not free in time, until the 3.2 s are over.
   * - So `work` touches nothing but `tx`.
   * @throws OutcomeUnknown when the answer to the commit is missing
   */
  async write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const terms: Terms = { lane: 'writing', deadline: inMs(ANSWER_MS) };
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.connections.lend(terms, (session) => inTransaction(session, work));
      } catch (error) {
        const again = isLockTimeout(error) ? maySucceed(terms) : attempt < TRANSACTION_ATTEMPTS && isAborted(error);
        if (!again) throw error;
        await delay(Math.random() * PAUSE_MS * Math.min(attempt, TRANSACTION_ATTEMPTS));
      }
    }
  }

  /**
   * Runs one statement as its own transaction. Each connection prepares it by name, unless
   * DATABASE_PREPARE is off.
   * @throws OutcomeUnknown when it changes something and its answer is missing
   */
  async run<Row extends object>(
    { name, text, changes }: Prepared<Row>,
    values: readonly unknown[],
    terms: Terms = {},
  ): Promise<Row[]> {
    const query = this.byName ? { name, text, values: [...values] } : { text, values: [...values] };
    if (typeof terms.locked === 'number') {
      const limit = `set local lock_timeout = ${terms.locked}`;
      return this.withNewPlans(terms, (session) =>
        inTransaction(session, async () => (await session.query<Row>(query, false, name)).rows, limit),
      );
    }
    const work = async (session: Session) => (await session.query<Row>(query, changes, name)).rows;
    return changes ? this.untilUnlocked(terms, work) : this.read(terms, work);
  }

  /**
   * Runs a statement that takes all inputs as one JSON array and gives all answers as another.
   * Null from the statement is no answers.
   */
  async runBatch<Answer>(
    statement: Prepared<BatchAnswers<Answer>>,
    inputs: readonly unknown[],
    terms: Terms = {},
  ): Promise<readonly Answer[]> {
    const [row] = await this.run(statement, [JSON.stringify(inputs)], terms);
    return row?.answers ?? [];
  }

  private readerOf(terms: Terms): Db {
    return {
      query: <Answer>(text: string, values?: unknown[]) =>
        this.read(terms, async (session) => shape<Answer>(await session.query({ text, values }, false))),
    };
  }

  private read<T>(terms: Terms, work: (session: Session) => Promise<T>): Promise<T> {
    if (this.replica === null || terms.replica !== true) return this.untilUnlocked(terms, work);
    return this.replica.read(terms, work, (left) => this.untilUnlocked(left, work));
  }

  /**
   * Runs `work` again while its statement was prepared before a migration changed what it gives.
   * Each try closes its connection. The others may be as old, so there are as many tries.
   */
  private async withNewPlans<T>(terms: Terms, work: (session: Session) => Promise<T>): Promise<T> {
    for (let tries = this.connections.most; ; tries--) {
      try {
        return await this.connections.lend(terms, work);
      } catch (error) {
        if (!isOutdatedPlan(error) || tries === 0) throw error;
      }
    }
  }

  private async untilUnlocked<T>(given: Terms, work: (session: Session) => Promise<T>): Promise<T> {
    const terms = { ...given, deadline: deadlineOf(given) };
    for (;;) {
      try {
        return await this.withNewPlans(terms, work);
      } catch (error) {
        if (!isLockTimeout(error) || terms.locked === 'fail' || !maySucceed(terms)) throw error;
      }
    }
  }
}

/** Whether a lock may become free before the deadline. */
const maySucceed = ({ deadline = 0 }: Terms): boolean => performance.now() + LOCK_TIMEOUT_MS < deadline;

/** @param settings a statement that follows `begin` in the same message */
async function inTransaction<T>(session: Session, work: (tx: Tx) => Promise<T>, settings = ''): Promise<T> {
  const query = async <Answer>(text: string, values?: unknown[]): Promise<Answer> =>
    shape(await session.query({ text, values }, false));
  await query(`begin; ${settings}`);
  try {
    const result = await work({ query } as Tx);
    await session.query({ text: 'commit' }, true);
    return result;
  } catch (error) {
    // A connection whose rollback fails is closed, which rolls back too.
    await query('rollback').catch(() => undefined);
    throw error;
  }
}

function shape<Answer>({ command, rows, rowCount }: QueryResult): Answer {
  return (command === 'UPDATE' || command === 'DELETE' ? [rows, rowCount] : rows) as Answer;
}
