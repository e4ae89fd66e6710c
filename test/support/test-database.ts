import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';

/** A migrated, empty database of a test file's own. */
export interface TestDatabase {
  /** For the service: the role without privileges that it has in production too. */
  readonly url: string;
  /** For the tests to look and arrange. */
  readonly pool: Pool;
  drop(): Promise<void>;
}

/** Clones the migrated template; some 20 to 50 ms. */
export async function createDatabase(): Promise<TestDatabase> {
  const superuserUrl = process.env.TEST_SUPERUSER_URL ?? '';
  const name = `test_${randomBytes(6).toString('hex')}`;
  await run(superuserUrl, `create database ${name} template agiza owner agiza`);
  const pool = new Pool({ connectionString: inDatabase(superuserUrl, name), max: 3 });
  pool.on('error', () => undefined);
  const drop = async () => {
    await pool.end();
    await run(superuserUrl, `drop database ${name} with (force)`);
  };
  return { url: inDatabase(process.env.TEST_DATABASE_URL ?? '', name), pool, drop };
}

function inDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = name;
  return changed.href;
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
