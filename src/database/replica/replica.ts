import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { Connections } from '../connections.js';
import { DatabaseBusy } from '../database.errors.js';
import { isAborted, isRefused } from '../failures.js';
import type { Session } from '../session.js';
import { ANSWER_MS, deadlineOf, LEAST_MS, type Terms } from '../terms.js';
import { beginAtSql, type StandbyFacts, standbyFactsSql, type WalPosition } from './wal-position.js';

/** Pauses in ms before a read looks again whether the replica has caught up. */
const PAUSES_MS = [2, 5, 10, 20];

/** How long a look at the replica may take, in ms. */
const LOOK_MS = 1_000;

/** Reads that a replica answered, and those that the primary answered for it. */
export interface ReadCounts {
  replica: number;
  primary: number;
}

/**
 * A standby that may answer reads.
 * - Each read is answered from all that the primary had committed when the read began, or not here.
 * - After a fault of its own it is left alone until {@link use} says otherwise.
 */
export class Replica {
  readonly counts: ReadCounts = { replica: 0, primary: 0 };
  private readonly connections: Connections;
  private used = false;
  private position: () => Promise<WalPosition> = () => Promise.reject(new Error('nobody asks the primary'));

  /**
   * @param at host and port, for sentences
   * @param pool whose clients are made by `makeClient`
   */
  constructor(
    readonly at: string,
    private readonly pool: Pool,
  ) {
    this.connections = new Connections(pool);
  }

  /** @param position asks the primary where its log is now */
  follow(position: () => Promise<WalPosition>): void {
    this.position = position;
  }

  /** Says whether reads may be tried here. */
  use(isUsed: boolean): void {
    this.used = isUsed;
  }

  /**
   * Runs `work` here, or `otherwise` at the primary where that cannot be.
   * @throws what `otherwise` throws
   */
  async read<T>(
    terms: Terms,
    work: (session: Session) => Promise<T>,
    otherwise: (terms: Terms) => Promise<T>,
  ): Promise<T> {
    const whole = { ...terms, deadline: deadlineOf(terms) };
    // Half of the time, so that the primary has the other half.
    const half = Math.min(ANSWER_MS, (whole.deadline - performance.now()) / 2);
    if (this.used && half > LEAST_MS) {
      const deadline = performance.now() + half;
      try {
        const answer = await this.readAt(await this.position(), { ...whole, deadline }, work);
        this.counts.replica++;
        return answer;
      } catch (error) {
        if (!isOfTheRead(error)) this.used = false;
      }
    }
    this.counts.primary++;
    return otherwise(whole);
  }

  /** What the server says of itself. @throws what `pg` throws, DatabaseBusy */
  look(): Promise<StandbyFacts> {
    const terms: Terms = { lane: 'readiness', deadline: performance.now() + LOOK_MS };
    return this.connections.lend(terms, async (session) => {
      const { rows } = await session.query<StandbyFacts>({ text: standbyFactsSql }, false);
      return rows[0] as StandbyFacts;
    });
  }

  /** Closes its connections. */
  async close(): Promise<void> {
    this.used = false;
    await this.pool.end();
  }

  /** One transaction, so that a pooler asks and reads at the same server. */
  private readAt<T>(position: WalPosition, terms: Terms, work: (session: Session) => Promise<T>): Promise<T> {
    const text = beginAtSql(position);
    return this.connections.lend(terms, async (session) => {
      const end = () => session.query({ text: 'rollback' }, false);
      for (const pause of [...PAUSES_MS, null]) {
        // `pg` gives an array for a message of several statements.
        const results = (await session.query<{ reached: boolean }>({ text }, false)) as unknown as Results;
        if (results[1]?.rows[0]?.reached === true) {
          // A connection whose rollback fails is closed, which rolls back too.
          return await work(session).finally(() => end().catch(() => undefined));
        }
        await end();
        if (pause !== null) await delay(pause);
      }
      throw new Error('the replica is behind');
    });
  }
}

/**
 * Whether a failure says nothing of the replica: the read conflicted with what is replayed (40001),
 * asked for something impossible, or found all connections taken.
 */
const isOfTheRead = (error: unknown): boolean => isAborted(error) || isRefused(error) || error instanceof DatabaseBusy;

type Results = readonly { readonly rows: readonly { readonly reached: boolean }[] }[];
