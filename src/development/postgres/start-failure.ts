import { existsSync } from 'node:fs';

/** The embedded PostgreSQL cannot be used. The message is one sentence: why, and what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

const OWN_DATABASE = 'set DATABASE_URL to a PostgreSQL of your own';

/**
 * What PostgreSQL's programs, its log or Node's file system say, and the sentence that explains it.
 * `at` is the data folder. The first match counts.
 */
const CAUSES: readonly [RegExp, (at: string) => string][] = [
  [
    /\bspawn \S.* (ENOENT|ENOEXEC|EACCES|EPERM)|failed to execute|shared librar|error relocating|GLIBC_/i,
    () =>
      `PostgreSQL's programs do not run on this system (they need glibc, so not Alpine, and a disk that allows programs): ${OWN_DATABASE}.`,
  ],
  [
    /no space left on device|quota exceeded|free disk space|wrote only/i,
    (at) =>
      `The disk that holds ${at} is full: free some space (a new database takes 80 MB) or set DATA_DIR to a folder on another disk.`,
  ],
  [/ENOENT.*mkdir/, (at) => `${at} cannot be created: set DATA_DIR to a folder that can be.`],
  [/read-only file system/i, (at) => `${at} is on a read-only disk: set DATA_DIR to a folder that can be written.`],
  [
    /not a directory|EEXIST/i,
    (at) => `${at} needs to be a folder, and a file is in the way: move the file or set DATA_DIR to another folder.`,
  ],
  [
    /invalid permissions/i,
    (at) =>
      `PostgreSQL refuses a data folder that other users may enter: run chmod 700 on ${at}/postgres/cluster, ` +
      'or set DATA_DIR to a disk that keeps Unix permissions.',
  ],
  [
    /permission denied|not permitted|wrong ownership/i,
    (at) =>
      `${at} is not fully accessible to this user: start as the user who owns it, or set DATA_DIR to a folder of your own.`,
  ],
];

/** Turns what stopped a start into one sentence. An error that is one already stays as it is. */
export function explainFailure(error: unknown, dataDir: string, logFile: string): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error;
  const { message } = error as Error;
  const sentence = CAUSES.find(([symptom]) => symptom.test(message))?.[1](dataDir);
  const advice = existsSync(logFile) ? `see its log, ${logFile}` : `try again, or ${OWN_DATABASE}`;
  return new EmbeddedPostgresError(sentence ?? `PostgreSQL did not start (${findComplaint(message)}): ${advice}.`);
}

/** The last line that complains, without time and process id, or else the last line. */
function findComplaint(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim());
  const complaint = lines.findLast((line) => /(FATAL|PANIC|ERROR): /i.test(line)) ?? lines.at(-1) ?? 'it said nothing';
  return complaint.replace(/^.*?(FATAL|PANIC|ERROR): +/i, '').trim();
}
