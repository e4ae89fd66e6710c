import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SEED, seedForPlans } from '../../support/plan-seed.js';
import { PlanWatch } from '../../support/plan-watch.js';
import { controllersOf, routesOf } from '../../support/routes.js';
import { aMember, type Member } from '../../support/staff.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let owner: Member;
let watch: PlanWatch;
let orderId: string;
let userId: string;
beforeAll(async () => {
  at = await startApp();
  owner = await aMember(at, 'owner');
  await seedForPlans(at.pool);
  await at.pool.query(SOMEBODY_NEEDED);
  await at.pool.query(YEARS_OF_KEYS);
  orderId = (await at.pool.query('select id from orders order by id offset 9000 limit 1')).rows[0].id;
  userId = (await at.pool.query('select id from users where phone is null order by id desc limit 1')).rows[0].id;
  watch = await PlanWatch.over(at);
});
afterAll(() => at.close());

/** Most SMS arrived, and a tenth of them needs somebody. Sums that pages read have some rows. */
const SOMEBODY_NEEDED = `
  set local session_replication_role = replica;
  update notifications set status = 'delivered', message_id = id where order_number % 10 <> 0;
  update notifications set created_at = now() - interval '1 day';
  update notifications set status = 'failed', reason = (array['403 InvalidPhoneNumber', '406 UserInBlacklist'])[1 + order_number / 10 % 2]
  where order_number % 10 = 0;
  insert into notification_events (notification_id, from_status, to_status) select id, 'sending', status from notifications;
  insert into order_sums select quarter_hour(now() - n * interval '15 minutes'), 'KES', 1, 0, 1 from generate_series(1, 40000) n;
  insert into summary_sums (began_at, status, network_code, entries, segments, cost)
  select began_at, 'delivered', '63902', 1, 0, 0 from order_sums;
  update order_mark set summed_until = now() - interval '6 hours';
  update summary_mark set summed_until = now() - interval '6 hours';
  analyze notifications, notification_events, order_sums, summary_sums`;

/** Years of keys and of test SMS. */
const YEARS_OF_KEYS = `
  insert into api_keys (id, name, scopes, digest, created_by, expires_at)
    select gen_random_uuid(), 'Key', '{orders:read}', sha256(n::text::bytea), gen_random_uuid(), now() + n * interval '1 day'
    from generate_series(-2000, 2000) n;
  insert into test_sms (asked_by, key, notification_id)
    select gen_random_uuid(), gen_random_uuid(), id from notifications limit 2000;
  analyze api_keys, test_sms`;

/** A page, and the indexes that its plans must use. */
type Case = readonly [path: string, indexes: readonly string[]];

/**
 * Each page and each file of the desk. Those without indexes here have a test beside this one that
 * says which.
 */
const CASES: readonly Case[] = [
  // The first page of an owner also asks which keys end soon.
  ['/desk', ['orders_pkey', 'notifications_reason_idx', 'api_keys_expires_at_idx']],
  ['/desk/find?q=01000022', ['customers_phone_idx', 'customers_reversed_phone_idx', 'customers_pkey']],
  ['/desk/find?q=0701', ['customers_phone_idx', 'customers_reversed_phone_idx', 'orders_number_key']],
  ['/desk/find?q=customer+77', ['customer_phrases_pkey', 'customers_pkey']],
  [`/desk/find?q=${SEED.code}`, ['customers_code_key', 'customers_pkey']],
  [`/desk/orders/new?customer=${SEED.code}`, ['customers_code_key', 'orders_customer_id_idx', 'orders_pkey']],
  ['/desk/orders/new/customers?who=0701', ['customers_phone_idx', 'customers_reversed_phone_idx']],
  [
    `/desk/orders/new/text?customer=${SEED.code}&item=Mango&amount=420`,
    ['customers_code_key', 'orders_number_key', 'sms_days_pkey'],
  ],
  ['/desk/orders', []],
  ['/desk/orders?cursor=<cursor>', ['orders_pkey']],
  ['/desk/orders?status=cancelled&cursor=<cursor>', ['orders_status_idx']],
  [`/desk/orders?customer=${SEED.frequent}&cursor=<cursor>`, ['customers_code_key']],
  ['/desk/orders?notification=delivered&mine=1&cursor=<cursor>', ['orders_pkey', 'notifications_order_id_idx']],
  ['/desk/orders/latest?newest=<order>', ['orders_pkey', 'notifications_order_id_idx']],
  ['/desk/orders/<order>', []],
  ['/desk/orders/<order>/sms', ['notifications_order_id_idx', 'notification_events_pkey']],
  ['/desk/customers', []],
  [`/desk/customers/${SEED.frequentId}`, []],
  [`/desk/customers/${SEED.frequentId}?cursor=<cursor>`, ['orders_customer_id_idx']],
  [`/desk/customers/${SEED.frequentId}/edit`, ['customers_pkey']],
  [`/desk/customers/${SEED.frequentId}/statement.csv`, ['orders_customer_id_idx']],
  ['/desk/people', []],
  ['/desk/people/<user>', ['users_pkey', 'customers_user_id_key']],
  ['/desk/messages', ['notifications_due_at_idx', 'notifications_leased_until_idx', 'notifications_reason_idx']],
  ['/desk/messages?reason=blocked&cursor=<cursor>', ['notifications_reason_idx', 'orders_pkey', 'customers_pkey']],
  ['/desk/figures?days=7', ['order_sums_pkey', 'summary_sums_key']],
  ['/desk/figures?days=90', ['order_sums_pkey', 'summary_sums_key']],
  ['/desk/settings?sent=0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99', ['sms_days_pkey', 'test_sms_notification_id_idx']],
  ['/desk/settings/test-sms/0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99', ['test_sms_notification_id_idx']],
  ['/desk/staff', ['staff_pkey']],
  ['/desk/keys', ['api_keys_pkey']],
  ['/desk/audit', ['audit_events_pkey']],
  ['/desk/audit?action=table-exported', ['audit_events_action_idx']],
  ['/desk/export/audit.csv', ['audit_events_pkey']],
  ['/desk/export/customers.csv', []],
  ['/desk/export/notifications.csv', ['notifications_reason_idx', 'orders_pkey', 'customers_pkey']],
  ['/desk/export/orders.csv', ['orders_pkey', 'notifications_order_id_idx', 'customers_pkey']],
  ['/desk/export/orders.csv?notification=attention', ['notifications_status_idx', 'orders_pkey']],
];

/**
 * Pages that read nothing, or whose statements other tests try: the carrier's account, the stream
 * (live.spec.ts), and files to load (test/imports/query-plans.spec.ts).
 */
const ELSEWHERE = [
  ...['/desk/settings/account', '/desk/stream', '/desk/keyboard', '/desk/kit'],
  ...['/desk/import', '/desk/import/:id', '/desk/import/:id/progress', '/desk/import/:id/wrong.csv'],
];

const pathOf = (path: string): string =>
  path
    .replace('<order>', orderId)
    .replace('<cursor>', Buffer.from(orderId).toString('base64url'))
    .replace('<user>', userId);

/**
 * Tables and sequences of one row, tables of one row a day, what the tasks of the sums keep small,
 * and tables of sign-in, of which the test has a few rows.
 */
const SMALL = [
  ...['shop', 'order_mark', 'summary_mark', 'sending_mark', 'sms_days', 'order_changes', 'summary_changes', 'sessions'],
  ...['staff', 'identities', 'sms_templates', 'orders_number_seq', 'order_events_id_seq', 'notification_events_id_seq'],
];

describe('the pages of the desk', () => {
  it.each(CASES)('%s reads by its indexes, and no table whole', async (path, indexes) => {
    let status = 0;
    const plans = await watch.during(async () => {
      status = (await owner.browser.open(pathOf(path))).status;
    });
    const nodes = plans.flatMap((plan) => plan.nodes);
    const whole = nodes
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name'] ?? '')
      .filter((table) => !SMALL.includes(table));
    expect(whole).toEqual([]);
    // The test SMS of that id is nobody's.
    expect([200, 303, ...(path.includes('/test-sms/') ? [404] : [])]).toContain(status);
    expect([...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))]).toEqual(
      expect.arrayContaining([...indexes]),
    );
  });

  it('are all tried here, or elsewhere', () => {
    const tried = CASES.map(([path]) => pathOf(path).replace(/\?.*/, ''));
    const untried = routesOf(controllersOf(at.app))
      .filter(({ method, path }) => method === 'GET' && /^\/desk(\/|$)/.test(path))
      .filter(
        ({ path }) => !tried.some((each) => new RegExp(`^${path.replaceAll(/:\w+/g, '[0-9a-f-]{36}')}$`).test(each)),
      );
    expect(untried.map(({ path }) => path)).toEqual(ELSEWHERE);
  });
});
