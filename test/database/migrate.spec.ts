import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { NotificationSubjects1732233600005 } from '../../migrations/5-notification-subjects.js';
import { migrations } from '../../src/database/data-source.js';
import { migrate } from '../../src/database/migrate.js';
import { asSuperuser, faultOf, makeName, USUAL, urlWith } from '../support/odd-databases.js';
import { waitFor } from '../support/waiting.js';

const role = makeName();
const databases: string[] = [];
beforeAll(() => asSuperuser([`create role ${role} login password 'canary'`]));
afterAll(async () => {
  for (const name of databases) await asSuperuser([`drop database ${name} with (force)`]);
  await asSuperuser([`drop role ${role}`]);
});

async function makeDatabase(): Promise<string> {
  const name = makeName();
  await asSuperuser([`create database ${name} owner ${role} template template0`]);
  databases.push(name);
  return urlWith({ username: role, password: 'canary', pathname: name });
}

async function query<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client
    .query<Row>(text)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

const countMigrations = async (url: string): Promise<number> =>
  (await query(url, 'select from public.migrations')).length;
const countLocks = async (url: string): Promise<number> =>
  (
    await query(
      url,
      `select from pg_locks
       where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    )
  ).length;

describe('migrate', () => {
  it('brings an empty database up to date when six processes start at once', async () => {
    const url = await makeDatabase();
    const lines: string[] = [];
    await Promise.all(Array.from({ length: 6 }, () => migrate(url, (line) => lines.push(line))));
    const migrated = lines.filter((line) => line.startsWith('migrated: '));
    expect([migrated.length, new Set(migrated).size]).toEqual([migrations.length, migrations.length]);
    expect([await countMigrations(url), await countLocks(url)]).toEqual([migrations.length, 0]);
  });

  it('says that it waits for another process, and goes on where that one was ended', async () => {
    const url = await makeDatabase();
    const other = new Client({ connectionString: url });
    other.on('error', () => undefined);
    await other.connect();
    await other.query('begin');
    await other.query('select pg_advisory_xact_lock(4741729)');
    const lines: string[] = [];
    const started = migrate(url, (line) => lines.push(line));
    await waitFor(
      () => lines,
      (said) => said.length > 0,
    );
    expect(lines).toEqual(['another process migrates the database; waiting for it…']);
    await asSuperuser([
      `select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_advisory_xact_lock(4741729)%' and pid <> pg_backend_pid()`,
    ]);
    await started;
    await other.end().catch(() => undefined);
    expect(await countMigrations(url)).toBe(migrations.length);
  });

  it('goes on after a migration that was interrupted between two of its statements', async () => {
    const url = await makeDatabase();
    await migrate(url, () => undefined);
    await query(url, 'drop index notifications_customer_code_idx');
    await query(url, `delete from migrations where name = '${NotificationSubjects1732233600005.name}'`);
    await migrate(url, () => undefined);
    expect(await query(url, `select to_regclass('notifications_customer_code_idx')::text as index`)).toEqual([
      { index: 'notifications_customer_code_idx' },
    ]);
  });

  it('leaves nothing half done when a migration fails, and says what to do', async () => {
    const url = await makeDatabase();
    await query(url, 'create table orders (id int)');
    const fault = await faultOf(url);
    expect(fault).toMatch(/holds something of another program .*: name an empty database in DATABASE_URL\.$/);
    const before = await countMigrations(url);
    await query(url, 'drop table orders');
    await migrate(url, () => undefined);
    expect([before, await countMigrations(url)]).toEqual([1, migrations.length]);
  });
});

describe('MIGRATION_DATABASE_URL', () => {
  it('carries the migrations', async () => {
    const url = await makeDatabase();
    await migrate(url, () => undefined, { ...USUAL, MIGRATION_DATABASE_URL: url });
    expect(await countMigrations(url)).toBe(migrations.length);
  });

  it('is refused when it leads to another database', async () => {
    const [url, other] = [await makeDatabase(), await makeDatabase()];
    expect(await faultOf(url, { ...USUAL, MIGRATION_DATABASE_URL: other })).toMatch(
      /^MIGRATION_DATABASE_URL leads to another database than DATABASE_URL/,
    );
  });

  it('is named by the sentence about its own fault', async () => {
    const url = await makeDatabase();
    const wrong = urlWith({ pathname: 'not_there' }, url);
    expect(await faultOf(url, { ...USUAL, MIGRATION_DATABASE_URL: wrong })).toMatch(
      /the database that MIGRATION_DATABASE_URL names is not: create "not_there" there, or correct the name in MIGRATION_DATABASE_URL\.$/,
    );
  });
});
