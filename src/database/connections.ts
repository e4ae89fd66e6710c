import type { Pool } from 'pg';
import { waits } from './measures.js';
import { Session } from './session.js';
import { divideConnections, type Shares } from './shares.js';
import { deadlineOf, inMs, type Terms, WAIT_MS } from './terms.js';

/** What the work of one kind holds of a process's connections. */
export interface LaneUsage {
  readonly lane: keyof Shares;
  readonly size: number;
  readonly inUse: number;
  readonly waiting: number;
  /** Since the process began. */
  readonly refusals: number;
}

/** How the connections of a process are used. */
export interface ConnectionUsage {
  readonly open: number;
  readonly idle: number;
  readonly most: number;
  readonly lanes: readonly LaneUsage[];
}

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
    const name = terms.lane ?? 'short';
    const lane = this.shares[name];
    if (!lane.tryEnter()) await this.wait(name, Math.min(inMs(terms.waitMs ?? WAIT_MS), deadline));
    let session: Session | undefined;
    try {
      session = new Session(await this.pool.connect(), deadline);
      return await work(session);
    } finally {
      session?.end();
      lane.leave();
    }
  }

  /** Connections at most. */
  get most(): number {
    return this.pool.options.max;
  }

  /** How the connections are used now. Lanes that are one and the same are told once. */
  get usage(): ConnectionUsage {
    const { totalCount: open, idleCount: idle } = this.pool;
    const lanes = new Map(Object.entries(this.shares).map(([lane, share]) => [share, lane as keyof Shares]));
    return {
      ...{ open, idle, most: this.most },
      lanes: [...lanes].map(([{ size, inUse, waitingCount, refusals }, lane]) => ({
        ...{ lane, size, inUse, waiting: waitingCount, refusals },
      })),
    };
  }

  private async wait(lane: keyof Shares, until: number): Promise<void> {
    const measured = waits.startTimer({ lane });
    await this.shares[lane].enter(until).finally(measured);
  }
}
