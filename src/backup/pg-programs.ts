import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

/** One of PostgreSQL's own programs. */
export interface PgProgram {
  readonly file: string;
  /** Its major version, such as 18. */
  readonly major: number;
}

/** Where Debian and Red Hat put one folder a version. */
const PLACES = [
  { folder: '/usr/lib/postgresql', below: 'bin' },
  { folder: '/usr', below: 'bin', like: /^pgsql-\d+$/ },
] as const;

const execute = promisify(execFile);
const WORDS_KEPT = 4_000;

/**
 * Every program of that name that runs here, oldest version first.
 * @param path folders to look into, as PATH has them
 */
export async function findPrograms(name: 'pg_dump' | 'pg_restore', path: string): Promise<PgProgram[]> {
  const found = new Map<number, PgProgram>();
  for (const folder of [...path.split(delimiter).filter(Boolean), ...listPlaces()]) {
    const file = join(folder, name);
    const major = existsSync(file) ? await readMajor(file) : null;
    if (major !== null && !found.has(major)) found.set(major, { file, major });
  }
  return [...found.values()].sort((one, other) => one.major - other.major);
}

/** A program at work. */
export interface RunningProgram {
  readonly output: Readable;
  /** Resolves when it ended with status 0. @throws Error whose message is what it complained of */
  readonly ended: Promise<void>;
}

/** Runs a program with nothing but that environment. It is ended when `signal` is aborted. */
export function runProgram(
  { file }: PgProgram,
  args: readonly string[],
  env: Record<string, string>,
  signal: AbortSignal,
): RunningProgram {
  const child = spawn(file, args, { env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = `${words}${text}`.slice(-WORDS_KEPT);
  });
  const ended = new Promise<void>((resolve, reject) => {
    let fault: Error | undefined;
    child.once('error', (error) => {
      fault = error;
      if (child.pid === undefined) reject(error);
    });
    // One that was ended may still make its file, so it counts once it is gone.
    child.once('close', (code, ending) => {
      if (code === 0) resolve();
      else reject(fault ?? new Error(words.trim() || `it ended with ${ending ?? `status ${code}`}`));
    });
  });
  ended.catch(() => undefined);
  return { output: child.stdout, ended };
}

function listPlaces(): string[] {
  return PLACES.flatMap(({ folder, below, ...rest }) =>
    (existsSync(folder) ? readdirSync(folder) : [])
      .filter((version) => ('like' in rest ? rest.like : /^\d+$/).test(version))
      .map((version) => join(folder, version, below)),
  );
}

/** Null for a program that does not run, or does not say its version. */
async function readMajor(file: string): Promise<number | null> {
  const { stdout } = await execute(file, ['--version'], { timeout: 10_000 }).catch(() => ({ stdout: '' }));
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1]);
  return Number.isNaN(major) ? null : major;
}
