import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { loadMigrationConfig } from '../../src/config/load-config.js';
import { migrateOrWait } from '../../src/database/awaited-migration.js';
import { migrations } from '../../src/database/data-source.js';
import { migrate } from '../../src/database/migrate.js';
import { APPEND_ONLY_TABLES, SERVICE_TABLES } from '../../src/database/table-rights.js';
import { asSuperuser, faultOf, makeName, USUAL, urlWith } from '../support/odd-databases.js';
import { type Ending, Service } from '../support/service.js';
import { createDatabase, type TestDatabase } from '../support/test-database.js';
import { waitFor } from '../support/waiting.js';

/** A migration that only replaces a function. So it can be forgotten, and run again. */
const REPEATABLE = 'AuditMonths1732233600025';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

/** Runs `npm run migrate` as a process, in production. */
const runMigrate = (variables: Record<string, string>): Promise<Ending> =>
  new Service({ NODE_ENV: 'production', DATA_DIR: '/proc/none', ...variables }, ['migrate']).ended;

const forget = (name: string) => database.pool.query('delete from migrations where name = $1', [name]);
const remember = (name: string) =>
  database.pool.query('insert into migrations (timestamp, name) values ($1, $2)', [name.slice(-13), name]);

describe('npm run migrate', () => {
  it('makes the schema of an empty database with no variable but those of the database, says each step, and ends', async () => {
    const name = makeName();
    await asSuperuser([`create database ${name} owner agiza_owner template template0`]);
    const [DATABASE_URL, MIGRATION_DATABASE_URL] = [database.url, database.migrationUrl].map((url) =>
      urlWith({ pathname: name }, url),
    ) as [string, string];
    const first = await runMigrate({ DATABASE_URL, MIGRATION_DATABASE_URL });
    await asSuperuser([`drop database ${name} with (force)`]);
    const steps = migrations.map((migration) => `migrated: ${migration.name}`);
    expect([first.code, first.stderr, first.stdout]).toEqual([
      0,
      '',
      [...steps, 'the schema is up to date.', ''].join('\n'),
    ]);
  });

  it('needs DATABASE_URL in production, by itself or in a file, and reads no other secret', () => {
    expect(() => loadMigrationConfig({ NODE_ENV: 'production' })).toThrow('DATABASE_URL: must be set in production');
    const variables = {
      NODE_ENV: 'production',
      DATABASE_URL: database.url,
      JWT_SECRET_FILE: '/nowhere',
      PORT: 'nonsense',
    };
    expect(loadMigrationConfig(variables)).toMatchObject({ DATABASE_URL: database.url, DATABASE_POOLER: 'off' });
  });

  it('ends with 1 and a sentence for a role that does not own the tables', async () => {
    await forget(REPEATABLE);
    const poor = await runMigrate({ DATABASE_URL: database.url });
    await remember(REPEATABLE);
    expect([poor.code, poor.stdout, poor.stderr]).toEqual([
      1,
      '',
      `The schema is behind this release (${REPEATABLE} missing), and its tables are not those of the role agiza: first run "npm run migrate" with their owner in MIGRATION_DATABASE_URL.\n`,
    ]);
  });

  it('names the migration that failed, and goes on with it once the cause is gone', async () => {
    await database.pool.query(`create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'no room'; end $$`);
    await database.pool.query(
      `create trigger refuse before insert on migrations for each row execute function refuse()`,
    );
    await forget(REPEATABLE);
    const lines: string[] = [];
    const options = { ...USUAL, MIGRATION_DATABASE_URL: database.migrationUrl };
    await expect(migrate(database.url, (line) => lines.push(line), options)).rejects.toThrow(/no room/);
    await database.pool.query('drop trigger refuse on migrations; drop function refuse');
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^${REPEATABLE} failed\\. Those before it are kept`))]);
    expect((await database.pool.query('select name from migrations where name = $1', [REPEATABLE])).rows).toEqual([]);
    await migrate(database.url, (line) => lines.push(line), options);
    expect(lines.slice(1)).toEqual([`migrated: ${REPEATABLE}`]);
  });
});

describe('a start whose role does not own the tables', () => {
  it('waits while the schema is behind, and goes on when another process has migrated', async () => {
    await forget(REPEATABLE);
    const lines: string[] = [];
    const started = migrateOrWait(database.url, (line) => lines.push(line), USUAL);
    await waitFor(
      () => lines.length,
      (said) => said > 0,
    );
    await migrate(database.url, () => undefined, { ...USUAL, MIGRATION_DATABASE_URL: database.migrationUrl });
    await started;
    expect(lines).toEqual(['the schema is behind this release; waiting for "npm run migrate"…']);
  });

  it('says after its patience what to run', async () => {
    await forget(REPEATABLE);
    const fault = migrateOrWait(database.url, () => undefined, USUAL, 0);
    await expect(fault).rejects.toThrow(/^The schema is behind this release .*: first run "npm run migrate"/);
    await remember(REPEATABLE);
  });
});

describe('a schema of a newer release', () => {
  it('is refused, unless DATABASE_SCHEMA_NEWER is on', async () => {
    await remember('Loyalty9999999999999');
    const fault = await faultOf(database.url);
    const lines: string[] = [];
    const accepting = { ...USUAL, DATABASE_SCHEMA_NEWER: 'on' as const };
    await migrate(database.url, (line) => lines.push(line), accepting);
    await forget('Loyalty9999999999999');
    expect(fault).toMatch(/^The database was migrated by a newer release .*Loyalty.* set DATABASE_SCHEMA_NEWER=on\.$/);
    expect(lines).toEqual([]);
  });
});

describe('the role of the service', () => {
  let client: Client;
  beforeAll(async () => {
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(() => client.end());

  const codeOf = (text: string): Promise<string> =>
    client.query(text).then(
      () => 'done',
      (error) => error.code,
    );

  it('may neither truncate, nor alter, nor drop any table, nor add a trigger or an index', async () => {
    for (const table of [...SERVICE_TABLES, ...APPEND_ONLY_TABLES]) {
      const texts = [
        `truncate ${table}`,
        `alter table ${table} add column more text`,
        `drop table ${table}`,
        `create index on ${table} ((1))`,
        `create trigger more before insert on ${table} execute function suppress_redundant_updates_trigger()`,
      ];
      const codes: string[] = [];
      for (const text of texts) codes.push(await codeOf(text));
      expect([table, ...codes]).toEqual([table, ...texts.map(() => '42501')]);
    }
  });

  it.each([
    'create table public.mine ()',
    'create schema mine',
    'create function public.mine() returns int language sql as $$ select 1 $$',
    'drop schema public cascade',
    'create role mine',
    'alter role agiza superuser',
    'create database mine',
    'create extension pgcrypto',
    "insert into migrations (timestamp, name) values (1, 'Mine1')",
  ])('may not: %s', async (text) => {
    expect(await codeOf(text)).toBe('42501');
  });
});
