import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from './data-source.js';
import { DatabaseError } from './database.errors.js';
import { isUnavailable } from './failures.js';

/** Chosen freely. Every process that migrates this database takes the lock of this number. */
const MIGRATION_LOCK = 4_741_729;
const PATIENCE_MS = 30_000;

/**
 * Brings the schema up to date.
 * - One process at a time, by an advisory lock.
 * - Waits up to 30 s for a database that is still starting.
 * @throws DatabaseError when the database stays away, refuses the login, is older than PostgreSQL
 * 15,
 *   or has the schema of a newer release
 */
export async function migrate(url: string, log: (line: string) => void): Promise<void> {
  const lock = await connect(url, log);
  const schema = new DataSource({
    type: 'postgres',
    url,
    migrations,
    migrationsTransactionMode: 'each',
    installExtensions: false,
    poolSize: 1,
  });
  try {
    const { rows } = await lock.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    );
    if (Number(rows[0]?.version) < 150_000)
      throw new DatabaseError('This PostgreSQL is too old: DATABASE_URL must name version 15 or newer.');
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseNewerSchema(lock);
    await schema.initialize();
    const done = await schema.runMigrations();
    for (const { name } of done) log(`migrated: ${name}`);
  } finally {
    if (schema.isInitialized) await schema.destroy();
    await lock.end();
  }
}

/** An older release must not write to tables whose rules it does not know. @throws DatabaseError */
async function refuseNewerSchema(client: Client): Promise<void> {
  const table = await client.query(`select to_regclass('migrations') is not null as present`);
  if (!table.rows[0].present) return;
  const known = migrations.map((migration) => migration.name);
  const unknown = await client.query('select 1 from migrations where name <> all($1)', [known]);
  if (unknown.rowCount)
    throw new DatabaseError(
      'The database was migrated by a newer release of Agiza: start that release, or restore a backup.',
    );
}

/** @throws DatabaseError when the database refuses, or stays away for 30 s */
async function connect(url: string, log: (line: string) => void): Promise<Client> {
  for (const deadline = performance.now() + PATIENCE_MS; ; await delay(500)) {
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: 5_000,
      application_name: 'agiza migrate',
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (!isUnavailable(error) || performance.now() > deadline)
        throw new DatabaseError(`${explain(error)} Check DATABASE_URL.`);
      log('waiting for the database…');
    }
  }
}

function explain(error: unknown): string {
  const { code } = error as { code?: string };
  if (code?.startsWith('28')) return 'The database refuses this user name or password.';
  if (code === '3D000') return 'The database server is there, but the database that DATABASE_URL names is not.';
  return `The database does not answer (${code ?? (error as Error).message}).`;
}
