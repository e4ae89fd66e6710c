import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../config/data-folder.js';

/** How far sending has come, and when that was seen. */
export interface Mark {
  /** Claims that there have been. */
  readonly claims: number;
  /** By the database's clock, ISO 8601 in UTC with microseconds. */
  readonly seenAt: string;
}

const NAME = 'mark.json';
/** A disk writes a sector of 512 bytes whole or not at all, as PostgreSQL assumes of pg_control. */
const SIZE = 256;

/** The mark that is kept in a worker's folder; null when there is none that can be read. */
export async function readMark(folder: string): Promise<Mark | null> {
  const file = await open(join(folder, NAME), 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
  if (file === null) return null;
  try {
    return parse(await file.readFile('utf8'));
  } finally {
    await file.close();
  }
}

/**
 * Writes the mark, and returns when it is on the disk.
 * A higher one stays, since several processes may share the folder. @throws NodeJS.ErrnoException
 */
export async function writeMark(folder: string, mark: Mark): Promise<void> {
  makeFolder(folder, 0o700);
  const kept = await readMark(folder);
  if (kept !== null && kept.claims >= mark.claims) return;
  const file = await open(join(folder, NAME), kept === null ? 'w' : 'r+', 0o600);
  try {
    await file.write(JSON.stringify(mark).padEnd(SIZE), 0, 'utf8');
    await file.datasync();
  } finally {
    await file.close();
  }
}

function parse(text: string): Mark | null {
  try {
    const { claims, seenAt } = JSON.parse(text) as Partial<Mark>;
    const isMark =
      Number.isSafeInteger(claims) && typeof seenAt === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(seenAt);
    return isMark ? { claims: claims as number, seenAt } : null;
  } catch {
    return null;
  }
}
