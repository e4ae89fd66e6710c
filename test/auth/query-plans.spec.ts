import { describe, expect, it } from '@jest/globals';
import { aBrowser } from '../support/browser.js';
import { aCustomer, someOrders } from '../support/factories.js';
import { PlanWatch } from '../support/plan-watch.js';
import { startApp, type TestApp } from '../support/test-app.js';

const seed = async ({ pool }: TestApp): Promise<void> => {
  await pool.query(`
    insert into users (id, role, email, email_verified, name)
    select gen_random_uuid(), 'user', 'user' || n || '@example.com', n % 2 = 0, 'User' from generate_series(1, 20000) n;
    insert into identities (provider, subject, user_id, email, email_verified)
    select 'google', 'subject' || row_number() over (), id, email, email_verified from users;
    insert into sessions (digest, provider, subject) select sha256(subject::bytea), provider, subject from identities;
    insert into identity_addresses (provider, email, subject)
    select provider, email, subject from identities where email_verified;
    insert into staff (id, user_id, subject, invited_email, role, invited_by)
    select gen_random_uuid(), user_id, subject, email, 'clerk', user_id from identities limit 2000;
    insert into staff (id, invited_email, role, invited_by)
    select gen_random_uuid(), 'invited' || n || '@example.com', 'viewer', gen_random_uuid() from generate_series(1, 500) n;
    insert into used_states (digest) select digest from sessions;
    insert into login_attempts (source, attempts, attempted_at, blocked_until)
    select 'callback:' || subject, 1, now(), now() from identities;
    insert into customers (id, code, name, phone, user_id)
    select gen_random_uuid(), translate(lpad(n::text, 8, '0'), '0123456789', 'ABCDEFGHIJ'), 'Customer',
           '+2547' || lpad(n::text, 8, '0'), id
    from (select id, row_number() over () as n from users) numbered`);
  const other = await aCustomer(pool);
  await someOrders(pool, other.id, 5000);
  await pool.query('analyze');
};

describe('GET /auth/:provider/callback, GET /, GET /profile and POST /logout', () => {
  it('read no table whole when there are 20,000 users', async () => {
    const at = await startApp();
    await seed(at);
    const watch = await PlanWatch.over(at);
    const browser = aBrowser(at);
    const customer = `(select id from customers where phone = '+254700000001')`;
    const plans = await watch.during(async () => {
      await browser.signIn('google', 'wanjiku');
      await browser.signIn('github', 'wanjiku');
      await at.pool.query(
        `update customers set user_id = (select user_id from identities where provider = 'github')
         where id = ${customer}`,
      );
      await at.pool.query(`update orders set customer_id = ${customer} where number = 7`);
      expect((await browser.open('/')).text).toContain('Item 7');
      expect((await browser.open('/profile')).text).toContain('Wanjiku Kamau');
      await browser.press('/logout');
    });
    await at.close();
    const whole = plans.filter(({ nodes }) => nodes.some((node) => node['Node Type'] === 'Seq Scan'));
    expect(whole.map(({ text }) => text)).toEqual([]);
    const indexes = new Set(plans.flatMap(({ nodes }) => nodes.flatMap((node) => node['Index Name'] ?? [])));
    expect([...indexes]).toEqual(
      expect.arrayContaining([
        ...['identities_pkey', 'identities_user_id_idx', 'users_verified_email_key', 'users_admin_email_key'],
        ...['sessions_pkey', 'staff_user_id_key', 'staff_invited_email_key'],
        ...['customers_user_id_key', 'orders_customer_id_idx', 'notifications_order_id_idx'],
      ]),
    );
  });
});
