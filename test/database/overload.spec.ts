import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countByStatus } from '../support/concurrent-requests.js';
import { aCustomer } from '../support/factories.js';
import { type ApiClient, startApp, type TestApp } from '../support/test-app.js';
import { slowest, type TimedAnswer, timed } from '../support/timed-answers.js';

let at: TestApp;
let api: ApiClient;
let code: string;
beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  ({ code } = await aCustomer(at.pool));
});
afterAll(() => at.close());

const place = (item: string, customer_code = code): Promise<TimedAnswer> =>
  timed(api.post('/api/orders/create/', { customer_code, item, amount: '420' }));

const placeMany = (count: number, name: string, customer = code): Promise<TimedAnswer[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => place(`${name} ${n}`, customer)));

const itemsIn = async (name: string): Promise<string[]> =>
  (await at.pool.query('select item from orders where item like $1', [`${name} %`])).rows.map(({ item }) => item);

/** Holds a lock while `work` goes on, and gives it back when that ends. */
async function whileLocked<T>(lock: string, values: unknown[], work: (release: () => Promise<void>) => Promise<T>) {
  const holder = await at.pool.connect();
  await holder.query('begin');
  await holder.query(lock, values);
  const release = async () => {
    await holder.query('rollback');
  };
  try {
    return await work(release);
  } finally {
    await release();
    holder.release();
  }
}

const LOCK_ORDERS = 'lock table orders in access exclusive mode';
const LOCK_CUSTOMER = 'select from customers where code = $1 for update';

describe('the service while orders is locked', () => {
  it('answers placements with 503 within five seconds, and never executes them', async () => {
    const { answers, others } = await whileLocked(LOCK_ORDERS, [], async () => {
      // The client takes a second to open its connections, when it shares its process with the service.
      const placing = placeMany(200, 'shed');
      const reading = Promise.all(Array.from({ length: 20 }, () => timed(api.get('/api/orders?limit=1'))));
      await delay(500);
      const others = [];
      for (let n = 0; n < 10; n++) {
        others.push(await timed(at.request('/readyz')), await timed(api.get('/api/customers?limit=1')));
        await delay(100);
      }
      expect(countByStatus(await reading)).toEqual({ 503: 20 });
      return { answers: [...(await placing), ...(await reading)], others };
    });
    expect(countByStatus(answers)).toEqual({ 503: 220 });
    expect(answers.filter(({ headers }) => headers.get('retry-after') === null)).toEqual([]);
    expect(slowest(answers)).toBeLessThan(5_000);
    expect(countByStatus(others.filter(({ text }) => text.includes('status')))).toEqual({ 200: 10 });
    expect(slowest(others)).toBeLessThan(2_500);
    expect((await place('after')).status).toBe(201);
    await delay(1_000);
    expect(await itemsIn('shed')).toEqual([]);
  });

  it('places what came before the lock ended, and answers at once afterwards', async () => {
    const answers = await whileLocked(LOCK_ORDERS, [], async (release) => {
      const placing = placeMany(50, 'waited');
      await delay(1_500);
      await release();
      return placing;
    });
    expect(countByStatus(answers)).toEqual({ 201: 50 });
    expect((await place('afterwards')).ms).toBeLessThan(500);
    expect(await itemsIn('waited')).toHaveLength(50);
  });
});

describe('a customer whose row is locked', () => {
  it('costs the orders of no other customer their answer', async () => {
    const { code: locked } = await aCustomer(at.pool);
    const { others, own } = await whileLocked(LOCK_CUSTOMER, [locked], async () => {
      const own = placeMany(20, 'locked', locked);
      const others = [];
      for (let n = 0; n < 10; n++) {
        others.push(placeMany(40, `free ${n}`));
        void place('late', locked);
        await delay(100);
      }
      return { others: (await Promise.all(others)).flat(), own: await own };
    });
    expect(countByStatus(others)).toEqual({ 201: 400 });
    expect(slowest(others)).toBeLessThan(4_000);
    expect(countByStatus(own)).toEqual({ 503: 20 });
    expect(slowest(own)).toBeLessThan(5_000);
    expect([await itemsIn('locked'), (await itemsIn('free')).length]).toEqual([[], 400]);
  });
});
