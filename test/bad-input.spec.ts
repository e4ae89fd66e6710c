import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FOREIGN_FIELDS, type PostRoute, WRONG } from './setup/bad-values.js';
import { aCustomer, aPhone, aUser, someOrders } from './setup/factories.js';
import { faultyFields, sendBytes, wrongProblem } from './setup/problems.js';
import { startApp, type TestApp } from './setup/test-app.js';

let at: TestApp;
let token: string;
let customer: { code: string; id: string; phone: string };
let userId: string;
let orderId: string;
let serial = 0;

const PAGING = { page: 'page', per_page: 'perPage', cursor: 'cursor' } as const;
const LIST = { optional: ['page', 'per_page', 'cursor', 'customer_code', 'status'] };
const order = () => ({ customer_code: customer.code, item: 'Mango', amount: '420' });
const ORDER = { fields: { customer_code: 'code', phone: 'phone', item: 'item', amount: 'amount' }, optional: ['customer_code', 'phone'] } as const;
const registration = () => ({
  email: `new${++serial}@example.com`,
  phone_number: aPhone(),
  password: '////.///Rono123',
  api_key: '123456721',
});

const ROUTES: readonly PostRoute[] = [
  {
    path: '/api/auth/admin-register/',
    body: registration,
    fields: { email: 'email', phone_number: 'possiblePhone', password: 'newPassword', api_key: 'key' },
    open: true,
  },
  {
    path: '/api/auth/login/',
    body: () => ({ email: 'admin1@example.com', password: 'correct horse battery', api_key: '123456721' }),
    fields: { email: 'email', password: 'password', api_key: 'key' },
    open: true,
  },
  { path: '/api/lookup/all-users/', body: () => ({}), fields: PAGING, ...LIST },
  { path: '/api/lookup/all-customers/', body: () => ({}), fields: PAGING, ...LIST },
  {
    path: '/api/auth/add-user-number/',
    body: () => ({ user_id: userId, phone_number: aPhone() }),
    fields: { user_id: 'uuid', phone_number: 'phone' },
  },
  {
    path: '/api/auth/create-customer/',
    body: () => ({ user_id: userId, name: 'Wanjiku' }),
    fields: { user_id: 'uuid', name: 'name' },
    optional: ['name'],
  },
  { path: '/api/customer', body: () => ({ name: 'Wanjiku', phone: aPhone() }), fields: { name: 'name', phone: 'phone' } },
  { path: '/api/orders/create/', body: order, ...ORDER },
  { path: '/api/orders', body: order, ...ORDER },
  { path: '/api/order', body: order, ...ORDER },
  {
    path: '/api/orders/customer-order/confirm/',
    body: () => ({ customer_code: customer.code, order_id: orderId }),
    fields: { customer_code: 'code', order_id: 'uuid' },
  },
  { path: '/api/orders/all-orders/', body: () => ({}), fields: { ...PAGING, customer_code: 'code', status: 'status' }, ...LIST },
  {
    path: '/api/orders/customer/all-orders/',
    body: () => ({ customer_code: customer.code }),
    fields: { ...PAGING, customer_code: 'code', customer_id: 'uuid' },
    optional: [...LIST.optional, 'customer_id'],
  },
];

/** Everything that requests could change, in one digest. */
const contents = async (): Promise<string> => {
  const tables = ['users', 'customers', 'orders', 'notifications', 'identities'];
  const digests = tables.map((table) => `select '${table}' as of, md5(string_agg(t::text, ',' order by t::text)) as md5 from ${table} t`);
  return JSON.stringify((await at.pool.query(digests.join(' union all '))).rows);
};

const send = (route: PostRoute, body: unknown) => at.curl(route.path, JSON.stringify(body), route.open ? undefined : token);

/** Sends each body, and tells of those that were not refused with a 400 that names the field. */
async function accepted(route: PostRoute, bodies: readonly { field: string; body: Record<string, unknown> }[]): Promise<string[]> {
  const found: string[] = [];
  for (const { field, body } of bodies) {
    const answer = await send(route, body);
    const wrong = wrongProblem(answer, 400) ?? (faultyFields(answer).includes(field) ? null : `names ${faultyFields(answer)}`);
    if (wrong !== null) found.push(`${field} = ${JSON.stringify(body[field])?.slice(0, 60)}: ${wrong}`);
  }
  return found;
}

beforeAll(async () => {
  at = await startApp();
  token = await at.admin();
  customer = await aCustomer(at.pool);
  userId = (await aUser(at.pool)).id;
  await someOrders(at.pool, customer.id, 3);
  orderId = (await at.pool.query('select id from orders limit 1')).rows[0].id;
});
afterAll(() => at.close());

describe.each(ROUTES)('POST $path', (route) => {
  it('refuses every wrong value of every field by name, and changes nothing', async () => {
    const before = await contents();
    const bodies = Object.entries(route.fields).flatMap(([field, kind]) =>
      WRONG[kind].map((value) => ({ field, body: { ...route.body(), [field]: value } })),
    );
    expect(bodies.length).toBeGreaterThan(20);
    expect(await accepted(route, bodies)).toEqual([]);
    expect(await contents()).toBe(before);
  });

  it('asks for each field that is missing', async () => {
    const needed = Object.keys(route.fields).filter((field) => !route.optional?.includes(field));
    const bodies = needed.map((field) => ({ field, body: { ...route.body(), [field]: undefined } }));
    expect(await accepted(route, bodies)).toEqual([]);
    const empty = await send(route, {});
    expect([...faultyFields(empty)].sort()).toEqual(empty.status === 400 ? expect.arrayContaining(needed) : []);
    expect(empty.status === 200).toBe(route.path.includes('all-') && needed.length === 0 && !route.path.includes('customer/all'));
  });

  it('refuses fields that it does not know by name, and changes nothing', async () => {
    const before = await contents();
    const foreign = FOREIGN_FIELDS.filter((field) => !Object.hasOwn(route.fields, field));
    expect(
      await accepted(
        route,
        foreign.map((field) => ({ field, body: { ...route.body(), [field]: 'admin' } })),
      ),
    ).toEqual([]);
    expect(await contents()).toBe(before);
  });

  it('refuses a body that is no JSON object', async () => {
    const before = await contents();
    const bodies = ['[]', '["x"]', '"text"', '1', 'true', '{', '{"a":}', '{"a":1}}', "{'a':1}", '{"a":"\u0001"}', '{"__proto__":{"x":1}}'];
    for (const body of [...bodies, '{"constructor":{"prototype":{"x":1}}}', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`]) {
      const headers = { 'Content-Type': 'application/json', ...(route.open ? {} : { Authorization: `Bearer ${token}` }) };
      const answer = await at.request(route.path, { method: 'POST', body, headers });
      expect([body.slice(0, 40), wrongProblem(answer, 400)]).toEqual([body.slice(0, 40), null]);
      expect(faultyFields(answer)).not.toEqual([]);
    }
    expect(await contents()).toBe(before);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('refuses very long text at once', async () => {
    const slow: string[] = [];
    for (const field of Object.keys(route.fields)) {
      for (const unit of ['1', 'a', ' ', '\u00e9', '@', '-', '0', '1 ', 'a.']) {
        const body = JSON.stringify({ ...route.body(), [field]: unit.repeat(30_000 / unit.length) });
        const began = performance.now();
        const { status } = await at.curl(route.path, body, route.open ? undefined : token);
        const ms = Math.round(performance.now() - began);
        if (ms > 150 || ![400, 403, 413].includes(status)) slow.push(`${field} of ${unit}: ${status} after ${ms} ms`);
      }
      const huge = await send(route, { ...route.body(), [field]: 'x'.repeat(100_000) });
      expect(wrongProblem(huge, 413)).toBeNull();
    }
    expect(slow).toEqual([]);
  });
});
