import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SEED, seedForPlans } from '../../support/plan-seed.js';
import { type PlanNode, type Planned, PlanWatch } from '../../support/plan-watch.js';
import { type ApiClient, startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let api: ApiClient;
let watch: PlanWatch;
let orderId: string;
beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  await seedForPlans(at.pool);
  await at.pool.query(`
    update notifications set status = (array['failed', 'unknown', 'undelivered'])[1 + order_number % 3], message_id = id, reason = 'seed'
    where order_number % 50 = 0;
    update notifications set status = 'delivered', message_id = id where order_number % 50 <> 0 and order_number < 19000;
    analyze notifications`);
  orderId = (await at.pool.query(`select id from orders where status = 'confirmed' order by id offset 9000 limit 1`))
    .rows[0].id;
  watch = await PlanWatch.over(at);
});
afterAll(() => at.close());

const TABLES = ['orders', 'notifications', 'notification_events', 'customers', 'order_events', 'users', 'api_keys'];

/** Whole reads of tables that grow. */
const wholeReads = (plans: readonly Planned[]): string[] =>
  plans
    .flatMap(({ nodes }) => nodes)
    .filter((node) => node['Node Type'] === 'Seq Scan' && TABLES.includes(node['Relation Name'] ?? ''))
    .map((node) => `${node['Node Type']} ${node['Relation Name']}`);

/** Sorts of more than a page looks at: 2,000 orders, or as many notifications of three statuses. */
const largeSorts = (plans: readonly Planned[]): number[] =>
  plans
    .flatMap(({ nodes }) => nodes)
    .filter((node) => node['Node Type'].includes('Sort') && node['Plan Rows'] > 6_000)
    .map((node) => node['Plan Rows']);

const indexesOf = (plans: readonly Planned[]): string[] => [
  ...new Set(plans.flatMap(({ nodes }) => nodes.flatMap((node) => node['Index Name'] ?? []))),
];

/** A step and those below it. */
const flat = (node: PlanNode | undefined): PlanNode[] =>
  node === undefined ? [] : [node, ...(node.Plans ?? []).flatMap(flat)];

const LOOKUPS = ['customers_pkey', 'notifications_order_id_idx'];

describe('the plans of the desk', () => {
  it.each<[what: string, path: () => string, indexes: readonly string[]]>([
    ['the newest orders', () => '/desk/orders', ['orders_pkey', ...LOOKUPS]],
    ['orders in a status', () => '/desk/orders?status=cancelled', ['orders_status_idx', ...LOOKUPS]],
    [
      "a customer's orders",
      () => `/desk/orders?customer=${SEED.code}`,
      ['customers_code_key', 'orders_customer_id_idx'],
    ],
    ['orders of some days', () => '/desk/orders?from=1970-01-01&to=1970-01-01', ['orders_pkey', ...LOOKUPS]],
    ['orders that wait', () => '/desk/orders?notification=waiting', ['orders_pkey', ...LOOKUPS]],
    ['orders whose SMS arrived', () => '/desk/orders?notification=delivered', ['orders_pkey', ...LOOKUPS]],
    [
      'orders that need somebody',
      () => '/desk/orders?notification=attention',
      ['notifications_status_idx', 'orders_pkey', ...LOOKUPS],
    ],
    [
      'own orders that need somebody, in a status',
      () => '/desk/orders?notification=attention&mine=1&status=pending',
      ['notifications_status_idx', 'orders_pkey'],
    ],
    [
      'orders of a day that need somebody',
      () => '/desk/orders?notification=attention&from=1970-01-01&to=1970-01-01',
      ['orders_pkey', 'notifications_order_id_idx'],
    ],
    ['own orders, of which there are none', () => '/desk/orders?mine=1', ['orders_pkey']],
    [
      'one order with what happened to it',
      () => `/desk/orders/${orderId}`,
      ['orders_pkey', 'order_events_pkey', 'notifications_order_id_idx', 'notification_events_pkey', 'customers_pkey'],
    ],
    ['the file of a status', () => '/desk/export/orders.csv?status=cancelled', ['orders_status_idx', ...LOOKUPS]],
  ])('%s: indexes, and no whole table', async (_, path, indexes) => {
    const plans = await watch.during(async () => expect((await api.get(path())).status).toBe(200));
    expect(wholeReads(plans)).toEqual([]);
    expect(largeSorts(plans)).toEqual([]);
    expect(indexesOf(plans)).toEqual(expect.arrayContaining([...indexes]));
  });

  it.each(['customer', 'all'])(
    'find the last notifications of many orders (%s) together, not one by one',
    async (whose) => {
      const query = whose === 'all' ? '' : `&customer=${SEED.frequent}`;
      const plans = await watch.during(() => api.get(`/desk/orders?notification=waiting${query}`));
      const loops = plans.flatMap(({ nodes }) => nodes).filter((node) => node['Node Type'] === 'Nested Loop');
      expect(loops.length).toBeGreaterThan(0);
      const inLoops = loops.flatMap((loop) => flat(loop.Plans?.[1])).map((node) => node['Relation Name']);
      expect(inLoops).not.toContain('notifications');
    },
  );

  it('look at two thousand orders at most for a page, however few match', async () => {
    // What is not vacuumed is fetched once more by scans of an index alone.
    await at.pool.query('vacuum analyze');
    const read = `select sum(idx_tup_fetch)::int as rows from pg_stat_user_tables where relname in ('orders', 'notifications')`;
    const count = async () => {
      await at.pool.query('select pg_stat_clear_snapshot()');
      return (await at.pool.query(read)).rows[0].rows as number;
    };
    const flush = `select pg_terminate_backend(pid, 2000) from pg_stat_activity where datname = current_database() and application_name = 'agiza'`;
    await at.pool.query(flush);
    const before = await count();
    await api.get('/desk/orders?mine=1');
    await at.pool.query(flush);
    expect((await count()) - before).toBeLessThan(5_000);
  });
});
