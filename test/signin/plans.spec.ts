import { expect, it } from '@jest/globals';
import { aCustomer, someOrders } from '../setup/factories.js';
import { startApp, type TestApp } from '../setup/test-app.js';
import { aBrowser } from './browser.js';

const seed = async ({ pool }: TestApp): Promise<void> => {
  await pool.query(`
    insert into users (id, role, email, email_verified, name)
    select gen_random_uuid(), 'user', 'user' || n || '@example.com', n % 2 = 0, 'User' from generate_series(1, 20000) n;
    insert into identities (provider, subject, user_id, email, email_verified)
    select 'google', 'subject' || row_number() over (), id, email, email_verified from users;
    insert into sessions (digest, provider, subject) select sha256(subject::bytea), provider, subject from identities;
    insert into used_states (digest) select digest from sessions;
    insert into customers (id, code, name, phone, user_id)
    select gen_random_uuid(), translate(lpad(n::text, 8, '0'), '0123456789', 'ABCDEFGHIJ'), 'Customer', '+2547' || lpad(n::text, 8, '0'), id
    from (select id, row_number() over () as n from users) numbered`);
  const other = await aCustomer(pool);
  await someOrders(pool, other.id, 5000);
  await pool.query('analyze');
};
const wholeReads = async ({ pool }: TestApp): Promise<Record<string, number>> => {
  const { rows } = await pool.query(
    `select relname, seq_scan::int from pg_stat_user_tables where relname <> 'migrations' order by relname`,
  );
  return Object.fromEntries(rows.map(({ relname, seq_scan }) => [relname, seq_scan]));
};

it('signing in, looking at orders and the profile, and signing out read no table whole, however many users there are', async () => {
  const at = await startApp();
  await seed(at);
  const before = await wholeReads(at);
  const browser = aBrowser(at);
  await browser.signIn('google', 'wanjiku');
  await browser.signIn('github', 'wanjiku');
  const person = `(select user_id from identities where provider = 'github' and subject = '5550001')`;
  await at.pool.query(`update customers set user_id = ${person} where phone = '+254700000001'`);
  const placed = await browser.open('/');
  expect(placed.text).toContain('No orders yet');
  await at.pool.query(`update orders set customer_id = (select id from customers where phone = '+254700000001') where number = 7`);
  expect((await browser.open('/')).text).toContain('Item 7');
  for (const path of ['/profile', '/api/customers']) await browser.open(path);
  await browser.press('/logout');
  // Connections that close hand in their counts.
  await at.app.close();
  expect(await wholeReads(at)).toEqual(before);
  await at.close();
});
