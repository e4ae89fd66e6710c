import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { aCustomer, someOrders } from '../../support/factories.js';
import { faultyFields } from '../../support/problems.js';
import { type ApiClient, CapturedLog, startApp, type TestApp } from '../../support/test-app.js';
import { waitFor } from '../../support/waiting.js';

const ORDERS = 5_000;
let at: TestApp;
let api: ApiClient;
let customer: { id: string; phone: string };

const log = new CapturedLog();

beforeAll(async () => {
  at = await startApp({ LOG_LEVEL: 'info' }, log);
  api = await at.asAdmin();
  customer = await aCustomer(at.pool);
  await someOrders(at.pool, customer.id, ORDERS);
});
afterAll(() => at.close());

const begun: IncomingMessage[] = [];
afterEach(() => {
  for (const response of begun.splice(0)) response.destroy();
});

/** Sends a request and gives its answer unread. The body does not flow until the test reads it. */
async function begin(path: string): Promise<IncomingMessage> {
  const request = httpGet(at.url + path, { agent: false, headers: { Authorization: `Bearer ${api.token}` } });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  begun.push(response);
  return response;
}

async function chunksOf(response: IncomingMessage): Promise<string[]> {
  const chunks: string[] = [];
  for await (const chunk of response.setEncoding('utf8')) chunks.push(chunk);
  return chunks;
}

/** How many connections of the service are at work or hold a transaction open. */
const busy = async (): Promise<number> => {
  const text = `select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name = 'agiza' and state <> 'idle'`;
  return (await at.pool.query(text)).rows[0].n;
};

/** Waits until `so` gives true. @throws Error when it does not */
async function until(so: () => Promise<boolean>): Promise<void> {
  if (!(await waitFor(so, (seen) => seen))) throw new Error(`it never was so: ${so}`);
}

const idle = () => until(async () => (await busy()) === 0);

/** Whether the service sends the database nothing for 200 ms. */
async function isStill(): Promise<boolean> {
  const text = `select max(query_start) as last from pg_stat_activity where datname = current_database() and application_name = 'agiza'`;
  const [before] = (await at.pool.query(text)).rows;
  await delay(200);
  const [after] = (await at.pool.query(text)).rows;
  return before.last.getTime() === after.last.getTime() && (await busy()) === 0;
}

const ARRAYS = [
  { path: () => '/api/orders', what: 'orders', rows: 'select number from orders order by id desc' },
  { path: () => '/api/customers', what: 'customers', rows: 'select number from customers order by number' },
  {
    path: () => `/api/order/${customer.phone}`,
    what: 'a statement',
    rows: 'select number from orders order by id desc',
  },
];
type Shown = { number?: number; id: number; order_id: number };
const numbersOf = (json: Shown[] | { orders: Shown[] }): number[] =>
  Array.isArray(json) ? json.map(({ number, id }) => number ?? id) : json.orders.map(({ order_id }) => order_id);
const numbersIn = async (query: string): Promise<number[]> =>
  (await at.pool.query(query)).rows.map(({ number }) => Number(number));

describe.each(ARRAYS)('the JSON array of $what', ({ path, what, rows }) => {
  beforeAll(async () => {
    if (what !== 'customers') return;
    await at.pool.query(`
      insert into customers (id, code, name, phone)
      select gen_random_uuid(), translate(lpad(n::text, 8, '0'), '0123456789', 'ABCDEFGHIJ'), 'Customer ' || n, '+25470' || (1000000 + n)
      from generate_series(1, 2500) n`);
  });

  it('is sent in pieces, complete and in order', async () => {
    const response = await begin(path());
    expect(response.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'transfer-encoding': 'chunked',
    });
    expect(response.headers['content-length']).toBeUndefined();
    const chunks = await chunksOf(response);
    const whole = chunks.join('');
    expect(chunks[0]?.length).toBeLessThan(whole.length / 2);
    expect(numbersOf(JSON.parse(whole))).toEqual(await numbersIn(rows));
  });

  it('is sent by the page too, and each page names the next', async () => {
    const seen: number[] = [];
    for (let next: string | undefined = `${path()}?limit=900`; next !== undefined; ) {
      const answer = await api.get(next);
      seen.push(...numbersOf(answer.json));
      next = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(await numbersIn(rows));
  });

  it('is sent whole after more clients than there are connections went away in the middle', async () => {
    await Promise.all(
      Array.from({ length: 12 }, async () => {
        const response = await begin(path());
        await once(response, 'readable');
        response.destroy();
      }),
    );
    await idle();
    expect(numbersOf((await api.get(path())).json)).toHaveLength((await numbersIn(rows)).length);
    await idle();
  });
});

describe('GET /api/order/:phone', () => {
  it('gives a whole statement of a customer without orders', async () => {
    const { phone, name } = await aCustomer(at.pool);
    expect((await api.get(`/api/order/${phone}`)).json).toEqual({ customer_name: name, phone, orders: [] });
  });
});

describe('a table of more than 100,000 rows', () => {
  const WINDOW = 100_000;

  beforeAll(async () => {
    // The replica role skips the trigger that looks up the customer of each order.
    await at.pool.query(`
      set local session_replication_role = replica;
      insert into orders (id, customer_id, item, amount, currency)
      select gen_random_uuid(), '${customer.id}', repeat('Mango ', 30), n, 'KES' from generate_series(1, ${WINDOW - ORDERS}) n`);
  });

  it('is counted up to 100,000 rows and no further', async () => {
    const counts = async () => {
      const { total, total_pages } = (await api.post('/api/orders/all-orders/', { per_page: 10 })).json;
      return [total, total_pages];
    };
    expect(await counts()).toEqual([WINDOW, WINDOW / 10]);
    await api.post('/api/orders', { phone: customer.phone, item: 'One more', amount: '1' });
    expect(await counts()).toEqual([null, null]);
    const statement = (await api.post('/api/orders/customer/all-orders/', { customer_id: customer.id })).json;
    expect([statement.total, statement.orders.length]).toEqual([null, 25]);
  });

  it('is read by page up to 100,000 rows and by cursor beyond', async () => {
    const last = await api.post('/api/orders/all-orders/', { page: 1000, per_page: 100 });
    expect([last.status, last.json.orders.length]).toEqual([200, 100]);
    const beyond = await api.post('/api/orders/all-orders/', { page: 1001, per_page: 100 });
    expect([faultyFields(beyond), beyond.json.detail]).toEqual([['page'], expect.stringContaining('next_cursor')]);
    const rest = await api.post('/api/orders/all-orders/', { per_page: 100, cursor: last.json.next_cursor });
    expect([rest.json.orders.length, rest.json.next_cursor]).toEqual([1, null]);
  });

  it('is read no faster than the client reads, and no further when the client goes away', async () => {
    const response = await begin('/api/orders');
    await until(isStill);
    response.resume();
    await until(async () => !(await isStill()));
    response.destroy();
    await until(isStill);
    expect(response.complete).toBe(false);
  });

  it('is never sent in part as if whole: a failing answer is cut off', async () => {
    const response = await begin('/api/orders');
    await until(isStill);
    await at.pool.query('alter table orders rename to elsewhere');
    await expect(chunksOf(response)).rejects.toThrow('aborted');
    expect(log.text).toMatch(/"level":"error".*relation \\"orders\\" does not exist.*"msg":"the answer broke off"/);
    expect(log.text).toContain('"msg":"GET /api/orders unanswered"');
    expect(await api.get('/api/orders').then(({ status }) => status)).toBe(500);
    await at.pool.query('alter table elsewhere rename to orders');
    expect((await api.get('/api/orders?limit=1')).json).toHaveLength(1);
    await idle();
  });
});
