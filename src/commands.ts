import { createApp } from './app.js';
import { restoreBackup } from './backup/restore-backup.js';
import { takeBackup } from './backup/take-backup.js';
import type { Command } from './config/command-line.js';
import type { Config } from './config/config.js';
import { loadConfig } from './config/load-config.js';
import type { Way } from './database/connection.js';
import { migrate } from './database/migrate.js';
import { MIGRATION_SETTINGS } from './database/session-settings.js';
import { findPasswordVariable } from './database/start-faults.js';
import { type StartedDatabase, startDatabase } from './development/postgres/start-database.js';
import { holdRestored, settleHeld } from './notifications/sending/settle-held.js';
import { ErasureRepeater } from './privacy/erasure-repeater.js';

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
  const config = loadConfig(env);
  const path = env.PATH ?? '';
  const database = await startDatabase(config, say);
  const options = { ...config, MIGRATION_DATABASE_URL: database.migrationUrl };
  try {
    if ('held' in task) say(await settleHeld(database.url, options, task.held));
    else if ('backup' in task) await takeBackup(findOwnWay(database, config), task.backup, path, say);
    else {
      await restoreBackup(findOwnWay(database, config), task.restore, options, path, say);
      await migrate(database.url, say, options);
      await settleRestored(database.url, config, say);
    }
  } finally {
    await database.leave();
  }
}

/** The way of the role that owns the tables. */
const findOwnWay = ({ url, migrationUrl }: StartedDatabase, config: Readonly<Config>): Way => ({
  url: migrationUrl ?? url,
  startup: MIGRATION_SETTINGS,
  passwordIn: migrationUrl === undefined ? findPasswordVariable(config) : undefined,
});

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
