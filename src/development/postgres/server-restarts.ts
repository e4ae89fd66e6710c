import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from './cluster.js';
import { readPostmaster, removeMisleadingLock } from './postmaster.js';
import type { LeaseWatch } from './server-lease.js';
import { findFreePort, type ServerProcess } from './server-process.js';
import { EmbeddedPostgresError, explainFailure } from './start-failure.js';

const POLL_MS = 10;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
/** A server that ran so long did not end for the reason that the one before ended for. */
const STEADY_MS = 60_000;
/** How long PostgreSQL may take to recover, until it counts as a start that failed. */
const START_TIMEOUT_MS = 60_000;
/** How long the processes of a server that was killed may take to end, and the pause meanwhile. */
const REMAINS_MS = 10_000;
const RETRY_MS = 100;

/**
 * Starts a server again that ended under the processes that use it.
 * - On the port of before, since the connections of each process lead there.
 * - Several processes may try at once: PostgreSQL's own lock lets one server remain.
 * - The pause before a try doubles, from 0.1 s to 30 s. A server that ran for a minute resets it.
 * - It never gives up. A disk that has room again, or a port that is free again, is enough.
 */
export class ServerRestarts implements LeaseWatch {
  private tries = 0;
  private endedAt = 0;
  private backAt = Number.NEGATIVE_INFINITY;
  private isAway = false;

  constructor(
    private readonly dataDir: string,
    private readonly cluster: Cluster,
    private readonly port: number,
    private readonly launch: () => Promise<ServerProcess>,
    private readonly log: (line: string) => void,
  ) {}

  /** Returns when a server runs, when a try failed, or when `left` is aborted. */
  async away(left: AbortSignal): Promise<void> {
    if (left.aborted || (await this.isRunning())) return;
    if (!this.isAway) this.noteEnd();
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** this.tries, LONGEST_PAUSE_MS);
    this.tries++;
    await delay(pauseMs, undefined, { signal: left }).catch(() => undefined);
    if (left.aborted || (await this.isRunning())) return;
    try {
      await this.start(left);
    } catch (error) {
      const { message } = explainFailure(error, this.dataDir, this.cluster.logFile);
      const nextMs = Math.min(FIRST_PAUSE_MS * 2 ** this.tries, LONGEST_PAUSE_MS);
      this.log(`The embedded PostgreSQL is still away, and is tried again in ${nextMs / 1000} s. ${message}`);
    }
  }

  back(): void {
    if (!this.isAway) return;
    this.isAway = false;
    this.backAt = performance.now();
    this.log(`The embedded PostgreSQL runs again, after ${((this.backAt - this.endedAt) / 1000).toFixed(1)} s.`);
  }

  private noteEnd(): void {
    this.isAway = true;
    this.endedAt = performance.now();
    if (this.endedAt - this.backAt > STEADY_MS) this.tries = 0;
    this.log(
      `The embedded PostgreSQL has ended, and requests answer 503: it is started again; ${this.cluster.logFile} says why it ended.`,
    );
  }

  /** @throws Error whose message says why no server came up */
  private async start(left: AbortSignal): Promise<void> {
    const began = performance.now();
    await removeMisleadingLock(this.cluster.data);
    for (let own = await this.launchOnPort(); own !== null; await delay(POLL_MS)) {
      const there = await readPostmaster(this.cluster.data);
      if (there?.running && there.ready) return;
      const tookMs = performance.now() - began;
      if (await own.hasEnded()) {
        if (left.aborted || there?.running) return;
        if (tookMs > REMAINS_MS) throw this.nameRemains();
        await delay(RETRY_MS);
        own = await this.launchOnPort();
      } else if (left.aborted || tookMs > START_TIMEOUT_MS) {
        own.stop();
        if (left.aborted) return;
        throw new Error('it takes more than 60 s to recover');
      }
    }
  }

  /** Null when another process has begun to start one. */
  private async launchOnPort(): Promise<ServerProcess | null> {
    if ((await findFreePort(this.port)) === this.port) return this.launch();
    if (await this.isRunning()) return null;
    throw new EmbeddedPostgresError(
      `Another program has taken its port, ${this.port}: end that program, or restart Agiza, which takes another port.`,
    );
  }

  private nameRemains(): EmbeddedPostgresError {
    return new EmbeddedPostgresError(
      `Processes of the server that ended are still there: end the programs called postgres that work in ${this.cluster.data}.`,
    );
  }

  private async isRunning(): Promise<boolean> {
    return (await readPostmaster(this.cluster.data))?.running === true;
  }
}
