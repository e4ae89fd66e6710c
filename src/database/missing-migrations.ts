import { DataSource } from 'typeorm';
import { describeConnection, makeClient, type Way } from './connection.js';
import { migrations } from './data-source.js';
import { DatabaseError } from './database.errors.js';
import { quote } from './server-checks.js';
import type { Queryable } from './session-settings.js';

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Runs what is missing, and gives the names.
 * Each migration is one transaction, unless it says that it may run again after an interruption.
 * @throws DatabaseError, or what the driver throws
 */
export async function runMigrations({ url, startup }: Way): Promise<string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    schema: 'public',
    migrations,
    migrationsTransactionMode: 'each',
    installExtensions: false,
    logger: 'debug', // A failure is told by its one sentence.
    poolSize: 1,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    poolErrorHandler: () => undefined, // The statement under way fails too.
    extra: { ...describeConnection(url, 'agiza migrate', startup), Client: makeClient },
  });
  try {
    await dataSource.initialize();
    return (await dataSource.runMigrations()).map(({ name }) => name);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

/**
 * Whether a migration is missing.
 * @throws DatabaseError when a newer release migrated the database, or the role may not create
 *   tables
 */
export async function isOutdated(client: Queryable): Promise<boolean> {
  const known = migrations.map((migration) => migration.name);
  const table = await client.query<{ present: boolean }>(
    `select to_regclass('public.migrations') is not null as present`,
  );
  const done = table.rows[0]?.present
    ? (await client.query<{ name: string }>('select name from public.migrations')).rows
    : [];
  // An older release must not write to tables whose rules it does not know.
  if (done.some(({ name }) => !known.includes(name)))
    throw new DatabaseError(
      'The database was migrated by a newer release of Agiza: start that release, or restore a backup.',
    );
  if (done.length === known.length) return false;
  const { rows } = await client.query<{ may_create: boolean; role: string; database: string }>(`
    select has_schema_privilege('public', 'create') as may_create, current_user::text as role, current_database()::text as database`);
  const { may_create = false, role = '', database = '' } = rows[0] ?? {};
  if (!may_create)
    throw new DatabaseError(
      `The role ${role} may not create tables: run "grant create on schema public to ${quote(role)}" in the database ${database}, as its owner or a superuser.`,
    );
  return true;
}
