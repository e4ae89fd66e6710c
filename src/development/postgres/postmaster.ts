import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The server of a data directory, as its `postmaster.pid` tells. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** It takes connections, or did when it last wrote. */
  readonly ready: boolean;
  /** False when it died without tidying up. */
  readonly running: boolean;
}

/** Null when no server was there since the last orderly stop. */
export async function readPostmaster(data: string): Promise<Postmaster | null> {
  const text = await readFile(lockFile(data), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return '';
  });
  // PostgreSQL 18, src/include/utils/pidfile.h: the lines are process id, data directory, start time, port, …, and eighth the status.
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!(pid > 0)) return null;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready', running: await mayBePostgres(pid) };
}

/** The port that the last server of the directory was started with, also after an orderly stop; 0 when there was none. */
export async function lastPort(data: string): Promise<number> {
  const options = await readFile(join(data, 'postmaster.opts'), 'utf8').catch(() => '');
  return Number(/"port=(\d+)"/.exec(options)?.[1] ?? 0);
}

/**
 * Removes the lock of a server that died if its process id belongs to some other program now, as happens in a restarted container: PostgreSQL
 * itself would take that program for the server and refuse to start.
 */
export async function removeMisleadingLock(data: string): Promise<void> {
  const postmaster = await readPostmaster(data);
  if (postmaster && !postmaster.running && isAlive(postmaster.pid)) await rm(lockFile(data), { force: true });
}

/** Whether there is a process `pid`, be it another user's. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Linux tells what a process is, and whether it is only waiting to be buried; elsewhere any living process may be PostgreSQL. */
async function mayBePostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return status === null || /^\d+ \(postgres\) [^ZX]/.test(status);
}

function lockFile(data: string): string {
  return join(data, 'postmaster.pid');
}
