/** A backup or a restore cannot be done. The message is one sentence: why, and what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** What the system's code of an error of a file means, and what to do. */
const FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder: check the path',
  ENOTDIR: 'a part of the path is a file: check the path',
  EISDIR: 'it is a folder: name the file',
  EACCES: 'this user may not use it: change its owner, or run as another user',
  EPERM: 'this user may not use it: change its owner, or run as another user',
  EROFS: 'the disk is read-only: name a folder on another one',
  ENOSPC: 'the disk is full: free some space, or name a folder on another disk',
  EDQUOT: 'the disk is full for this user: free some space, or name a folder on another disk',
};

/** One sentence for an error of a file. Any other error stays as it is. */
export function explainFileFault(error: unknown, path: string): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  const sentence = FAULTS[code];
  return sentence === undefined ? error : new BackupError(`${path} cannot be used, for ${sentence} (${code}).`);
}
