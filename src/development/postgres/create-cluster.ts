import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Cluster, nullIfMissing } from './cluster.js';
import type { PostgresBinaries } from './postgres-binaries.js';
import { isAlive } from './postmaster.js';
import { type RunAs, run } from './program.js';

/** A cluster in the making: `postgres.<process id>.<random>.tmp`. */
const DRAFT = /^postgres\.(\d+)\.[0-9a-f]+\.tmp$/;
/** More than making one ever takes, as a start is bounded. An older draft is dead even if another process has its id by now. */
const LONGEST_MS = 120_000;

/**
 * Makes the cluster beside its place and moves it there in one step, so that it is whole or absent; of several processes that make one at once
 * the first wins. `durable` waits until it is on the disk.
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

/** Like `mkdir -p`. Node 20's own calls a read-only disk ENOENT, and never returns when /proc refuses. */
export async function makeFolder(folder: string): Promise<void> {
  if (await stat(folder).catch(nullIfMissing)) return;
  await makeFolder(dirname(folder));
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** Removes what processes left that died while making a cluster. */
export async function sweepDrafts(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const pid = Number(DRAFT.exec(name)?.[1]);
    if (pid && (!isAlive(pid) || (await ageMs(join(dataDir, name))) > LONGEST_MS)) {
      await rm(join(dataDir, name), { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/** Since the folder's last change; 0 when it is gone. */
async function ageMs(folder: string): Promise<number> {
  const changed = await stat(folder).catch(() => null);
  return changed ? Date.now() - changed.mtimeMs : 0;
}

async function fill(draft: Cluster, initdb: string, as: RunAs, durable: boolean, timeoutMs: number): Promise<void> {
  await mkdir(draft.home);
  // The user that PostgreSQL runs as passes through here; what is inside is private, each to its owner.
  await chmod(draft.home, 0o711);
  await mkdir(draft.data, { mode: 0o700 });
  await writeFile(draft.passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true });
  const { user } = as;
  if (user) await Promise.all([draft.data, draft.passwordFile].map((path) => chown(path, user.uid, user.gid)));
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const login = ['--username=postgres', `--pwfile=${draft.passwordFile}`, '--auth=scram-sha-256'];
  const options = [`--pgdata=${draft.data}`, ...locale, ...login, '--no-instructions', ...(durable ? [] : ['--no-sync'])];
  await run(as, initdb, options, timeoutMs);
  if (user) await chown(draft.passwordFile, 0, 0); // Only root runs it as another.
  await sync(draft.home);
}

/** Puts the folder's entries on the disk; Windows does so by itself. */
async function sync(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
