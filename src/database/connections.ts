import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';
import { isAborted, isLockTimeout, isRefused } from './failures.js';
import { divideConnections, type Shares } from './shares.js';
import { deadlineOf, inMs, type Terms, WAIT_MS } from './terms.js';
import { queryUntil, wasCancelled } from './timed-query.js';

/** One connection, for as long as its work lasts. */
export interface Session {
  /** By `performance.now()`. */
  readonly deadline: number;
  /**
   * Runs one statement before the deadline.
   * @param decides whether it changes something and commits it, so that a missing answer matters
   */
  query<Row extends object>(query: QueryConfig, decides: boolean): Promise<QueryResult<Row>>;
}

const ignore = (): void => undefined;

/** Lends the connections of a pool, in shares for each kind of work. */
export class Connections {
  private readonly shares: Shares;

  constructor(private readonly pool: Pool) {
    this.shares = divideConnections(pool.options.max);
  }

  /**
   * Lends a connection to `work`.
   * @throws DatabaseBusy when none became free in time, or what `work` throws
   */
  async lend<T>(terms: Terms, work: (session: Session) => Promise<T>): Promise<T> {
    const { lane: name = 'short', waitMs = WAIT_MS } = terms;
    const deadline = deadlineOf(terms);
    const lane = this.shares[name];
    await lane.enter(Math.min(inMs(waitMs), deadline));
    try {
      return await lendClient(await this.pool.connect(), deadline, work);
    } finally {
      lane.leave();
    }
  }
}

async function lendClient<T>(client: PoolClient, deadline: number, work: (session: Session) => Promise<T>): Promise<T> {
  // Without a listener, a lost connection would end the process. Its statement fails too.
  client.on('error', ignore);
  let usable = true;
  try {
    return await work({
      deadline,
      query: <Row extends object>(query: QueryConfig, decides: boolean) =>
        queryUntil<Row>(client, query, deadline, decides).catch((error) => {
          usable &&= isRefused(error) || isLockTimeout(error) || isAborted(error);
          throw error;
        }),
    });
  } finally {
    client.off('error', ignore);
    client.release(!usable || wasCancelled(client));
  }
}
