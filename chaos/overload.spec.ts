import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { countByStatus } from '../test/support/concurrent-requests.js';
import { aCustomer } from '../test/support/factories.js';
import { ServedApp } from '../test/support/served-app.js';
import { slowest, type TimedAnswer } from '../test/support/timed-answers.js';

let at: ServedApp;
let code: string;
beforeAll(async () => {
  at = await ServedApp.start();
  ({ code } = await aCustomer(at.pool));
});
afterAll(() => at.close());
afterEach(async () => {
  await delay(1_000);
  expect((await at.place('settled', code)).status).toBe(201);
});

const percentile = (answers: readonly TimedAnswer[], share: number): number =>
  Math.round(answers.map(({ ms }) => ms).sort((a, b) => a - b)[Math.floor((answers.length - 1) * share)] ?? 0);

const describeTimes = (answers: readonly TimedAnswer[]): string =>
  `${JSON.stringify(countByStatus(answers))}, p50 ${percentile(answers, 0.5)} ms, p99 ${percentile(answers, 0.99)} ms, ` +
  `slowest ${Math.round(slowest(answers))} ms`;

/** The items of orders that were answered with `status` and are in the database. */
async function placedOf(answers: readonly TimedAnswer[], items: readonly string[], status: number): Promise<string[]> {
  const asked = items.filter((_, n) => answers[n]?.status === status);
  const { rows } = await at.pool.query('select item from orders where item = any($1)', [asked]);
  return rows.map(({ item }) => item);
}

describe('the service under more than it can do', () => {
  it('answers 1,000 placements within five seconds while orders is locked for 20 s, and executes no refused one', async () => {
    const holder = await at.pool.connect();
    await holder.query('begin; lock table orders in access exclusive mode');
    const items = Array.from({ length: 1_000 }, (_, n) => `burst ${n}`);
    const placing = Promise.all(items.map((item) => at.place(item, code)));
    const ready: TimedAnswer[] = [];
    for (const until = performance.now() + 20_000; performance.now() < until; await delay(250))
      ready.push(await at.get('/readyz'));
    await holder.query('rollback');
    const freed = performance.now();
    holder.release();
    while ((await at.place('recovered', code)).status !== 201) await delay(20);
    const recoveredMs = performance.now() - freed;
    const answers = await placing;
    await delay(5_000);
    console.info(
      `placements: ${describeTimes(answers)}; /readyz: ${describeTimes(ready)}; recovered in ${Math.round(recoveredMs)} ms`,
    );
    expect(slowest(answers)).toBeLessThan(5_000);
    expect([countByStatus(answers), await placedOf(answers, items, 503)]).toEqual([{ 503: 1_000 }, []]);
    expect(answers.every(({ headers }) => headers.get('retry-after') !== null)).toBe(true);
    expect(slowest(ready)).toBeLessThan(2_000);
    expect(recoveredMs).toBeLessThan(5_000);
  });

  it('places the orders of every other customer while one customer is locked', async () => {
    const { code: locked } = await aCustomer(at.pool);
    const holder = await at.pool.connect();
    await holder.query('begin');
    await holder.query('select from customers where code = $1 for update', [locked]);
    const own = Promise.all(Array.from({ length: 20 }, (_, n) => at.place(`locked ${n}`, locked)));
    const others: Promise<TimedAnswer>[] = [];
    for (let n = 0; n < 1_178; n++) {
      others.push(at.place(`free ${n}`, code));
      if (n % 20 === 0) await delay(50);
    }
    const answers = await Promise.all(others);
    const refused = await own;
    await holder.query('rollback');
    holder.release();
    await delay(1_000);
    console.info(`others: ${describeTimes(answers)}; of the locked customer: ${describeTimes(refused)}`);
    expect(countByStatus(answers)).toEqual({ 201: 1_178 });
    expect(Math.max(slowest(answers), slowest(refused))).toBeLessThan(5_000);
    expect((await at.pool.query(`select 1 from orders where item like 'locked %'`)).rowCount).toBe(0);
  });

  it('keeps /readyz and reads fast while sixty confirmations of locked orders hold connections', async () => {
    const orders = await Promise.all(Array.from({ length: 60 }, (_, n) => at.place(`held ${n}`, code)));
    const ids = orders.map(({ json }) => json.order_id);
    const holder = await at.pool.connect();
    await holder.query('begin');
    await holder.query('select from orders where id = any($1) for update', [ids]);
    const confirming = Promise.all(ids.map((order_id) => at.confirm(order_id, code)));
    const others: TimedAnswer[] = [];
    for (const until = performance.now() + 3_000; performance.now() < until; await delay(20))
      others.push(
        await at.get('/readyz'),
        await at.get('/api/customers?limit=1'),
        await at.get(`/api/orders/${ids[0]}`),
      );
    const refused = await confirming;
    await holder.query('rollback');
    holder.release();
    await delay(1_000);
    const { rowCount } = await at.pool.query(`select 1 from orders where status = 'confirmed'`);
    console.info(`others: ${describeTimes(others)}; confirmations: ${describeTimes(refused)}`);
    expect([countByStatus(refused), rowCount]).toEqual([{ 503: 60 }, 0]);
    expect(slowest(refused)).toBeLessThan(5_000);
    expect(Object.keys(countByStatus(others))).toEqual(['200']);
    expect(percentile(others, 0.99)).toBeLessThan(500);
  });
});
