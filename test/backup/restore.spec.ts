import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { CommandTerms } from '../../src/backup/command-terms.js';
import { restoreBackup } from '../../src/backup/restore-backup.js';
import { takeBackup } from '../../src/backup/take-backup.js';
import { migrations } from '../../src/database/data-source.js';
import { migrate } from '../../src/database/migrate.js';
import { runMigrations } from '../../src/database/missing-migrations.js';
import { dropEmptyDatabases, makeEmptyDatabase, ownerOf } from '../support/backup-databases.js';
import { findInstalledPostgres, InstalledPostgres } from '../support/debian-postgres.js';
import { aCustomer, someOrders } from '../support/factories.js';
import { USUAL } from '../support/odd-databases.js';
import { startRestored } from '../support/restored-app.js';
import { startApp, type TestApp } from '../support/test-app.js';
import { readTables, readTotals } from '../support/whole-tables.js';

const programs = findInstalledPostgres();
if (programs === null)
  console.warn('No PostgreSQL with pg_dump is installed here, so backups of another version are skipped.');
const whereInstalled = programs === null ? it.skip : it;

const folder = mkdtempSync(join(tmpdir(), 'agiza-backup-'));
const terms: CommandTerms = {
  path: process.env.PATH ?? '',
  say: () => undefined,
  signal: new AbortController().signal,
};
let at: TestApp;
let code: string;
let source: { url: string; migrationUrl: string };

beforeAll(async () => {
  at = await startApp();
  const api = await at.asAdmin();
  const { json } = await api.post('/api/customer', { name: 'Zoë O’Neil', phone: '0711222333' });
  const { customer_code } = json.customer;
  code = customer_code;
  const placed = await api.post('/api/orders', { customer_code, item: 'Mango', amount: '420.50' });
  await api.post('/api/orders/customer-order/confirm', { customer_code, order_id: placed.json.order_id });
  await api.post('/api/orders', { customer_code, item: 'Avocado', amount: '99' });
  await api.post('/api/keys', { name: 'till', scopes: ['orders:read'] });
  const odd = await aCustomer(at.pool, 'Tab\there, \\N and "quotes"');
  await someOrders(at.pool, odd.id, 2_000);
  // What stands alone on a line ends the rows of a dump, and so must be written otherwise.
  await at.pool.query(`update orders set item = E'\\\\.\\nnext' where item = 'Item 7'`);
  await at.pool.query(
    `insert into sent_messages (message_id, notification_id, sent_at, segments, cost, currency)
     select 'm' || row_number() over (), id, now(), 1, 0.8, 'KES' from notifications limit 50`,
  );
  const pathname = (await at.pool.query('select current_database() as name')).rows[0].name;
  const [url = '', migrationUrl = ''] = [process.env.TEST_DATABASE_URL, process.env.TEST_MIGRATION_URL].map(
    (each) => Object.assign(new URL(each ?? ''), { pathname }).href,
  );
  source = { url, migrationUrl };
});
afterAll(async () => {
  await at.close();
  await dropEmptyDatabases();
  rmSync(folder, { recursive: true, force: true });
});

const back = (url: string, format: 'rows' | 'custom' | null) =>
  takeBackup(ownerOf(url), { to: folder, keep: null, format }, terms);

/** Restores into a database, and brings it up to date as the command does. */
async function restore(file: string, to: { url: string; migrationUrl: string }, force: string | null = null) {
  await restoreBackup(ownerOf(to.migrationUrl), { file, force }, USUAL, terms);
  await migrate(to.url, () => undefined, { ...USUAL, MIGRATION_DATABASE_URL: to.migrationUrl });
}

/** What the role of a database may not do: it says so, or else it is empty. */
async function tryAll(url: string, statements: readonly string[]): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const answers: string[] = [];
  for (const text of statements)
    answers.push(
      await client.query(text).then(
        () => '',
        ({ code }) => code,
      ),
    );
  await client.end();
  return answers;
}

describe('a backup that is restored', () => {
  it('has every row of every table, the rights and triggers, and a service that goes on', async () => {
    const file = await back(source.migrationUrl, 'rows');
    const empty = await makeEmptyDatabase();
    await restore(file, empty);
    const tables = await readTables(empty.superuserUrl);
    expect(tables).toEqual(await readTables(at.pool.options.connectionString ?? ''));
    expect(tables.filter(({ rows }) => rows > 0).length).toBeGreaterThan(14);
    expect(await readTotals(empty.superuserUrl)).toEqual(await readTotals(at.pool.options.connectionString ?? ''));
    const denied = ['create table mine ()', 'drop table orders', 'alter table orders add mine int', 'truncate orders'];
    expect(await tryAll(empty.url, denied)).toEqual(Array(4).fill('42501'));
    const changes = [`update audit_events set action = 'x'`, 'delete from audit_events', 'truncate audit_events'];
    expect(await tryAll(empty.migrationUrl, changes)).toEqual(Array(3).fill('42501'));
    const restored = await startRestored(empty.url);
    const numbers = await restored.placeTwo(code);
    await restored.close();
    expect(numbers).toEqual([2_003, 2_004]);
  });

  it('is brought up to date when an older release took it', async () => {
    const older = await makeEmptyDatabase();
    const names = migrations.map(({ name }) => name);
    await runMigrations(ownerOf(older.migrationUrl), names.slice(0, 18), () => undefined);
    const client = new Client({ connectionString: older.migrationUrl });
    await client.connect();
    await client.query(
      `insert into customers (id, code, name, phone) values (gen_random_uuid(), 'ABCDEFGH', 'Otieno', '+254711000001')`,
    );
    await client.end();
    const file = await back(older.migrationUrl, 'rows');
    const empty = await makeEmptyDatabase();
    await restore(file, empty);
    const tables = await readTables(empty.superuserUrl);
    expect(tables.find(({ table }) => table === 'migrations')?.rows).toBe(names.length);
    expect(tables.find(({ table }) => table === 'customers')?.rows).toBe(1);
  });

  it('takes the place of what is there when it is told the name of the database', async () => {
    const file = await back(source.migrationUrl, null);
    const used = await makeEmptyDatabase();
    await migrate(used.url, () => undefined, { ...USUAL, MIGRATION_DATABASE_URL: used.migrationUrl });
    await expect(restore(file, used)).rejects.toThrow(
      new RegExp(
        `^The database at .*/${used.name} is not empty \\(\\d+ tables\\): .* --force ${used.name}, and everything`,
      ),
    );
    await expect(restore(file, used, 'other')).rejects.toThrow(/^--force names other, .*: nothing was changed\.$/);
    const other = new Client({ connectionString: used.url });
    await other.connect();
    await expect(restore(file, used, used.name)).rejects.toThrow(
      /^1 other connections work on the database .*stop Agiza/,
    );
    await other.end();
    await restore(file, used, used.name);
    expect(await readTotals(used.superuserUrl)).toEqual(await readTotals(at.pool.options.connectionString ?? ''));
  });

  whereInstalled('fits another major version of PostgreSQL, there and back', async () => {
    const server = await InstalledPostgres.start(programs ?? '');
    try {
      await server.run(
        ...['create role agiza_owner login', 'create role agiza login'],
        'create database shop owner agiza_owner template template0',
      );
      const elsewhere = { url: server.urlOf('shop', 'agiza'), migrationUrl: server.urlOf('shop', 'agiza_owner') };
      const original = await readTables(at.pool.options.connectionString ?? '');
      await restore(await back(source.migrationUrl, 'rows'), elsewhere);
      expect(await readTables(server.urlOf('shop'))).toEqual(original);
      const away = await startRestored(elsewhere.url);
      expect(await away.placeTwo(code)).toEqual([2_003, 2_004]);
      await away.close();
      const changed = await readTables(server.urlOf('shop'));
      const file = await back(elsewhere.migrationUrl, null);
      expect(file).toMatch(/\.dump$/);
      const home = await makeEmptyDatabase();
      const cut = join(folder, 'cut.dump');
      writeFileSync(cut, readFileSync(file).subarray(0, -2_000));
      await expect(restore(cut, home)).rejects.toThrow(/cut\.dump is cut off.*: take another one\.$/);
      await restore(file, home);
      expect(await readTables(home.superuserUrl)).toEqual(changed);
      const restored = await startRestored(home.url);
      expect(await restored.placeTwo(code)).toEqual([2_005, 2_006]);
      await restored.close();
    } finally {
      await server.close();
    }
  });
});
