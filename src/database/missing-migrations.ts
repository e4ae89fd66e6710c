import { DataSource } from 'typeorm';
import { describeConnection, makeClient, type Way } from './connection.js';
import { migrations } from './data-source.js';
import { DatabaseError } from './database.errors.js';
import { MigrationProgress } from './migration-progress.js';
import { quote } from './server-checks.js';
import type { Queryable } from './session-settings.js';
import { refuseRights } from './table-rights.js';

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Runs what is missing, and says the name of each when it is done, or when it fails.
 * Each migration is one transaction, unless it says that it may run again after an interruption.
 * @param names of those that may run, in order
 * @throws DatabaseError, or what the driver throws
 */
export async function runMigrations(
  { url, startup }: Way,
  names: readonly string[],
  log: (line: string) => void,
): Promise<void> {
  const progress = new MigrationProgress(log);
  const dataSource = new DataSource({
    type: 'postgres',
    schema: 'public',
    migrations: migrations.filter(({ name }) => names.includes(name)),
    migrationsTransactionMode: 'each',
    installExtensions: false,
    logger: progress,
    poolSize: 1,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    poolErrorHandler: () => undefined, // The statement under way fails too.
    extra: { ...describeConnection(url, 'agiza migrate', startup), Client: makeClient },
  });
  try {
    await dataSource.initialize();
    await dataSource.runMigrations().catch((error) => {
      log(`${names[progress.done]} failed. Those before it are kept. Once its cause is gone, run it again.`);
      throw error;
    });
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

/** What a role may do to the schema. */
interface Standing {
  readonly may_create: boolean;
  /** Whether it is, or acts for, the owner of the table of migrations. Null without the table. */
  readonly is_owner: boolean | null;
  readonly role: string;
  readonly database: string;
}

/**
 * The names of the migrations that are missing, in order.
 * @param acceptsNewer whether the schema may be that of a newer release
 * @throws DatabaseError when a newer release migrated the database, or the role may not create
 *   tables or does not own them
 */
export async function findMissing(client: Queryable, acceptsNewer: boolean): Promise<string[]> {
  const known = migrations.map((migration) => migration.name);
  const done = await readDone(client);
  const unknown = done.find((name) => !known.includes(name));
  if (unknown !== undefined && !done.some((name) => known.includes(name)))
    throw new DatabaseError(
      `The database has the migrations of another program (${unknown}): name an empty database in DATABASE_URL.`,
    );
  // An older release must not write to tables whose rules it does not know.
  if (unknown !== undefined && !acceptsNewer)
    throw new DatabaseError(
      `The database was migrated by a newer release of Agiza (${unknown}): start that release, or restore a backup. To go back one release on purpose, set DATABASE_SCHEMA_NEWER=on.`,
    );
  const missing = known.filter((name) => !done.includes(name));
  if (missing.length > 0) await checkMayMigrate(client, missing);
  return missing;
}

async function checkMayMigrate(client: Queryable, missing: readonly string[]): Promise<void> {
  const { rows } = await client.query<Standing>(`
    select has_schema_privilege('public', 'create') as may_create,
      (select pg_has_role(c.relowner, 'member') from pg_class c where c.oid = to_regclass('public.migrations')) as is_owner,
      current_user::text as role, current_database()::text as database`);
  const [{ may_create = false, is_owner = null, role = '', database = '' } = {}] = rows;
  if (is_owner === false)
    throw new DatabaseError(
      `The schema is behind this release (${missing.join(', ')} missing), and its tables are not those of the role ${role}: first run "npm run migrate" with their owner in MIGRATION_DATABASE_URL.`,
      true,
    );
  if (!may_create)
    throw new DatabaseError(
      `The role ${role} may not create tables: run "grant create on schema public to ${quote(role)}" in the database ${database}, as its owner or a superuser. Or first run "npm run migrate" with another role in MIGRATION_DATABASE_URL.`,
      true,
    );
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
