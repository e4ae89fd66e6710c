import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { describeConnection, makeClient, nameServer } from './connection.js';
import { migrations } from './data-source.js';
import { DatabaseError } from './database.errors.js';
import { checkPreparing, keepSettingsOnRole } from './pooler.js';
import { checkServer, checkSettings, quote } from './server-checks.js';
import {
  type DatabaseOptions,
  MIGRATION_SETTINGS,
  POOLER_SETTINGS,
  SERVICE_SETTINGS,
  type Settings,
  toLocalStatements,
} from './session-settings.js';
import { explainStartFault, mayComeUp, nameReason } from './start-faults.js';

/** Chosen freely. Every process that migrates this database takes the lock of this number. */
const MIGRATION_LOCK = 4_741_729;
const PATIENCE_MS = 30_000;
const RETRY_MS = 500;
const SAY_EVERY_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** For the last try. */
const LEAST_TIMEOUT_MS = 1_000;

const DIRECT: DatabaseOptions = { DATABASE_POOL_SIZE: 10, DATABASE_POOLER: 'off', DATABASE_PREPARE: 'on' };

/**
 * Checks the database, and brings the schema up to date.
 * - One process at a time, in one transaction: all migrations that are missing, or none.
 * - Waits up to 30 s for a database that is still starting.
 * @throws DatabaseError with one sentence when the database stays away, refuses the login, or
 *   cannot be used
 */
export async function migrate(
  url: string,
  log: (line: string) => void,
  options: DatabaseOptions = DIRECT,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const pooled = options.DATABASE_POOLER === 'on';
  const client = await connect(url, pooled ? POOLER_SETTINGS : SERVICE_SETTINGS, log, patienceMs);
  try {
    await checkServer(client, options);
    if (!pooled) await checkSettings(client);
    for (const name of await runMigrations(url, pooled)) log(`migrated: ${name}`);
    if (!pooled) return;
    const connectAgain = () => connect(url, POOLER_SETTINGS, log, patienceMs);
    await keepSettingsOnRole(connectAgain);
    if (options.DATABASE_PREPARE === 'on') await checkPreparing(connectAgain);
  } catch (error) {
    throw explainStartFault(error, url);
  } finally {
    await client.end();
  }
}

/** Runs what is missing, and gives the names. @throws DatabaseError, or what the driver throws */
async function runMigrations(url: string, pooled: boolean): Promise<string[]> {
  const startup = pooled ? POOLER_SETTINGS : MIGRATION_SETTINGS;
  const dataSource = new DataSource({
    type: 'postgres',
    schema: 'public',
    migrations,
    installExtensions: false,
    logger: 'debug', // A failure is told by its one sentence.
    poolSize: 1,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    poolErrorHandler: () => undefined, // The statement under way fails too.
    extra: { ...describeConnection(url, 'agiza migrate', startup), Client: makeClient },
  });
  try {
    await dataSource.initialize();
    return await dataSource.transaction(async ({ queryRunner }) => {
      const runner = queryRunner as QueryRunner;
      await runner.query(toLocalStatements(MIGRATION_SETTINGS));
      // It ends with the transaction, also where a pooler keeps the session for somebody else.
      await runner.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
      if (!(await isOutdated(runner))) return [];
      const executor = new MigrationExecutor(dataSource, runner);
      executor.transaction = 'none'; // This one is open.
      return (await executor.executePendingMigrations()).map(({ name }) => name);
    });
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

/**
 * Whether a migration is missing.
 * @throws DatabaseError when a newer release migrated the database, or the role may not create
 *   tables
 */
async function isOutdated(runner: QueryRunner): Promise<boolean> {
  const known = migrations.map((migration) => migration.name);
  const [table] = await runner.query(`select to_regclass('public.migrations') is not null as present`);
  const done: { name: string }[] = table.present ? await runner.query('select name from public.migrations') : [];
  // An older release must not write to tables whose rules it does not know.
  if (done.some(({ name }) => !known.includes(name)))
    throw new DatabaseError(
      'The database was migrated by a newer release of Agiza: start that release, or restore a backup.',
    );
  if (done.length === known.length) return false;
  const [own] = await runner.query(`
    select has_schema_privilege('public', 'create') as may_create, current_user as role, current_database() as database`);
  if (!own.may_create)
    throw new DatabaseError(
      `The role ${own.role} may not create tables: run "grant create on schema public to ${quote(own.role)}" in the database ${own.database}, as its owner or a superuser.`,
    );
  return true;
}

/** @throws DatabaseError when the database refuses, or stays away for `patienceMs` */
async function connect(
  url: string,
  startup: Settings,
  log: (line: string) => void,
  patienceMs: number,
): Promise<Client> {
  const deadline = performance.now() + patienceMs;
  let sayAt = 0;
  for (; ; await delay(RETRY_MS)) {
    const now = performance.now();
    const client = makeClient({
      ...describeConnection(url, 'agiza migrate', startup),
      connectionTimeoutMillis: Math.max(Math.min(CONNECT_TIMEOUT_MS, deadline - now), LEAST_TIMEOUT_MS),
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (!mayComeUp(error) || performance.now() + RETRY_MS > deadline) throw explainStartFault(error, url);
      if (sayAt === 0)
        log(`the database at ${nameServer(url)} does not answer (${nameReason(error)}); waiting for it…`);
      else if (performance.now() >= sayAt) log('waiting for the database…');
      else continue;
      sayAt = performance.now() + SAY_EVERY_MS;
    }
  }
}
