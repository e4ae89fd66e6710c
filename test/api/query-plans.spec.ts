import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { SEED, seedForPlans } from '../support/plan-seed.js';
import { type Planned, PlanWatch } from '../support/plan-watch.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let api: ApiClient;
let orderId: string;
let orderIds: readonly string[];
let watch: PlanWatch;

const orders = (body: object) => api.post('/api/orders/all-orders/', body);
const deep = () => ({ cursor: Buffer.from(orderId).toString('base64url') });
const byCode = { customer_code: SEED.code };

/** One of the 499 customers with some orders. */
const ERASED = { id: '00000000-0017-7000-8000-000000000002', code: 'AAAAAACD' };

/** Fills what else the export and the erasure of a customer look into. An empty table is read whole. */
async function seedForErasure(pool: Pool): Promise<void> {
  await pool.query(`
    insert into sessions (digest, provider, subject) select sha256(n::text::bytea), 'google', n::text from generate_series(1, 5000) n;
    insert into staff (id, user_id, subject, invited_email, role, invited_by)
      select gen_random_uuid(), i.user_id, i.subject, 'staff' || i.subject || '@example.com', 'viewer', i.user_id
      from identities i order by i.subject limit 2000;
    insert into delivery_reports (message_id, status, phone)
      select 'stray-' || n, 'Sent', '+25479' || (1000000 + n) from generate_series(1, 5000) n;
    insert into quotas (source, span_seconds, used, began_at) select 'seed:' || n, 60, 1, now() from generate_series(1, 5000) n`);
  await pool.query('analyze sessions, staff, delivery_reports, quotas');
}

/** Sends 64 requests at once, which the service may answer in batches. Gives the last answer. */
const many = async (request: (n: number) => Promise<Answer>): Promise<Answer> =>
  (await Promise.all(Array.from({ length: 64 }, (_, n) => request(n))))[63] as Answer;

const place = (body: object, key = 'key of the test'): Promise<Answer> =>
  api.post('/api/orders', { ...body, item: 'Mango', amount: 420 }, { 'Idempotency-Key': key });

beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  await seedForPlans(at.pool);
  await seedForErasure(at.pool);
  orderId = (await at.pool.query(`select id from orders where status = 'pending' order by id offset 2000 limit 1`))
    .rows[0].id;
  orderIds = (await at.pool.query('select id from orders order by random() limit 64')).rows.map(({ id }) => id);
  watch = await PlanWatch.over(at);
});
afterAll(() => at.close());

/** Whether the statement counts the rows of a list, up to 100,001. Counting has to read them. */
const counts = ({ text, nodes }: Planned): boolean =>
  /^\s*select count\(\*\)/.test(text) && nodes[1]?.['Node Type'] === 'Limit';

/**
 * The most rows that a sort may have: a page and one more, or a batch.
 * The planner's guess is a little off.
 */
const BATCH_MOST = 1_100;

/** Tables of one row, of one row a kind of notification, of the files of one day, and of test SMS. */
const SMALL = ['shop', 'sms_templates', 'import_rows', 'test_sms'];

/**
 * The steps that a request for a few rows must not have:
 * - a read of a whole table,
 * - a walk of a whole index for a few rows,
 * - a sort of more rows than the page or batch has.
 */
const excesses = (plans: readonly Planned[]): string[] =>
  plans
    .filter((plan) => !counts(plan))
    .flatMap(({ nodes }) => nodes)
    .filter(({ 'Node Type': type, 'Plan Rows': rows, 'Total Cost': cost, 'Relation Name': table }) => {
      if (type === 'Seq Scan') return !SMALL.includes(table ?? '');
      return type.includes('Sort') ? rows > BATCH_MOST : type.startsWith('Index') && rows < 10 && cost > 100;
    })
    .map(
      (node) => `${node['Node Type']} ${node['Relation Name']}, ${node['Plan Rows']} rows for ${node['Total Cost']}`,
    );

const indexesOf = (plans: readonly Planned[]): string[] => [
  ...new Set(plans.flatMap(({ nodes }) => nodes.flatMap((node) => node['Index Name'] ?? []))),
];

/**
 * What is looked up, the status of the answer, the request, and the indexes that its plans must
 * use.
 */
type Case = readonly [what: string, status: number, request: () => Promise<Answer>, indexes: readonly string[]];

const LOGIN = { email: 'admin1@example.com', password: 'correct horse battery', api_key: '123456721' };

/**
 * Requests whose statements are prepared by name.
 * PostgreSQL may plan these once for all values.
 */
const PREPARED: readonly Case[] = [
  [
    'an order by its id, with its notifications',
    200,
    () => api.get(`/api/orders/${orderId}/`),
    ['orders_pkey', 'customers_pkey', 'notifications_order_id_idx'],
  ],
  [
    'an order by its number',
    200,
    async () => {
      const { number } = (await at.pool.query('select number from orders where id = $1', [orderId])).rows[0];
      return api.get(`/api/orders/${number}`);
    },
    ['orders_number_key', 'orders_pkey', 'notifications_order_id_idx'],
  ],
  [
    'the admin of a token that is new',
    404,
    async () => (await at.asAdmin()).get(`/api/orders/${orderId}0/`),
    ['users_pkey'],
  ],
  [
    'the customer of a new order by code',
    201,
    () => api.post('/api/orders/create/', { ...byCode, item: 'x', amount: 1 }),
    ['customers_code_key'],
  ],
  [
    'the customer of a new order by phone',
    201,
    () => api.post('/api/order', { phone: SEED.phone, item: 'x', amount: 1 }),
    ['customers_phone_key'],
  ],
  ['an idempotency key that is new', 201, () => place(byCode), ['orders_idempotency_key', 'customers_code_key']],
  [
    'the order of an idempotency key',
    201,
    () => place(byCode),
    ['orders_idempotency_key', 'notifications_order_id_idx', 'customers_pkey'],
  ],
  [
    'many orders at once',
    200,
    () => many((n) => api.get(`/api/orders/${orderIds[n]}/`)),
    ['orders_pkey', 'customers_pkey', 'notifications_order_id_idx'],
  ],
  [
    'a page of a statement',
    200,
    () => api.get(`/api/order/${SEED.phone}?limit=100`),
    ['customers_phone_key', 'orders_customer_id_idx'],
  ],
  [
    'a whole statement',
    200,
    () => api.get(`/api/order/${SEED.phone}`),
    ['customers_phone_key', 'orders_customer_id_idx'],
  ],
  [
    'many statements at once',
    200,
    () => many((n) => api.get(`/api/order/${SEED.phone}?limit=${n + 1}`)),
    ['customers_phone_key', 'orders_customer_id_idx'],
  ],
  [
    'the customers of many new orders without keys at once',
    201,
    () => many(() => api.post('/api/orders/create/', { ...byCode, item: 'x', amount: 1 })),
    ['customers_code_key'],
  ],
  [
    'the keys and customers of many new orders at once',
    201,
    () => many((n) => place(byCode, `key ${n} of the test`)),
    ['orders_idempotency_key', 'customers_code_key'],
  ],
  [
    'an admin who logs in, and earlier attempts',
    200,
    () => at.as().post('/api/auth/login/', LOGIN),
    ['users_admin_email_key', 'login_sources_pkey', 'login_attempts_pkey'],
  ],
];

/** Requests whose statements are planned with their values each time. */
const PLANNED: readonly Case[] = [
  ['the newest orders', 200, () => orders({}), ['orders_pkey', 'customers_pkey']],
  ['orders far back by page', 200, () => orders({ page: 150, per_page: 100 }), ['orders_pkey']],
  ['orders far back by cursor', 200, () => orders(deep()), ['orders_pkey', 'customers_pkey']],
  ['orders of a rare status', 200, () => orders({ status: 'cancelled' }), ['orders_status_idx']],
  ['orders of a rare status far back', 200, () => orders({ status: 'cancelled', ...deep() }), ['orders_status_idx']],
  ['orders of a customer', 200, () => orders(byCode), ['customers_code_key', 'orders_customer_id_idx']],
  ['orders of a customer who has many', 200, () => orders({ customer_code: SEED.frequent }), ['customers_code_key']],
  [
    'orders of a customer far back',
    200,
    () => orders({ ...byCode, ...deep() }),
    ['customers_code_key', 'orders_customer_id_idx'],
  ],
  [
    'orders of a customer in a status',
    200,
    () => orders({ ...byCode, status: 'cancelled', ...deep() }),
    ['customers_code_key'],
  ],
  [
    'the orders of a code',
    200,
    () => api.post('/api/orders/customer/all-orders/', byCode),
    ['customers_code_key', 'orders_customer_id_idx'],
  ],
  [
    'the orders of a customer id',
    200,
    () => api.post('/api/orders/customer/all-orders/', { customer_id: SEED.customerId }),
    ['customers_pkey', 'orders_customer_id_idx'],
  ],
  [
    'customers by words of the name',
    200,
    () => api.get('/api/customers?q=customer+77'),
    ['customer_phrases_pkey', 'customers_pkey', 'users_pkey'],
  ],
  [
    'a customer by what may be a code or a name',
    200,
    () => api.get(`/api/customers?q=${SEED.code}`),
    ['customer_phrases_pkey', 'customers_code_key', 'customers_pkey'],
  ],
  [
    'a customer by phone',
    200,
    () => api.get(`/api/customers?phone=${encodeURIComponent(SEED.phone)}`),
    ['customers_phone_key'],
  ],
  ['orders of some days', 200, () => api.get('/api/orders?from=1970-01-01&to=1970-01-31'), ['orders_pkey']],
  ['a page of orders of some days', 200, () => api.get('/api/orders?from=2024-10-01&limit=100'), ['orders_pkey']],
  [
    'a page of orders of a customer in some days',
    200,
    () => api.get(`/api/orders?from=1970-01-01&limit=100&customer_code=${SEED.code}`),
    ['customers_code_key', 'orders_customer_id_idx'],
  ],
  [
    'a page of orders of a rare status in some days',
    200,
    () => api.get('/api/orders?from=1970-01-01&limit=100&status=cancelled'),
    ['orders_status_idx'],
  ],
  ['every order', 200, () => api.get('/api/orders'), ['orders_pkey']],
  ['every customer', 200, () => api.get('/api/customers'), ['customers_number_key']],
  ['the newest customers', 200, () => api.get('/api/lookup/all-customers/'), ['customers_pkey', 'users_pkey']],
  ['customers far back', 200, () => api.get('/api/lookup/all-customers/?page=40&per_page=100'), ['customers_pkey']],
  [
    'the newest users',
    200,
    () => api.get('/api/lookup/all-users/'),
    ['users_pkey', 'customers_user_id_key', 'identities_user_id_idx'],
  ],
  [
    'an order to confirm',
    404,
    () => api.post('/api/orders/customer-order/confirm/', { ...byCode, order_id: orderId }),
    ['orders_pkey'],
  ],
  [
    'the history of an order',
    200,
    () => api.get(`/api/orders/${orderId}/history`),
    ['orders_pkey', 'users_pkey', 'order_events_pkey'],
  ],
  [
    'the history of a customer',
    200,
    () => api.get(`/api/customers/${SEED.customerId}/history`),
    ['customers_pkey', 'customer_events_pkey'],
  ],
  ['customers at the desk', 200, () => api.get('/desk/customers'), ['customers_pkey', 'users_pkey']],
  [
    'customers at the desk far back',
    200,
    () => api.get(`/desk/customers?cursor=${Buffer.from(SEED.customerId).toString('base64url')}`),
    ['customers_pkey'],
  ],
  [
    'customers who are searched for at the desk',
    200,
    () => api.get('/desk/customers?q=customer+77'),
    ['customer_phrases_pkey', 'customers_pkey'],
  ],
  [
    'a customer with many orders at the desk',
    200,
    () => api.get(`/desk/customers/${SEED.frequentId}`),
    ['customers_pkey', 'customer_events_pkey', 'orders_customer_id_idx', 'orders_pkey'],
  ],
  [
    'a customer with few orders at the desk',
    200,
    () => api.get(`/desk/customers/${SEED.customerId}`),
    ['customers_pkey', 'customer_events_pkey', 'orders_customer_id_idx', 'orders_pkey'],
  ],
  [
    'every order of a customer as a file',
    200,
    () => api.get(`/desk/customers/${SEED.customerId}/statement.csv`),
    ['customers_pkey', 'orders_customer_id_idx'],
  ],
  ['every customer as a file', 200, () => api.get('/desk/export/customers.csv'), ['customers_number_key']],
  [
    'people who wait for a number, with staff before them',
    200,
    () => api.get('/desk/people'),
    ['users_waiting_idx', 'staff_user_id_key', 'customers_user_id_key', 'identities_user_id_idx'],
  ],
  ['one person', 200, () => api.get(`/desk/people/${SEED.customerId.replace(/2$/, '1')}`), ['users_pkey']],
  [
    'a number to correct',
    200,
    () => api.patch(`/api/customers/${SEED.customerId}`, { phone_number: SEED.phone }, { 'If-Match': '*' }),
    ['customers_pkey', 'users_pkey'],
  ],
  ['an order to correct', 200, () => api.patch(`/api/orders/${orderId}`, { item: 'x' }), ['orders_pkey']],
  [
    'everything about a customer',
    200,
    () => api.get(`/api/customers/${SEED.customerId}/export`),
    [
      ...['customers_pkey', 'users_pkey', 'identities_user_id_idx', 'orders_customer_id_idx'],
      ...['notifications_customer_code_idx', 'delivery_reports_phone_idx'],
      ...['customer_events_pkey', 'order_events_pkey', 'audit_events_actor_id_idx'],
    ],
  ],
  [
    'a customer to erase',
    200,
    async () => {
      await at.pool.query(
        `update orders set status = 'confirmed', confirmed_at = now(), cancelled_at = null where customer_id = $1`,
        [ERASED.id],
      );
      await at.pool.query(`update notifications set status = 'failed' where customer_code = $1`, [ERASED.code]);
      await at.pool.query('update customers set user_id = null where id = $1', [ERASED.id]);
      return api.delete(`/api/customers/${ERASED.id}`);
    },
    [
      ...['customers_pkey', 'orders_customer_id_idx', 'notifications_customer_code_idx'],
      ...['delivery_reports_phone_idx', 'quotas_pkey'],
    ],
  ],
  ['an order to cancel', 200, () => api.post(`/api/orders/${orderId}/cancel`, {}), ['orders_pkey']],
];

async function check(status: number, request: () => Promise<Answer>, indexes: readonly string[]): Promise<void> {
  let answer: Answer | undefined;
  const plans = await watch.during(async () => {
    answer = await request();
  });
  expect(answer?.status).toBe(status);
  expect(excesses(plans)).toEqual([]);
  expect(indexesOf(plans)).toEqual(expect.arrayContaining([...indexes]));
}

describe('query plans', () => {
  it.each([...PREPARED, ...PLANNED])('find by index: %s', (_, status, request, indexes) =>
    check(status, request, indexes),
  );
});

describe('query plans that are made once for all values', () => {
  beforeAll(() => watch.set({ plan_cache_mode: 'force_generic_plan' }));

  it.each(PREPARED)('find by index: %s', (_, status, request, indexes) => check(status, request, indexes));
});
