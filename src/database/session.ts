import type { PoolClient, QueryConfig, QueryResult } from 'pg';
import { traceStatement } from '../tracing/current-span.js';
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
   * @param name what a trace calls it
   */
  query<Row extends object>(query: QueryConfig, decides: boolean, name = nameOf(query)): Promise<QueryResult<Row>> {
    const run = () => queryUntil<Row>(this.client, query, this.deadline, decides);
    return traceStatement(name, run).catch((error) => {
      this.usable &&= isRefused(error) || isLockTimeout(error) || isAborted(error);
      throw error;
    });
  }

  /** Gives the connection back, or closes it if it may not be as it was. */
  end(): void {
    this.client.release(!this.usable || wasCancelled(this.client));
  }
}

/** Its first word, such as `select`. */
const nameOf = ({ text }: QueryConfig): string => /[a-z]+/.exec(text)?.[0] ?? 'statement';
