import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from './app.js';
import { BackupError } from './backup/backup.error.js';
import type { CommandTerms } from './backup/command-terms.js';
import { type RestoreWish, restoreBackup } from './backup/restore-backup.js';
import { takeBackup } from './backup/take-backup.js';
import type { Command } from './config/command-line.js';
import type { Config } from './config/config.js';
import { loadConfig, loadMigrationConfig } from './config/load-config.js';
import type { Way } from './database/connection.js';
import { connectWhenUp } from './database/first-connection.js';
import { migrate } from './database/migrate.js';
import { MIGRATION_SETTINGS, SERVICE_SETTINGS } from './database/session-settings.js';
import { findPasswordVariable } from './database/start-faults.js';
import { type StartedDatabase, startDatabase } from './development/postgres/start-database.js';
import { holdRestored, settleHeld } from './notifications/sending/settle-held.js';
import { ErasureRepeater } from './privacy/erasure-repeater.js';

const PATIENCE_MS = 5_000;

/** What the command line may ask for beside a start. */
export type Task = Exclude<Command, { start: true } | { print: string } | { refusal: string }>;

/**
 * Does one task on the database of the service, and ends.
 * @throws BackupError, ConfigError, DatabaseError, EmbeddedPostgresError: one sentence each
 */
export async function runCommand(
  task: Task,
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<void> {
  if ('migrate' in task) return migrateAlone(env, say);
  const config = 'held' in task ? loadConfig(env) : loadMigrationConfig(env);
  if (!('restore' in task)) requireDatabase(config);
  const database = await startDatabase(config, say);
  const options = { ...config, MIGRATION_DATABASE_URL: database.migrationUrl };
  try {
    if ('held' in task) say(await settleHeld(database.url, options, task.held));
    else {
      const terms = { path: env.PATH ?? '', say, signal: abortOnSignal() };
      const way = findOwnWay(database, config);
      if ('backup' in task) await takeBackup(way, task.backup, terms);
      else await restore(database, way, task.restore, config, terms);
    }
  } finally {
    await database.leave();
  }
}

/** A command about a database makes none. @throws BackupError when there is none */
function requireDatabase({ DATABASE_URL, DATA_DIR }: Readonly<Config>): void {
  if (DATABASE_URL !== undefined || existsSync(join(DATA_DIR, 'postgres'))) return;
  throw new BackupError(
    `There is no database: DATABASE_URL is not set, and DATA_DIR (${DATA_DIR}) has no embedded one. Give this command the variables of the service, such as by "node --env-file=.env".`,
  );
}

/** Brings the schema up to date, as a step of its own, by the variables of the database alone. */
async function migrateAlone(
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<void> {
  const config = loadMigrationConfig(env);
  const database = await startDatabase(config, say);
  try {
    await migrate(database.url, say, { ...config, MIGRATION_DATABASE_URL: database.migrationUrl });
    say('the schema is up to date.');
  } finally {
    await database.leave();
  }
}

/** Aborted by the first signal to stop. The second ends the process at once. */
function abortOnSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.removeAllListeners(name);
    process.once(name, () => controller.abort());
  }
  return controller.signal;
}

/** The way of the role that owns the tables. @throws BackupError when it leads through a pooler */
function findOwnWay({ url, migrationUrl }: StartedDatabase, config: Readonly<Config>): Way {
  if (config.DATABASE_POOLER === 'on' && migrationUrl === undefined)
    throw new BackupError('Backups go past the pooler: name PostgreSQL itself in MIGRATION_DATABASE_URL.');
  const passwordIn = migrationUrl === undefined ? findPasswordVariable(config) : undefined;
  return { url: migrationUrl ?? url, startup: MIGRATION_SETTINGS, passwordIn };
}

async function restore(
  { url, migrationUrl }: StartedDatabase,
  way: Way,
  wish: RestoreWish,
  config: Readonly<Config>,
  terms: CommandTerms,
): Promise<void> {
  const options = { ...config, MIGRATION_DATABASE_URL: migrationUrl };
  // A role that cannot log in is found before anything is emptied.
  const service = { url, startup: SERVICE_SETTINGS, passwordIn: findPasswordVariable(config) };
  await (await connectWhenUp(service, { log: terms.say, patienceMs: PATIENCE_MS })).end();
  await restoreBackup(way, wish, options, terms);
  await migrate(url, terms.say, options);
  await settleRestored(url, config, terms.say);
}

/** Does what no backup can know: which SMS went out after it, and who was erased. */
async function settleRestored(url: string, config: Readonly<Config>, say: (line: string) => void): Promise<void> {
  const held = await holdRestored(url, config);
  if (held > 0)
    say(
      `${held} SMS that were queued are held, since they may have gone out: npm run held:release sends them, npm run held:drop ends them`,
    );
  const app = await createApp({ ...config, ROLE: 'api', DOCS: 'off', LOG_LEVEL: 'warn' }, url);
  try {
    const erased = await app.get(ErasureRepeater).repeat();
    say(`restored; ${erased} people were erased again (by ${config.DATA_DIR}/erasures.jsonl)`);
  } finally {
    await app.close();
  }
}
