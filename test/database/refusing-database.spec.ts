import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { aPhone } from '../support/factories.js';
import { asSuperuser, makeName, urlWith } from '../support/odd-databases.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../support/test-app.js';
import { waitFor } from '../support/waiting.js';

const PASSWORD = 'canary';
const role = makeName();

let at: TestApp;
let admin: ApiClient;
let database: string;
let code: string;

beforeAll(async () => {
  await asSuperuser([`create role ${role} login password '${PASSWORD}' in role agiza`]);
  at = await startApp({ DATABASE_POOL_SIZE: '3' }, undefined, (url) =>
    urlWith({ username: role, password: PASSWORD }, url),
  );
  database = (await at.pool.query('select current_database() as name')).rows[0].name;
  admin = await at.asAdmin();
  code = (await admin.post('/api/customer', { name: 'Wanjiku', phone: aPhone() })).json.customer.customer_code;
});
afterEach(() => asSuperuser([`alter role ${role} login connection limit -1 password '${PASSWORD}'`]));
afterAll(async () => {
  await at.close();
  await asSuperuser([`drop role ${role}`]);
});

/** Ends every session in the database, so that the service has to connect anew. */
const endSessions = (): string =>
  `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '${database}'`;

const sendEach = (): Promise<Answer[]> =>
  Promise.all([
    admin.post('/api/orders', { customer_code: code, item: 'Mango', amount: '420' }),
    admin.get('/api/lookup/all-customers'),
    admin.post('/api/customer', { name: 'Otieno', phone: aPhone() }),
    at.request('/readyz'),
  ]);

const statusesOf = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status);

/** Waits until the service is ready again, and holds that it works. */
async function expectToWork(): Promise<void> {
  await waitFor(
    () => at.request('/readyz'),
    ({ status }) => status === 200,
  );
  expect(statusesOf(await sendEach())).toEqual([201, 200, 201, 200]);
}

describe('a database that refuses the service for a while', () => {
  it.each([
    ['its role may not log in', [`alter role ${role} nologin`], [`alter role ${role} login`]],
    ['its password is another', [`alter role ${role} password 'other'`], []],
    ['its role has no connection left', [`alter role ${role} connection limit 0`], []],
    [
      'the database takes no connections',
      ['alter database DATABASE allow_connections false'],
      ['alter database DATABASE allow_connections true'],
    ],
    [
      'the database has another name',
      ['alter database DATABASE rename to DATABASE_away'],
      ['alter database DATABASE_away rename to DATABASE'],
    ],
    ['a table may not be read', ['revoke agiza from ROLE'], ['grant agiza to ROLE']],
  ])('is a 503 while %s, also at /readyz, and works afterwards', async (_, refuse, allow) => {
    const fill = (statements: readonly string[]) =>
      statements.map((text) => text.replaceAll('DATABASE', database).replaceAll('ROLE', role));
    // A database is renamed only while nobody is in it.
    await asSuperuser([endSessions(), ...fill(refuse), endSessions()]);
    const answers = [...(await sendEach()), ...(await sendEach())];
    await asSuperuser(fill(allow));
    await asSuperuser([`alter role ${role} login connection limit -1 password '${PASSWORD}'`]);
    expect(statusesOf(answers)).toEqual(Array(8).fill(503));
    const types = [...Array(3).fill('/problems/database-unavailable'), '/problems/not-ready'];
    expect(answers.map(({ json }) => json.type)).toEqual([...types, ...types]);
    await expectToWork();
  });

  it('reads and answers 503 to writes and at /readyz while it takes no writes', async () => {
    await asSuperuser([`alter database ${database} set default_transaction_read_only = on`, endSessions()]);
    await new Promise((resolve) => setTimeout(resolve, 5_100));
    const answers = await sendEach();
    await asSuperuser([`alter database ${database} reset default_transaction_read_only`, endSessions()]);
    expect(statusesOf(answers)).toEqual([503, 200, 503, 503]);
    await expectToWork();
  });

  it('leaves nothing behind when /readyz asks whether it takes writes', async () => {
    expect((await at.request('/readyz')).status).toBe(200);
    expect((await at.pool.query('select from write_probes')).rowCount).toBe(0);
  });
});
