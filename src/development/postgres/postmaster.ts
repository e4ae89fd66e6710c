import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The server of a data directory, as its `postmaster.pid` describes it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Whether it took connections when it last wrote the file. */
  readonly ready: boolean;
  /** False when it died and left the file behind. */
  readonly running: boolean;
}

/** The server that runs, or that died. Null when the last one was stopped in good order. */
export async function readPostmaster(data: string): Promise<Postmaster | null> {
  const text = await readFile(lockFile(data), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return '';
  });
  // Lines, by PostgreSQL 18, src/include/utils/pidfile.h: process id, data directory, start time,
  // port, socket directory, listen address, shared memory key, status.
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!(pid > 0)) return null;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready', running: await mayBePostgres(pid) };
}

/** The port of the last server, even after a stop in good order; 0 when there was none. */
export async function readLastPort(data: string): Promise<number> {
  const options = await readFile(join(data, 'postmaster.opts'), 'utf8').catch(() => '');
  return Number(/"port=(\d+)"/.exec(options)?.[1] ?? 0);
}

/**
 * Removes the lock of a server that died when another program has its process id.
 * That happens in a restarted container. PostgreSQL would take that program for the server and
 * refuse to start.
 */
export async function removeMisleadingLock(data: string): Promise<void> {
  const postmaster = await readPostmaster(data);
  if (postmaster && !postmaster.running && isAlive(postmaster.pid)) await rm(lockFile(data), { force: true });
}

/** Whether there is a process `pid`, of this user or another. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Whether a process may be a server. On Linux /proc says its name and whether it is a zombie.
 * Elsewhere every living process counts.
 */
async function mayBePostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return status === null || /^\d+ \(postgres\) [^ZX]/.test(status);
}

function lockFile(data: string): string {
  return join(data, 'postmaster.pid');
}
