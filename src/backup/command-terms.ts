import { BackupError } from './backup.error.js';

/** What a backup or a restore gets from whoever runs it. */
export interface CommandTerms {
  /** Folders to look for PostgreSQL's programs in, as PATH has them. */
  readonly path: string;
  /** Takes a line of progress. */
  readonly say: (line: string) => void;
  /** Aborted when it shall stop. Then nothing half done stays under the name of a whole thing. */
  readonly signal: AbortSignal;
}

/** @throws BackupError when it shall stop */
export function checkStopped({ signal }: CommandTerms): void {
  if (signal.aborted) throw new BackupError('It was stopped before it was done.');
}
