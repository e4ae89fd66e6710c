import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from './cluster.js';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { lastPort, readPostmaster, removeMisleadingLock } from './postmaster.js';
import { ServerLease } from './server-lease.js';
import type { ServerProcess } from './server-process.js';

const POLL_MS = 10;
/** How long another process's server may be on its way up or down before we try to start one, which does no harm if it still lives. */
const COURTESY_MS = 1_000;
/** Between tries to start a server while the last of the one that died is not gone. */
const RETRY_MS = 100;

/** A place at the server of `cluster`, and whether somebody else had started it. */
export interface JoinedServer {
  readonly presence: ServerLease;
  readonly port: number;
  readonly attached: boolean;
}

/**
 * Joins the server of `cluster`, or starts one with `launch` where there is none, again and again until one answers or the deadline (on
 * `performance.now()`'s clock) passes. PostgreSQL's own lock sees to it that of several that start at once one remains.
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
      const presence = await ServerLease.take(superuserUrl(there.port), deadline - now).catch((error) => {
        if (!isWrongPassword(error)) return null; // It passes: the server is on its way up or down.
        own?.stop();
        throw wrongPassword(cluster);
      });
      if (presence) return { presence, port: there.port, attached: there.pid !== own?.pid };
    }
    if (own && (await own.ended())) {
      own = null;
      endedAt = performance.now();
    }
    if (!own && now > (there?.running ? Math.max(began, endedAt) + COURTESY_MS : endedAt + RETRY_MS)) {
      await removeMisleadingLock(cluster.data);
      // The port of a server that is gone is the one its other users still know.
      own = await launch(there?.port || (await lastPort(cluster.data)));
    }
    await delay(POLL_MS);
  }
  const lastLine = (await readFile(cluster.logFile, 'utf8').catch(() => '')).trimEnd().split('\n').at(-1);
  throw new Error(`it is not ready yet and may still be recovering; the last line of its log: ${lastLine}`);
}

function isWrongPassword(error: unknown): boolean {
  return (error as { code?: string }).code === '28P01';
}

function wrongPassword({ home, passwordFile }: Cluster): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The password in ${passwordFile} is not this database's: put it back from a backup, or move ${home} away to begin with an empty one.`,
  );
}
