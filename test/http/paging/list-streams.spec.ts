import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCustomer, someOrders } from '../../support/factories.js';
import { type ApiClient, startApp, type TestApp } from '../../support/test-app.js';
import { timed } from '../../support/timed-answers.js';

const ORDERS = 20_000;
let at: TestApp;
let callers: ApiClient[];
let phone: string;

beforeAll(async () => {
  at = await startApp();
  callers = [await at.asAdmin(), await at.asAdmin(), await at.asAdmin()];
  const customer = await aCustomer(at.pool);
  ({ phone } = customer);
  await someOrders(at.pool, customer.id, ORDERS);
});
afterAll(() => at.close());

/** Begins to read all orders, and stops reading at the first byte. */
async function begin({ token }: ApiClient): Promise<IncomingMessage> {
  const request = httpGet(`${at.url}/api/orders`, { agent: false, headers: { Authorization: `Bearer ${token}` } });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}

async function countRows(response: IncomingMessage): Promise<number> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) text += chunk;
  return JSON.parse(text).length;
}

describe('GET /api/orders without a limit', () => {
  it('streams two lists to one caller and four in all, finishes them, and refuses more with 503', async () => {
    const [one, two, three] = callers as [ApiClient, ApiClient, ApiClient];
    const begun = [await begin(one), await begin(one)];
    const refused = await one.get('/api/orders');
    expect([refused.status, refused.json.type, refused.headers.get('retry-after')]).toEqual([
      ...[503, '/problems/lists-busy', '5'],
    ]);
    begun.push(await begin(two), await begin(two));
    expect(begun.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect([(await three.get('/api/orders')).status, (await three.get('/api/customers')).status]).toEqual([503, 503]);
    expect((await three.get('/api/orders?limit=5')).json).toHaveLength(5);
    expect(await Promise.all(begun.map(countRows))).toEqual(Array(4).fill(ORDERS));
    await delay(50);
    expect((await three.get('/api/orders')).json).toHaveLength(ORDERS);
  });

  it('gives the place of a client that went away to the next', async () => {
    const [one] = callers as [ApiClient];
    for (const response of [await begin(one), await begin(one)]) response.destroy();
    await delay(100);
    expect((await one.get('/api/orders')).json).toHaveLength(ORDERS);
  });

  it('keeps readers of a page fast while sixty lists are asked for at once', async () => {
    const [one, two] = callers as [ApiClient, ApiClient];
    const lists = Promise.all(Array.from({ length: 60 }, () => one.get('/api/orders')));
    await delay(100);
    const pages = [];
    for (let n = 0; n < 10; n++) pages.push((await timed(two.get('/api/customers?limit=1'))).status);
    const answers = await lists;
    expect(pages).toEqual(Array(10).fill(200));
    const whole = answers.filter(({ status }) => status === 200);
    expect([whole.length >= 2, whole.every(({ json }) => json.length === ORDERS)]).toEqual([true, true]);
    expect(answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
  });
});

describe('HEAD of a whole list', () => {
  it.each(['/api/orders', '/api/customers'])('reads no row: %s', async (path) => {
    const [{ token }] = callers as [ApiClient];
    await at.pool.query('alter table orders rename to elsewhere; alter table customers rename to nobody');
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await fetch(at.url + path, { method: 'HEAD', headers });
    await at.pool.query('alter table elsewhere rename to orders; alter table nobody rename to customers');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
  });
});

describe('GET /api/order/:phone without a limit', () => {
  it('takes no place of a list for a short statement', async () => {
    const { phone: other } = await aCustomer(at.pool);
    const [one] = callers as [ApiClient];
    const answers = await Promise.all(Array.from({ length: 20 }, () => one.get(`/api/order/${other}`)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect((await one.get(`/api/order/${phone}`)).json.orders).toHaveLength(ORDERS);
  });
});
