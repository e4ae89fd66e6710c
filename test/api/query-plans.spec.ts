import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Planned, PlanWatch } from '../support/plans.js';
import { SEED, seedForPlans } from '../support/plans-seed.js';
import { type Answer, startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let token: string;
let orderId: string;
let orderIds: readonly string[];
let watch: PlanWatch;

const post = (path: string, body: object): Promise<Answer> => at.curl(path, JSON.stringify(body), token);
const get = (path: string): Promise<Answer> => at.curl(path, undefined, token);
const orders = (body: object) => post('/api/orders/all-orders/', body);
const deep = () => ({ cursor: Buffer.from(orderId).toString('base64url') });
const byCode = { customer_code: SEED.code };

/** Sixty-four requests at once, which the service may answer together; gives one of their answers. */
const many = async (request: (n: number) => Promise<Answer>): Promise<Answer> =>
  (await Promise.all(Array.from({ length: 64 }, (_, n) => request(n))))[63] as Answer;

function place(body: object, key = 'key of the test'): Promise<Answer> {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, 'Idempotency-Key': key };
  return at.request('/api/orders', { method: 'POST', body: JSON.stringify({ ...body, item: 'Mango', amount: 420 }), headers });
}

beforeAll(async () => {
  at = await startApp();
  token = await at.admin();
  await seedForPlans(at.pool);
  orderId = (await at.pool.query(`select id from orders where status = 'pending' order by id offset 2000 limit 1`)).rows[0].id;
  orderIds = (await at.pool.query('select id from orders order by random() limit 64')).rows.map(({ id }) => id);
  watch = await PlanWatch.over(at);
});
afterAll(() => at.close());

/** Lists count their rows, up to 100,001 of them; whoever counts must read. */
const counts = ({ text, nodes }: Planned): boolean => /^\s*select count\(\*\)/.test(text) && nodes[1]?.['Node Type'] === 'Limit';

/** Rows of a page and one more, or of a batch, whose size the planner guesses a little off when two ids are its bounds. */
const BATCH_MOST = 1_100;

/** What a request for a few rows must not do: read a whole table, walk a whole index for a row, or sort more than the page or batch that it gives. */
const excesses = (plans: readonly Planned[]): string[] =>
  plans
    .filter((plan) => !counts(plan))
    .flatMap(({ nodes }) => nodes)
    .filter(({ 'Node Type': type, 'Plan Rows': rows, 'Total Cost': cost }) => {
      if (type === 'Seq Scan') return true;
      return type.includes('Sort') ? rows > BATCH_MOST : type.startsWith('Index') && rows < 10 && cost > 100;
    })
    .map((node) => `${node['Node Type']} ${node['Relation Name']}, ${node['Plan Rows']} rows for ${node['Total Cost']}`);

const indexesOf = (plans: readonly Planned[]): string[] => [
  ...new Set(plans.flatMap(({ nodes }) => nodes.flatMap((node) => node['Index Name'] ?? []))),
];

/** A request, how it ends, and the indexes that it must go by. */
type Case = readonly [what: string, status: number, request: () => Promise<Answer>, indexes: readonly string[]];

const LOGIN = { email: 'admin1@example.com', password: 'correct horse battery', api_key: '123456721' };

/** What the service has PostgreSQL prepare by name, so that it may be planned once for every value. */
const PREPARED: readonly Case[] = [
  [
    'an order by its id, with its texts',
    200,
    () => get(`/api/orders/${orderId}/`),
    ['orders_pkey', 'customers_pkey', 'notifications_order_id_idx'],
  ],
  ['who calls for the first time', 404, async () => at.curl(`/api/orders/${orderId}0/`, undefined, await at.admin()), ['users_pkey']],
  [
    'the customer of a new order by code',
    201,
    () => post('/api/orders/create/', { ...byCode, item: 'x', amount: 1 }),
    ['customers_code_key'],
  ],
  [
    'the customer of a new order by phone',
    201,
    () => post('/api/order', { phone: SEED.phone, item: 'x', amount: 1 }),
    ['customers_phone_key'],
  ],
  ['that a key is new', 201, () => place(byCode), ['orders_idempotency_key', 'customers_code_key']],
  ['what a key was used for', 201, () => place(byCode), ['orders_idempotency_key', 'notifications_order_id_idx', 'customers_pkey']],
  [
    'many orders at once',
    200,
    () => many((n) => get(`/api/orders/${orderIds[n]}/`)),
    ['orders_pkey', 'customers_pkey', 'notifications_order_id_idx'],
  ],
  ['a statement', 200, () => get(`/api/order/${SEED.phone}?limit=100`), ['customers_phone_key', 'orders_customer_id_idx']],
  ['a statement whole', 200, () => get(`/api/order/${SEED.phone}`), ['customers_phone_key', 'orders_customer_id_idx']],
  [
    'many statements at once',
    200,
    () => many((n) => get(`/api/order/${SEED.phone}?limit=${n + 1}`)),
    ['customers_phone_key', 'orders_customer_id_idx'],
  ],
  [
    'what many new orders without keys need at once',
    201,
    () => many(() => post('/api/orders/create/', { ...byCode, item: 'x', amount: 1 })),
    ['customers_code_key'],
  ],
  [
    'what many new orders need at once',
    201,
    () => many((n) => place(byCode, `key ${n} of the test`)),
    ['orders_idempotency_key', 'customers_code_key'],
  ],
  [
    'an admin who logs in, and how often somebody tried',
    200,
    () => at.curl('/api/auth/login/', JSON.stringify(LOGIN)),
    ['users_admin_email_key', 'login_attempts_pkey', 'login_attempts_attempted_at_idx'],
  ],
];

/** What is planned with the values at hand, each time. */
const PLANNED: readonly Case[] = [
  ['the newest orders', 200, () => orders({}), ['orders_pkey', 'customers_pkey']],
  ['orders far back by page', 200, () => orders({ page: 150, per_page: 100 }), ['orders_pkey']],
  ['orders far back by cursor', 200, () => orders(deep()), ['orders_pkey', 'customers_pkey']],
  ['orders of a rare status', 200, () => orders({ status: 'cancelled' }), ['orders_status_idx']],
  ['orders of a rare status far back', 200, () => orders({ status: 'cancelled', ...deep() }), ['orders_status_idx']],
  ['orders of a customer', 200, () => orders(byCode), ['customers_code_key', 'orders_customer_id_idx']],
  ['orders of a customer who has many', 200, () => orders({ customer_code: SEED.frequent }), ['customers_code_key']],
  ['orders of a customer far back', 200, () => orders({ ...byCode, ...deep() }), ['customers_code_key', 'orders_customer_id_idx']],
  ['orders of a customer in a status', 200, () => orders({ ...byCode, status: 'cancelled', ...deep() }), ['customers_code_key']],
  ['the orders of a code', 200, () => post('/api/orders/customer/all-orders/', byCode), ['customers_code_key', 'orders_customer_id_idx']],
  [
    'the orders of a customer id',
    200,
    () => post('/api/orders/customer/all-orders/', { customer_id: SEED.customerId }),
    ['customers_pkey', 'orders_customer_id_idx'],
  ],
  ['every order', 200, () => get('/api/orders'), ['orders_pkey']],
  ['every customer', 200, () => get('/api/customers'), ['customers_number_key']],
  ['the newest customers', 200, () => get('/api/lookup/all-customers/'), ['customers_pkey', 'users_pkey']],
  ['customers far back', 200, () => get('/api/lookup/all-customers/?page=40&per_page=100'), ['customers_pkey']],
  ['the newest users', 200, () => get('/api/lookup/all-users/'), ['users_pkey', 'customers_user_id_key', 'identities_user_id_idx']],
  ['an order to confirm', 404, () => post('/api/orders/customer-order/confirm/', { ...byCode, order_id: orderId }), ['orders_pkey']],
  ['an order to cancel', 200, () => post(`/api/orders/${orderId}/cancel`, {}), ['orders_pkey']],
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

describe('PostgreSQL finds by index', () => {
  it.each([...PREPARED, ...PLANNED])('%s', (_, status, request, indexes) => check(status, request, indexes));
});

describe('planned once for all values, PostgreSQL finds by index', () => {
  beforeAll(() => watch.set({ plan_cache_mode: 'force_generic_plan' }));

  it.each(PREPARED)('%s', (_, status, request, indexes) => check(status, request, indexes));
});
