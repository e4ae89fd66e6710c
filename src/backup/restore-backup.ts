import { nameDatabase } from '../config/database-url.js';
import { socketOf, type Way } from '../database/connection.js';
import { connectWhenUp } from '../database/first-connection.js';
import { holdMigrationLock } from '../database/migration-lock.js';
import { runMigrations } from '../database/missing-migrations.js';
import { checkServer } from '../database/server-checks.js';
import type { DatabaseOptions } from '../database/session-settings.js';
import { explainStartFault, isDatabaseFault, mayComeUp } from '../database/start-faults.js';
import { BackupError } from './backup.error.js';
import { BackupFile } from './backup-file.js';
import type { CommandTerms } from './command-terms.js';
import { type Contents, inspectBackup } from './inspect-backup.js';
import { loadBackup } from './load-backup.js';
import { prepareTarget } from './restore-target.js';

/** What somebody says of a restore. */
export interface RestoreWish {
  readonly file: string;
  /** The name of the database whose contents may be lost; null for none. */
  readonly force: string | null;
}

const PATIENCE_MS = 5_000;

/**
 * Restores a backup into an empty database, with the schema that it was taken from.
 * - The migrations make that schema, so a backup of another major version of PostgreSQL fits too.
 * - Newer migrations run afterwards, by `migrate`.
 * @param way of the role that owns the tables, or will
 * @throws BackupError, DatabaseError: one sentence each
 */
export async function restoreBackup(
  way: Way,
  { file, force }: RestoreWish,
  options: DatabaseOptions,
  terms: CommandTerms,
): Promise<void> {
  const { say } = terms;
  const backup = await BackupFile.open(file, terms);
  say(`reading ${file}…`);
  const contents = await inspectBackup(backup);
  const patience = { log: say, patienceMs: PATIENCE_MS };
  const [lock, client] = [await connectWhenUp(way, patience), await connectWhenUp(way, patience)];
  try {
    await checkServer(client, options);
    await holdMigrationLock(lock, say, false, async () => {
      const { rows } = await lock.query<{ pid: number }>('select pg_backend_pid() as pid');
      const { rows: more } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      await prepareTarget(
        client,
        way.url,
        force,
        [...rows, ...more].map(({ pid }) => pid),
        say,
      );
      say(`restoring into ${nameDatabase(way.url)}…`);
      await runMigrations(way, [...contents.migrations], () => undefined);
      await loadBackup(client, backup, say);
    });
    tell(contents, say);
    await Promise.all([lock.end(), client.end()]);
  } catch (error) {
    throw explain(error, way.url);
  } finally {
    for (const each of [lock, client]) socketOf(each).destroy();
  }
}

function tell({ rows, migrations }: Contents, say: (line: string) => void): void {
  const sum = [...rows.values()].reduce((total, count) => total + count, 0);
  say(`${sum.toLocaleString('en')} rows of ${rows.size} tables, at migration ${[...migrations].at(-1)}`);
}

function explain(error: unknown, url: string): unknown {
  const { code, message, detail } = error as { code?: string; message: string; detail?: string };
  if (error instanceof BackupError || !isDatabaseFault(error)) return error;
  if (mayComeUp(error)) return explainStartFault(error, url);
  const at = nameDatabase(url);
  if (code === '42501')
    return new BackupError(
      `The role may not do that in the database at ${at} (${message}): name the owner of the tables in MIGRATION_DATABASE_URL.`,
    );
  if (code === '53100')
    return new BackupError(`The disk of the database at ${at} is full (${message}): free some space, and begin again.`);
  // The detail of a row may have a phone number.
  const said =
    code?.startsWith('23') || code?.startsWith('22') ? message : [message, detail].filter(Boolean).join('; ');
  return new BackupError(
    `The restore into ${at} failed (${said}), and no row of the backup is there: mend it, and begin again with --force.`,
  );
}
