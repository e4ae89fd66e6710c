import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A path of a folder. A shell replaces `~` and `$HOME`, and a file of variables does not. */
export const FOLDER_PATH = /^[^~$\0][^\0]*$/;

/**
 * Like `mkdir -p`.
 * Node 20's own recursive mkdir reports a read-only disk as ENOENT, and never returns in /proc.
 * @param mode of the last folder
 */
export function makeFolder(folder: string, mode?: number): void {
  if (statSync(folder, { throwIfNoEntry: false }) !== undefined) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Code of the error that a kept secret is shorter than it was made. */
export const SECRET_CUT_OFF = 'SECRET_CUT_OFF';

/** What is wrong with DATA_DIR, by the system's code of the error, and what to do. */
const FAULTS: Readonly<Record<string, string>> = {
  ENOTDIR: 'a file is in the way; move it, or name another folder',
  EEXIST: 'a file is in the way; move it, or name another folder',
  EISDIR: 'a folder is in the way of a secret; name another folder',
  EACCES: 'this user may not write there; name a folder of this user',
  EPERM: 'this user may not write there; name a folder of this user',
  EROFS: 'the disk is read-only; name a folder that can be written',
  ENOSPC: 'the disk is full; free some space, or name a folder on another disk',
  EDQUOT: 'the disk is full for this user; free some space, or name a folder on another disk',
  ENOENT: 'no folder can be made there; name one that can be',
  ENAMETOOLONG: 'the path is too long; name a shorter one',
  [SECRET_CUT_OFF]: 'a file in its folder secrets is cut off; remove that folder, and it is made anew',
  ELOOP: 'the links of the path lead in a circle; name another folder',
};

/** One sentence for an error of a folder or file below DATA_DIR. */
export const explainFolderFault = ({ code = 'unknown' }: NodeJS.ErrnoException): string =>
  FAULTS[code] ?? `the folder cannot be used (${code}); name one that this user may write to`;
