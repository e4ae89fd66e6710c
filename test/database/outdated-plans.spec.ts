import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/database/database.js';
import { Prepared } from '../../src/database/prepared.js';
import { startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let database: Database;
beforeAll(async () => {
  at = await startApp({ DATABASE_POOL_SIZE: '8' });
  database = at.app.get(Database);
  await at.pool.query(
    'create table plans (id integer primary key); insert into plans values (1); grant all on plans to public',
  );
});
afterAll(() => at.close());

// Its columns are those of the table, so a new column changes what it gives.
const read = new Prepared<object>(
  'plans_read',
  'select plans.*, pg_sleep(0.05)::text as slept from plans where id = $1',
);
const write = new Prepared<object>('plans_write', 'update plans set id = id where id = $1 returning *');
const locked = new Prepared<object>('plans_locked', 'select * from plans where id = $1 for update');
const AT_ONCE = 8;

const runAll = (statement: Prepared<object>, terms = {}) =>
  Promise.all(Array.from({ length: AT_ONCE }, () => database.run(statement, [1], { lane: 'writing', ...terms })));

describe('Database, when a migration changes what a prepared statement gives', () => {
  it.each([
    ['reads', read, {}],
    ['writes', write, {}],
    ['statements that wait for locks', locked, { locked: 1_000 }],
  ])('answers %s of every connection, and none with an error', async (what, statement, terms) => {
    await runAll(statement, terms);
    const column = what.replaceAll(' ', '_');
    await at.pool.query(`alter table plans add column ${column} integer`);
    const answers = await runAll(statement, terms);
    expect(answers.map(([row = {}]) => column in row)).toEqual(Array(AT_ONCE).fill(true));
  });

  it('serves requests that were prepared before', async () => {
    const api = await at.asAdmin();
    expect((await api.get('/api/customers')).status).toBe(200);
    await at.pool.query('alter table users add column later integer; alter table customers add column later integer');
    expect((await api.get('/api/customers')).status).toBe(200);
  });
});
