import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BreakableLink } from '../support/breakable-link.js';
import { aPhone } from '../support/factories.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../support/test-app.js';
import { waitFor } from '../support/waiting.js';

const POOL_SIZE = 6;

let at: TestApp;
let admin: ApiClient;
let link: BreakableLink;
let code: string;

beforeAll(async () => {
  at = await startApp({ DATABASE_POOL_SIZE: String(POOL_SIZE) }, undefined, async (url) => {
    link = await BreakableLink.open(url);
    return link.url;
  });
  admin = await at.asAdmin();
  code = (await admin.post('/api/customer', { name: 'Wanjiku', phone: aPhone() })).json.customer.customer_code;
});
afterAll(async () => {
  await link.close();
  await at.close();
});

/** Requests of each way to the database: batches, single statements, transactions. */
const sendEach = (): Promise<Answer>[] => [
  admin.post('/api/orders', { customer_code: code, item: 'Mango', amount: '420' }),
  admin.get('/api/orders/0199e6a0-0000-7000-8000-000000000000'),
  admin.get('/api/lookup/all-customers'),
  admin.post('/api/customer', { name: 'Otieno', phone: aPhone() }),
  at.request('/readyz'),
];

/** Whether the answer says to come again. Nobody knows what became of a change, which is a 504. */
const isLater = ({ status }: Answer): boolean => status === 503 || status === 504;

describe('the link to the database', () => {
  it('gives 503 within 5 s when it goes dark, and works within 5 s when it is back', async () => {
    // Every connection of the pool is open, and idle.
    await Promise.all([...sendEach(), ...sendEach()]);
    link.darken();
    const began = performance.now();
    const answers = await Promise.all(sendEach());
    const tookMs = performance.now() - began;
    expect([answers.filter(isLater), tookMs < 5_000]).toEqual([answers, true]);
    const second = performance.now();
    const later = await Promise.all(sendEach());
    expect([later.filter(isLater), performance.now() - second < 5_000]).toEqual([later, true]);
    link.light();
    const ready = await waitFor(
      () => at.request('/readyz'),
      ({ status }) => status === 200,
    );
    expect(ready.status).toBe(200);
    expect((await Promise.all(sendEach())).map(({ status }) => status)).toEqual([201, 404, 200, 201, 200]);
  });

  it('holds no connection of the dark time', async () => {
    const all = await waitFor(
      () => link.connections,
      (connections) => connections <= POOL_SIZE,
    );
    expect(all).toBeLessThanOrEqual(POOL_SIZE);
  });
});
