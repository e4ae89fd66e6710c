import type { PoolClient, QueryConfig, QueryResult } from 'pg';
import { isAborted, isLockTimeout, isRefused } from './failures.js';
import { queryUntil, wasCancelled } from './timed-query.js';

/** One connection of a pool, for as long as its work lasts. */
export class Session {
  private usable = true;

  /** @param deadline by `performance.now()` */
  constructor(
    private readonly client: PoolClient,
    private readonly deadline: number,
  ) {}

  /**
   * Runs one statement before the deadline.
   * @param decides whether it changes something and commits it, so that a missing answer matters
   */
  query<Row extends object>(query: QueryConfig, decides: boolean): Promise<QueryResult<Row>> {
    return queryUntil<Row>(this.client, query, this.deadline, decides).catch((error) => {
      this.usable &&= isRefused(error) || isLockTimeout(error) || isAborted(error);
      throw error;
    });
  }

  /** Gives the connection back, or closes it if it may not be as it was. */
  end(): void {
    this.client.release(!this.usable || wasCancelled(this.client));
  }
}
