import { type BeforeApplicationShutdown, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Batcher } from '../batcher.js';
import { Database } from '../database.js';
import { nameReason } from '../start-faults.js';
import { Replica } from './replica.js';
import { ReplicaLag } from './replica-lag.js';
import { primaryPosition, type StandbyFacts, standbyFactsSql, type WalPosition } from './wal-position.js';

/** How often the replica is looked at. */
const LOOK_EVERY_MS = 500;

/** How a replica stands: it is used, or why all reads go to the primary. */
export type ReplicaState = 'starting' | 'used' | 'away' | 'lagging' | 'failover' | 'no-standby' | 'foreign';

/** Looks after the replica, and says in the log when reads leave it or come back. */
export class ReplicaWatch implements OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown {
  state: ReplicaState = 'starting';
  /** At the last look. */
  lagSeconds = 0;
  private readonly logger = new Logger('Replica');
  private readonly lag = new ReplicaLag();
  /** All reads that begin at one time ask together where the primary's log is. */
  private readonly positions = new Batcher<null, WalPosition>(async (asked, { deadline }) => {
    const [row] = await this.database.run(primaryPosition, [], { deadline });
    return asked.map(() => row as WalPosition);
  });
  private identity: string | null = null;
  private timer?: NodeJS.Timeout;
  private looking: Promise<void> = Promise.resolve();

  /**
   * @param replica null where none is configured
   * @param mostSeconds a replica that is farther behind is not used
   */
  constructor(
    private readonly database: Database,
    readonly replica: Replica | null,
    private readonly mostSeconds: number,
  ) {
    replica?.follow(() => this.positions.load(null));
  }

  onModuleInit(): void {
    if (this.replica !== null) this.lookLater(this.replica, 0);
  }

  beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    return this.looking;
  }

  /** Streams that were under way have ended by now. */
  async onApplicationShutdown(): Promise<void> {
    await this.replica?.close();
  }

  private lookLater(replica: Replica, ms: number): void {
    this.timer = setTimeout(() => {
      this.looking = this.look(replica).then(() => {
        if (this.timer !== undefined) this.lookLater(replica, LOOK_EVERY_MS);
      });
    }, ms).unref();
  }

  private async look(replica: Replica): Promise<void> {
    try {
      this.identity ??= await this.readIdentity();
      this.lag.note(await this.positions.load(null), performance.now());
    } catch {
      // Without the primary nobody knows what is new. Reads that ask it for that go to it.
      return;
    }
    try {
      const facts = await replica.look();
      this.lagSeconds = this.lag.measure(facts, performance.now());
      this.become(replica, this.judge(facts));
    } catch (error) {
      this.lagSeconds = this.lag.seconds(performance.now());
      this.become(replica, 'away', nameReason(error));
    }
  }

  private async readIdentity(): Promise<string> {
    const [facts] = await this.database.db.query<StandbyFacts[]>(standbyFactsSql);
    return (facts as StandbyFacts).identity;
  }

  private judge({ identity, standby, timeline }: StandbyFacts): ReplicaState {
    if (identity !== this.identity) return 'foreign';
    if (!standby) return 'no-standby';
    if (timeline < this.lag.timeline) return 'failover';
    return this.lagSeconds > this.mostSeconds ? 'lagging' : 'used';
  }

  private become(replica: Replica, state: ReplicaState, reason = ''): void {
    replica.use(state === 'used');
    if (state === this.state) return;
    this.state = state;
    if (state === 'used') this.logger.log(`the replica at ${replica.at} answers reads`);
    else this.logger.warn(`${this.explain(replica.at, state, reason)}; all reads go to the primary`);
  }

  private explain(at: string, state: ReplicaState, reason: string): string {
    switch (state) {
      case 'lagging':
        return `the replica at ${at} is ${this.lagSeconds.toFixed(1)} s behind, more than REPLICA_LAG_SECONDS (${this.mostSeconds})`;
      case 'failover':
        return `the replica at ${at} does not show yet that it follows the new primary`;
      case 'no-standby':
        return `the PostgreSQL at ${at} (DATABASE_REPLICA_URL) is no standby`;
      case 'foreign':
        return `DATABASE_REPLICA_URL (${at}) leads to another database than DATABASE_URL`;
      default:
        return `the replica at ${at} does not answer (${reason})`;
    }
  }
}
