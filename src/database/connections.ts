import type { Pool } from 'pg';
import { Session } from './session.js';
import { divideConnections, type Shares } from './shares.js';
import { deadlineOf, inMs, type Terms, WAIT_MS } from './terms.js';

/** Lends the connections of a pool, in shares for each kind of work. */
export class Connections {
  private readonly shares: Shares;

  /** @param pool whose clients are made by `makeClient` */
  constructor(private readonly pool: Pool) {
    this.shares = divideConnections(pool.options.max);
  }

  /**
   * Lends a connection to `work`.
   * @throws DatabaseBusy when none became free in time, or what `work` throws
   */
  async lend<T>(terms: Terms, work: (session: Session) => Promise<T>): Promise<T> {
    const deadline = deadlineOf(terms);
    const lane = this.shares[terms.lane ?? 'short'];
    if (!lane.tryEnter()) await lane.enter(Math.min(inMs(terms.waitMs ?? WAIT_MS), deadline));
    let session: Session | undefined;
    try {
      session = new Session(await this.pool.connect(), deadline);
      return await work(session);
    } finally {
      session?.end();
      lane.leave();
    }
  }
}
