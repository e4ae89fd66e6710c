import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../config/data-folder.js';
import { BackupError, explainFileFault } from './backup.error.js';

/** Ends of the names of backups: pg_dump's custom format, and rows as plain SQL. */
export const ENDINGS = { custom: '.dump', rows: '.sql.gz' } as const;
export type BackupFormat = keyof typeof ENDINGS;

const PART = '.part';
/** A part that nobody has written to for so long is of a process that died. */
const ABANDONED_AFTER_MS = 24 * 3_600_000;

/**
 * Has `write` write a file, and gives it its name once it is whole and on the disk.
 * Without success nothing is left.
 * @throws BackupError, or what `write` throws
 */
export async function writeWhole(file: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = `${file}${PART}`;
  const made = await open(part, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST')
      throw new BackupError(`Another backup writes ${file} just now: wait for it, or begin again in a second.`);
    throw explainFileFault(error, part);
  });
  await made.close();
  try {
    await write(part);
    await sync(part);
    await rename(part, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(part, { force: true });
    throw explainFileFault(error, part);
  }
}

/**
 * Holds that backups can be put there. A folder that nobody named is made.
 * @throws BackupError for a named folder that is missing: its disk may not be there
 */
export async function checkFolder(folder: string, isNamed: boolean): Promise<void> {
  try {
    if (!isNamed) makeFolder(folder, 0o700);
  } catch (error) {
    throw explainFileFault(error, folder);
  }
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw explainFileFault(error, folder);
    return null;
  });
  if (found === null)
    throw new BackupError(`There is no folder ${folder}: make it first, or connect the disk that it is on.`);
  if (!found.isDirectory()) throw new BackupError(`${folder} is a file: name a folder for backups in --to.`);
}

/** `<database>-<time in UTC>` and the ending of the format. The names sort by time. */
export function nameBackup(database: string, format: BackupFormat, now: Date): string {
  const time = now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  return `${plain(database)}-${time}${ENDINGS[format]}`;
}

/**
 * Removes all but the newest backups of a database, by the times in their names, and parts that
 * were left behind. Other files stay. Gives the names of the removed backups.
 */
export async function removeOld(folder: string, database: string, keep: number): Promise<string[]> {
  const form = new RegExp(
    `^${plain(database)}-\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ\\.(dump|sql\\.gz)(\\.part)?$`,
  );
  const names = (await readdir(folder)).filter((name) => form.test(name)).sort();
  const old = names.filter((name) => !name.endsWith(PART)).slice(0, -keep);
  for (const name of old) await rm(join(folder, name), { force: true });
  for (const name of names.filter((each) => each.endsWith(PART))) await removeAbandoned(join(folder, name));
  return old;
}

async function removeAbandoned(part: string): Promise<void> {
  const changed = await stat(part).catch(() => null);
  if (changed !== null && Date.now() - changed.mtimeMs > ABANDONED_AFTER_MS) await rm(part, { force: true });
}

/** The name of a database as a part of a file's name and of an expression. */
const plain = (database: string): string => database.replaceAll(/[^A-Za-z0-9_]/g, '_');

async function sync(path: string): Promise<void> {
  const handle = await open(path);
  await handle.sync().finally(() => handle.close());
}

/** Waits until the folder's entries are on the disk. Windows needs no call for that. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform !== 'win32') await sync(folder);
}
