import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCustomer, aPhone, aUser, someOrders } from '../support/factories.js';
import { faultyFields } from '../support/problems.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let api: ApiClient;
let customer: { id: string; code: string; phone: string };

const idsIn = async (query: string, values: unknown[] = []): Promise<string[]> =>
  (await at.pool.query<{ id: string }>(query, values)).rows.map(({ id }) => id);

beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  customer = await aCustomer(at.pool);
  await someOrders(at.pool, customer.id, 60);
  for (let n = 0; n < 25; n++) {
    await aUser(at.pool);
    await aCustomer(at.pool);
  }
  await api.post('/api/orders/create/', {
    customer_code: (await aCustomer(at.pool)).code,
    item: 'Mango',
    amount: '420',
  });
});
afterAll(() => at.close());

/** A list, the query for its rows (`$1` is the customer's id), and a way to add one more row. */
interface List {
  readonly path: string;
  readonly name: 'users' | 'customers' | 'orders';
  readonly rows: string;
  readonly filter: () => Record<string, string>;
  readonly more: () => Promise<unknown>;
}

const another = () => api.post('/api/orders/create/', { customer_code: customer.code, item: 'Another', amount: '1' });
const ALL_ORDERS = { path: '/api/orders/all-orders/', name: 'orders', more: another } as const;
const OF_CUSTOMER = 'select id from orders where customer_id = $1';

const LISTS: readonly List[] = [
  {
    path: '/api/lookup/all-users/',
    name: 'users',
    rows: 'select id from users',
    filter: () => ({}),
    more: () => aUser(at.pool),
  },
  {
    path: '/api/lookup/all-customers/',
    name: 'customers',
    rows: 'select id from customers',
    filter: () => ({}),
    more: () => api.post('/api/customer', { name: 'Another', phone: aPhone() }),
  },
  { ...ALL_ORDERS, rows: 'select id from orders', filter: () => ({}) },
  { ...ALL_ORDERS, rows: OF_CUSTOMER, filter: () => ({ customer_code: customer.code }) },
  {
    ...ALL_ORDERS,
    rows: `${OF_CUSTOMER} and status = 'pending'`,
    filter: () => ({ customer_code: customer.code, status: 'pending' }),
  },
  {
    ...ALL_ORDERS,
    path: '/api/orders/customer/all-orders/',
    rows: OF_CUSTOMER,
    filter: () => ({ customer_code: customer.code }),
  },
];

const expected = (list: List): Promise<string[]> =>
  idsIn(`${list.rows} order by id desc`, list.rows.includes('$1') ? [customer.id] : []);
const idsOf = (list: List, { json }: Answer): string[] => json[list.name].map(({ id }: { id: string }) => id);

describe.each(LISTS)('$path of $rows', (list) => {
  it('gives every row once, newest first, and counts them when it is read by page', async () => {
    const all = await expected(list);
    const seen: string[] = [];
    for (let page = 1; page <= Math.ceil(all.length / 7); page++) {
      const answer = await api.post(list.path, { ...list.filter(), page: String(page), per_page: '7' });
      expect(answer.json).toMatchObject({
        page,
        per_page: 7,
        total: all.length,
        total_pages: Math.ceil(all.length / 7),
      });
      expect(answer.json.next_cursor === null).toBe(page * 7 >= all.length);
      seen.push(...idsOf(list, answer));
    }
    expect(seen).toEqual(all);
    const beyond = await api.post(list.path, { ...list.filter(), page: 1000, per_page: 7 });
    expect([idsOf(list, beyond), beyond.json.next_cursor, beyond.json.total]).toEqual([[], null, all.length]);
  });

  it('gives every row once, newest first, when it is read by cursor while rows are added', async () => {
    const all = await expected(list);
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const answer = await api.post(list.path, { ...list.filter(), per_page: 5, cursor: cursor ?? undefined });
      expect(answer.json).toMatchObject(
        cursor === undefined ? { page: 1, total: all.length } : { page: null, total: null, total_pages: null },
      );
      seen.push(...idsOf(list, answer));
      cursor = answer.json.next_cursor;
      await list.more();
    }
    expect(seen).toEqual(all);
    expect((await expected(list)).length).toBeGreaterThan(all.length);
  });
});

describe('lists of users, customers and orders', () => {
  it.each(['/api/lookup/all-users/', '/api/lookup/all-customers/'])(
    'answer GET as they answer POST: %s',
    async (path) => {
      const { next_cursor } = (await api.get(path)).json;
      const queries: Record<string, string>[] = [{}, { page: '2', per_page: '3' }, { cursor: next_cursor }];
      for (const query of queries) {
        expect((await api.get(`${path}?${new URLSearchParams(query)}`)).json).toEqual(
          (await api.post(path, query)).json,
        );
      }
      expect((await api.get(path)).json).toEqual((await at.curl(path, '', api.token)).json);
    },
  );

  it('hold only orders of the status that is asked for', async () => {
    const [first, second] = (await api.post('/api/orders/all-orders/', { customer_code: customer.code })).json.orders;
    await api.post('/api/orders/customer-order/confirm/', { customer_code: customer.code, order_id: first.id });
    await api.post(`/api/orders/${second.id}/cancel`, {});
    for (const [status, order] of Object.entries({ confirmed: first, cancelled: second })) {
      const { orders, total } = (await api.post('/api/orders/all-orders/', { status })).json;
      expect([total, orders.map(({ id, status }: typeof first) => [id, status])]).toEqual([1, [[order.id, status]]]);
    }
    const pending = (await api.post('/api/orders/all-orders/', { status: 'pending', per_page: 100 })).json;
    expect(pending.total).toBe((await idsIn('select id from orders')).length - 2);
  });

  it('are empty for an unknown code, or a 404 where they belong to a customer', async () => {
    const none = { orders: [], page: 1, per_page: 25, total: 0, total_pages: 0, next_cursor: null };
    expect((await api.post('/api/orders/all-orders/', { customer_code: 'ZZZZZZZZ' })).json).toEqual(none);
    for (const who of [{ customer_code: 'ZZZZZZZZ' }, { customer_id: '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99' }]) {
      expect((await api.post('/api/orders/customer/all-orders/', who)).status).toBe(404);
    }
    expect(faultyFields(await api.post('/api/orders/customer/all-orders/', {}))).toEqual(['customer_code']);
    const both = { customer_code: customer.code, customer_id: customer.id };
    expect(faultyFields(await api.post('/api/orders/customer/all-orders/', both))).toEqual(['customer_code']);
  });

  it('hold a customer’s orders and the customer, the same by code and by id', async () => {
    const byCode = await api.post('/api/orders/customer/all-orders/', { customer_code: customer.code.toLowerCase() });
    expect(byCode.json.customer).toMatchObject({
      id: customer.id,
      customer_code: customer.code,
      phone_number: customer.phone,
    });
    expect((await api.post('/api/orders/customer/all-orders/', { customer_id: customer.id })).text).toBe(byCode.text);
  });
});
