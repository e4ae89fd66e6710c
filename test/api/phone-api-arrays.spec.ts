import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCustomer, someOrders } from '../support/factories.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let api: ApiClient;

beforeAll(async () => {
  at = await startApp({ ROLE: 'api' });
  api = await at.asAdmin();
});
afterAll(() => at.close());

/**
 * Follows `Link` from page to page, and gives every page.
 * Calls `between` after each page but the last.
 */
async function walk(path: string, between: () => Promise<unknown> = async () => undefined): Promise<Answer[]> {
  const pages: Answer[] = [];
  for (let next = path; ; ) {
    const page: Answer = await api.get(next);
    expect([next, page.status]).toEqual([next, 200]);
    pages.push(page);
    const link = page.headers.get('link');
    if (link === null) return pages;
    const [, target = link] = /^<([^>]+)>; rel="next"$/.exec(link) ?? [];
    next = new URL(target, at.url + next).href.slice(at.url.length);
    await between();
  }
}

describe('the arrays of the phone API', () => {
  /** Three full pages of 700. */
  const ROWS = 2_100;
  let phone: string;
  let customerId: string;

  beforeAll(async () => {
    ({ phone, id: customerId } = await aCustomer(at.pool, 'Wholesaler'));
    await someOrders(at.pool, customerId, ROWS);
    await someOrders(at.pool, (await aCustomer(at.pool)).id, 3);
    await at.pool.query(
      `insert into customers (id, code, name, phone)
       select gen_random_uuid(), 'Q' || translate(lpad(n::text, 7, '0'), '0123456789', 'ABCDEFGHIJ'), 'Customer ' || n, '+2541' || (10000000 + n)
       from generate_series(1, $1::int) n`,
      [ROWS],
    );
  });

  const countOf = async (table: string): Promise<number> =>
    Number((await at.pool.query(`select count(*) from ${table}`)).rows[0].count);

  it('hold every row in order when no limit is asked for', async () => {
    const customers: number[] = (await api.get('/api/customers')).json.map(({ id }: { id: number }) => id);
    expect(customers).toHaveLength(await countOf('customers'));
    expect(customers).toEqual([...new Set(customers)].sort((a, b) => a - b));
    const orders: string[] = (await api.get('/api/orders')).json.map(({ order_id }: { order_id: string }) => order_id);
    expect(orders).toHaveLength(await countOf('orders'));
    expect(orders).toEqual([...new Set(orders)].sort().reverse());
    const statement: string[] = (await api.get(`/api/order/${phone}`)).json.orders.map(
      ({ item }: { item: string }) => item,
    );
    expect(statement).toEqual(Array.from({ length: ROWS }, (_, n) => `Item ${ROWS - n}`));
  });

  it.each(['/api/customers', '/api/orders', '/api/order/:phone'])(
    'give every row of %s once when a client walks them page by page',
    async (route) => {
      const path = route.replace(':phone', encodeURIComponent(phone));
      const rowsOf = ({ json }: Answer): object[] => (Array.isArray(json) ? json : json.orders);
      const whole = rowsOf(await api.get(path));
      const pages = (await walk(`${path}?limit=700`)).map(rowsOf);
      expect(pages).toHaveLength(Math.ceil(whole.length / 700));
      expect(pages.flat()).toEqual(whole);
      expect((await walk(`${path}/?limit=1000`)).flatMap(rowsOf)).toEqual(whole);
    },
  );

  it('give the same rows when new orders are placed between two pages', async () => {
    const before = (await api.get('/api/orders')).json;
    const order = { phone, item: 'Late', amount: '1' };
    const pages = await walk('/api/orders?limit=1000', () => api.post('/api/order', order));
    expect(pages.flatMap(({ json }) => json)).toEqual(before);
  });

  it('refuse a limit outside 1 to 1000 and a cursor that they did not give', async () => {
    const wrong = [
      'limit=0',
      'limit=1001',
      'limit=ten',
      'limit=-1',
      'limit=',
      'cursor=',
      'cursor=mango',
      'limit=5&limit=6',
      'page=1',
    ];
    const routes = ['/api/customers', '/api/orders', `/api/order/${phone}`];
    for (const query of wrong.flatMap((each) => routes.map((route) => `${route}?${each}`)))
      expect([query, (await api.get(query)).status]).toEqual([query, 400]);
  });
});
