import { DataSource } from 'typeorm';
import { describeConnection, makeClient, type Way } from './connection.js';
import { migrations } from './data-source.js';
import { DatabaseError } from './database.errors.js';
import { quote } from './server-checks.js';
import type { Queryable } from './session-settings.js';
import { refuseRights } from './table-rights.js';

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Runs what is missing, and gives the names.
 * Each migration is one transaction, unless it says that it may run again after an interruption.
 * @param wanted the names of those that may run; all if absent
 * @throws DatabaseError, or what the driver throws
 */
export async function runMigrations({ url, startup }: Way, wanted?: ReadonlySet<string>): Promise<string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    schema: 'public',
    migrations: migrations.filter(({ name }) => wanted?.has(name) ?? true),
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
  const done = await readDone(client);
  const unknown = done.find((name) => !known.includes(name));
  if (unknown !== undefined && !done.some((name) => known.includes(name)))
    throw new DatabaseError(
      `The database has the migrations of another program (${unknown}): name an empty database in DATABASE_URL.`,
    );
  // An older release must not write to tables whose rules it does not know.
  if (unknown !== undefined)
    throw new DatabaseError(
      `The database was migrated by a newer release of Agiza (${unknown}): start that release, or restore a backup.`,
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

/** The names of the migrations that the database has. */
async function readDone(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ readable: boolean; named: boolean; role: string; database: string }>(`
    select has_table_privilege(t.id, 'select') as readable,
      exists (select from pg_attribute where attrelid = t.id and attname = 'name' and not attisdropped) as named,
      current_user::text as role, current_database()::text as database
    from (select to_regclass('public.migrations') as id) as t where t.id is not null`);
  const [table] = rows;
  if (table === undefined) return [];
  if (!table.named)
    throw new DatabaseError(
      'The database has a table called migrations of another program: name an empty database in DATABASE_URL.',
    );
  if (!table.readable) throw refuseRights({ ...table, name: 'migrations', rights: 'select' }, 0);
  return (await client.query<{ name: string }>('select name from public.migrations')).rows.map(({ name }) => name);
}
