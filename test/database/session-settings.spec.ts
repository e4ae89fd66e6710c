import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { aPhone } from '../support/factories.js';
import { type ApiClient, startApp, type TestApp } from '../support/test-app.js';
import { waitFor } from '../support/waiting.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let at: TestApp;
let admin: ApiClient;
let database: string;

beforeAll(async () => {
  at = await startApp({ DATABASE_POOL_SIZE: '3' });
  admin = await at.asAdmin();
  database = (await at.pool.query('select current_database() as name')).rows[0].name;
});
afterEach(() => at.pool.query(`alter database ${database} reset all`));
afterAll(() => at.close());

const sessionsSql = `from pg_stat_activity where datname = current_database() and application_name = 'agiza'`;

/** Ends the sessions of the service, so that the next ones begin with what the database sets. */
async function renewSessions(): Promise<void> {
  await at.pool.query(`select pg_terminate_backend(pid) ${sessionsSql}`);
  const isReady = async () => (await at.request('/readyz')).status === 200;
  expect(await waitFor(isReady, (ready) => ready)).toBe(true);
}

/** What a session of the service has. */
async function readSetting(name: string): Promise<string> {
  const [row] = await at.app.get(DataSource).query('select current_setting($1) as value', [name]);
  return row.value;
}

/** Makes a customer, and an order that the same key asks for twice; reads all of it. */
async function trade(caller: ApiClient): Promise<void> {
  const made = await caller.post('/api/customer', { name: 'Wanjikũ', phone: aPhone() });
  expect([made.status, made.json.customer?.name]).toEqual([201, 'Wanjikũ']);
  const { customer_code } = made.json.customer;
  const order = { customer_code, item: 'C:\\Mango 🥭', amount: '420.10' };
  const key = { 'Idempotency-Key': `key-${customer_code}` };
  const first = await caller.post('/api/orders', order, key);
  const again = await caller.post('/api/orders', order, key);
  expect([first.status, again.status, again.json.order_id]).toEqual([201, 201, first.json.order_id]);
  expect(first.json.order).toMatchObject({ item: order.item, created_at: expect.stringMatching(INSTANT) });
  for (const path of [
    `/api/orders/${first.json.order_id}`,
    '/api/orders',
    '/api/customers',
    '/api/lookup/all-users',
    '/api/notifications',
  ]) {
    const answer = await caller.get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    const instants = answer.text.match(/"created_at":"[^"]*"/g) ?? [];
    for (const instant of instants) expect(instant.slice('"created_at":"'.length, -1)).toMatch(INSTANT);
  }
}

describe('a database that sets', () => {
  it.each([
    ['DateStyle', "'German, DMY'"],
    ['DateStyle', "'SQL, MDY'"],
    ['DateStyle', "'Postgres, DMY'"],
    ['IntervalStyle', "'sql_standard'"],
    ['IntervalStyle', "'iso_8601'"],
    ['TimeZone', "'Asia/Kathmandu'"],
    ['search_path', 'pg_catalog'],
    ['search_path', "'nowhere'"],
    ['default_transaction_isolation', "'serializable'"],
    ['default_transaction_isolation', "'repeatable read'"],
    ['default_transaction_deferrable', 'on'],
    ['standard_conforming_strings', 'off'],
    ['transform_null_equals', 'on'],
    ['array_nulls', 'off'],
    ['bytea_output', "'escape'"],
    ['extra_float_digits', '-15'],
    ['client_encoding', "'LATIN1'"],
    ['statement_timeout', "'1ms'"],
    ['lock_timeout', "'1ms'"],
    ['idle_in_transaction_session_timeout', "'1ms'"],
    ['idle_session_timeout', "'1ms'"],
    ['exit_on_error', 'on'],
  ])('%s to %s takes and gives the same as any other', async (name, value) => {
    const usual = await readSetting(name);
    await at.pool.query(`alter database ${database} set ${name} = ${value}`);
    await renewSessions();
    expect(await readSetting(name)).toBe(usual);
    await trade(admin);
  });
});

describe('DATABASE_POOL_SIZE', () => {
  it('is how many connections the service has at most', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        admin.get(['/api/orders', '/api/customers', '/api/lookup/all-users'][i % 3] ?? ''),
      ),
    );
    const { rows } = await at.pool.query(`select count(*)::int as sessions ${sessionsSql}`);
    expect(rows[0].sessions).toBe(3);
  });

  it('carries every request and the sending of SMS over one connection when it is 1', async () => {
    const narrow = await startApp({ DATABASE_POOL_SIZE: '1', ROLE: 'all' });
    const caller = await narrow.asAdmin();
    await Promise.all([trade(caller), trade(caller), trade(caller), trade(caller)]);
    const sent = async () => (await narrow.pool.query(`select from notifications where status <> 'queued'`)).rowCount;
    expect(await waitFor(sent, (count) => count === 4)).toBe(4);
    await narrow.close();
  });
});
