import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from './cluster.js';
import { readLastPort, readPostmaster, removeMisleadingLock } from './postmaster.js';
import { ServerLease } from './server-lease.js';
import type { ServerProcess } from './server-process.js';
import { EmbeddedPostgresError } from './start-failure.js';

const POLL_MS = 10;
/**
 * How long another process's server may take to start or stop before this process starts one.
 * If the other server still runs, its lock stops the new one and no harm is done.
 */
const TAKE_OVER_AFTER_MS = 1_000;
/** Pause between tries to start a server while processes of one that died still end. */
const RETRY_MS = 100;

/** The server of a cluster, which this process may use until it gives up its lease. */
export interface JoinedServer {
  readonly lease: ServerLease;
  readonly port: number;
  /** Whether another process had started it. */
  readonly attached: boolean;
}

/**
 * Joins the server of `cluster`, or starts one with `launch` when there is none.
 * - It tries until a server answers or `deadline` passes, on the clock of `performance.now()`.
 * - When several processes start servers at once, PostgreSQL's own lock lets one remain.
 * @throws EmbeddedPostgresError when the password is not the server's
 * @throws Error when the deadline passes
 */
export async function joinOrStart(
  cluster: Cluster,
  superuserUrl: (port: number) => string,
  launch: (preferredPort: number) => Promise<ServerProcess>,
  deadline: number,
): Promise<JoinedServer> {
  const began = performance.now();
  let own: ServerProcess | null = null;
  let endedAt = Number.NEGATIVE_INFINITY;
  for (let now = began; now < deadline; now = performance.now()) {
    const there = await readPostmaster(cluster.data);
    if (there?.running && there.ready) {
      const lease = await ServerLease.take(superuserUrl(there.port), deadline - now).catch((error) => {
        if (!isWrongPassword(error)) return null; // The server is starting or stopping: try again.
        own?.stop();
        throw explainWrongPassword(cluster);
      });
      if (lease) return { lease, port: there.port, attached: there.pid !== own?.pid };
    }
    if (own && (await own.hasEnded())) {
      own = null;
      endedAt = performance.now();
    }
    if (!own && now > (there?.running ? Math.max(began, endedAt) + TAKE_OVER_AFTER_MS : endedAt + RETRY_MS)) {
      await removeMisleadingLock(cluster.data);
      // Other processes still know the port of the server that ended.
      own = await launch(there?.port || (await readLastPort(cluster.data)));
    }
    await delay(POLL_MS);
  }
  const lastLine = (await readFile(cluster.logFile, 'utf8').catch(() => '')).trimEnd().split('\n').at(-1);
  throw new Error(`it is not ready yet and may still be recovering; the last line of its log: ${lastLine}`);
}

function isWrongPassword(error: unknown): boolean {
  return (error as { code?: string }).code === '28P01';
}

function explainWrongPassword({ home, passwordFile }: Cluster): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The password in ${passwordFile} is not this database's: put it back from a backup, or move ${home} away to begin with an empty one.`,
  );
}
