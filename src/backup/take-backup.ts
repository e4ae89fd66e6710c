import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Client } from 'pg';
import { nameDatabase } from '../config/database-url.js';
import { socketOf, type Way } from '../database/connection.js';
import { connectWhenUp } from '../database/first-connection.js';
import { BackupError } from './backup.error.js';
import { type BackupFormat, checkFolder, nameBackup, removeOld, writeWhole } from './backup-folder.js';
import type { CommandTerms } from './command-terms.js';
import { describeLibpq } from './libpq-environment.js';
import { findPrograms, type PgProgram, runProgram } from './pg-programs.js';
import { dumpRows } from './rows-writer.js';

/** What somebody may say of a backup. */
export interface BackupWish {
  /** The folder; `backups` if null. */
  readonly to: string | null;
  /** How many backups of the database stay; all if null. */
  readonly keep: number | null;
  /** pg_dump's custom format where it can be had, if null. */
  readonly format: BackupFormat | null;
}

/** How long a backup waits for its database, and for locks of a migration. */
const PATIENCE_MS = 5_000;
const LOCK_WAIT = '60s';

const factsSql = `
  select current_setting('server_version_num')::int / 10000 as major, current_database()::text as database,
    to_regclass('public.migrations') is not null and to_regclass('public.notifications') is not null as is_ours`;

interface Facts {
  readonly major: number;
  readonly database: string;
  readonly is_ours: boolean;
}

/**
 * Takes a backup while the service works, and gives its path.
 * @param way of the role that owns the tables
 * @throws BackupError, DatabaseError: one sentence each
 */
export async function takeBackup(way: Way, wish: BackupWish, terms: CommandTerms): Promise<string> {
  const { path, say } = terms;
  const folder = resolve(wish.to ?? 'backups');
  await checkFolder(folder, wish.to !== null);
  const client = await connectWhenUp(way, { log: say, patienceMs: PATIENCE_MS }, 'agiza backup');
  try {
    const facts = (await client.query<Facts>(factsSql)).rows[0] as Facts;
    if (!facts.is_ours)
      throw new BackupError(
        `The database at ${nameDatabase(way.url)} holds no tables of Agiza: check DATABASE_URL, or DATA_DIR if that is unset.`,
      );
    const program = await choose(wish.format, facts.major, path, say);
    const format = program === null ? 'rows' : 'custom';
    const file = join(folder, nameBackup(facts.database, format, new Date()));
    say(`backing up ${nameDatabase(way.url)} (PostgreSQL ${facts.major}) to ${file}…`);
    await writeWhole(file, (part) =>
      program === null ? copyRows(client, part, terms) : dump(program, way.url, part, terms),
    ).catch((error) => {
      throw explain(error, file, way.url);
    });
    const { size } = await stat(file);
    say(`done: ${(size / 1_000_000).toFixed(1)} MB in ${file}`);
    if (wish.keep !== null)
      for (const name of await removeOld(folder, facts.database, wish.keep)) say(`removed the old backup ${name}`);
    await client.end();
    return file;
  } finally {
    // After a failure the server may still be sending rows.
    socketOf(client).destroy();
  }
}

/** The pg_dump that fits the server; null for rows. pg_dump refuses a server that is newer. */
async function choose(
  format: BackupFormat | null,
  major: number,
  path: string,
  say: (line: string) => void,
): Promise<PgProgram | null> {
  if (format === 'rows') return null;
  const programs = await findPrograms('pg_dump', path);
  const fitting = programs.find((program) => program.major >= major);
  if (fitting !== undefined) return fitting;
  const newest = programs.at(-1);
  const lack =
    newest === undefined
      ? 'pg_dump is not installed'
      : `pg_dump here is version ${newest.major}, and the server ${major}`;
  if (format === 'custom')
    throw new BackupError(
      `${lack}: install the client programs of PostgreSQL ${major} (postgresql-client-${major}), or take --format=rows.`,
    );
  say(`${lack}, so the rows are copied instead (--format=rows); npm run restore takes both`);
  return null;
}

async function dump(program: PgProgram, url: string, part: string, { path, signal }: CommandTerms): Promise<void> {
  const args = ['--format=custom', '--no-password', '--schema=public', '--encoding=UTF8'];
  const running = runProgram(
    program,
    [...args, `--lock-wait-timeout=${LOCK_WAIT}`, `--file=${part}`],
    describeLibpq(url, path, program.major),
    signal,
  );
  running.output.resume();
  await running.ended;
}

async function copyRows(client: Client, part: string, { say, signal }: CommandTerms): Promise<void> {
  await client.query(`set lock_timeout = '${LOCK_WAIT}'`);
  await pipeline(
    dumpRows(client, (counts) => {
      const rows = [...counts.values()].reduce((sum, count) => sum + count, 0);
      say(`${rows.toLocaleString('en')} rows of ${counts.size} tables`);
    }),
    createGzip(),
    createWriteStream(part, { flags: 'r+' }),
    { signal },
  );
}

/** What pg_dump or PostgreSQL complains of, as one sentence that says what to do. */
function explain(error: unknown, file: string, url: string): unknown {
  if (error instanceof BackupError || error instanceof TypeError || error instanceof ReferenceError) return error;
  const { message, name } = error as Error;
  if (name === 'AbortError')
    return new BackupError('It was stopped before it was done, and nothing of the backup is left.');
  const last = message.split('\n').findLast((line) => line.trim() !== '') ?? message;
  const first = message.split('\n').find((line) => /error|fatal/i.test(line)) ?? last;
  if (/no space left|disk quota/i.test(message))
    return new BackupError(
      `The disk of ${file} is full, and nothing of the backup is left there: free some space, or name a folder on another disk with --to.`,
    );
  if (/permission denied for/i.test(message))
    return new BackupError(
      `The role of ${nameDatabase(url)} may not read everything (${first.trim()}): name the owner of the tables in MIGRATION_DATABASE_URL.`,
    );
  return new BackupError(
    `The backup of ${nameDatabase(url)} failed (${first.trim()}), and nothing of it is left: mend that, and begin again.`,
  );
}
