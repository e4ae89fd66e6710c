import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Cluster, ignoreMissing } from './cluster.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { isAlive } from './postmaster.js';
import { type RunAs, run } from './program.js';

/** Name of a cluster that is not finished: `postgres.<process id>.<random>.tmp`. */
const DRAFT = /^postgres\.(\d+)\.[0-9a-f]+\.tmp$/;
/**
 * Longer than it can take to make one, because a start has a time limit of 60 seconds.
 * An older draft is abandoned, even if another process has that process id.
 */
const ABANDONED_AFTER_MS = 120_000;

/**
 * Makes the cluster beside its place and moves it there in one step, so that it is whole or absent.
 * When several processes make one at once, the first wins.
 * @param durable whether initdb waits until its files are on the disk
 */
export async function createCluster(
  dataDir: string,
  { initdb }: PostgresBinaries,
  as: RunAs,
  durable: boolean,
  timeoutMs: number,
): Promise<void> {
  const place = Cluster.in(dataDir);
  const draft = new Cluster(join(dataDir, `postgres.${process.pid}.${randomBytes(6).toString('hex')}.tmp`));
  try {
    await fill(draft, initdb, as, durable, timeoutMs);
    await rename(draft.home, place.home);
    await sync(dataDir);
  } catch (error) {
    await rm(draft.home, { recursive: true, force: true });
    if (!(await place.exists())) throw error;
  }
}

/**
 * Like `mkdir -p`.
 * Node 20's own recursive mkdir reports a read-only disk as ENOENT, and never returns in /proc.
 */
export async function makeFolder(folder: string): Promise<void> {
  if (await stat(folder).catch(ignoreMissing)) return;
  await makeFolder(dirname(folder));
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** Removes the drafts of processes that died while they made a cluster. */
export async function removeAbandonedDrafts(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const pid = Number(DRAFT.exec(name)?.[1]);
    if (pid && (!isAlive(pid) || (await readAgeMs(join(dataDir, name))) > ABANDONED_AFTER_MS)) {
      await rm(join(dataDir, name), { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/** Milliseconds since the folder's last change; 0 when it does not exist. */
async function readAgeMs(folder: string): Promise<number> {
  const changed = await stat(folder).catch(() => null);
  return changed ? Date.now() - changed.mtimeMs : 0;
}

async function fill(draft: Cluster, initdb: string, as: RunAs, durable: boolean, timeoutMs: number): Promise<void> {
  await mkdir(draft.home);
  // PostgreSQL's user must pass through this folder. What is inside is private to its owner.
  await chmod(draft.home, 0o711);
  await mkdir(draft.data, { mode: 0o700 });
  await writeFile(draft.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true });
  const { user } = as;
  if (user) await Promise.all([draft.data, draft.passwordFile].map((path) => chown(path, user.uid, user.gid)));
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const login = ['--username=postgres', `--pwfile=${draft.passwordFile}`, '--auth=scram-sha-256'];
  const options = [
    `--pgdata=${draft.data}`,
    ...locale,
    ...login,
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  await run(as, initdb, options, timeoutMs);
  if (user) await chown(draft.passwordFile, 0, 0); // `user` is set for root alone.
  await sync(draft.home);
}

/** Waits until the folder's entries are on the disk. Windows needs no call for that. */
async function sync(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
