import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aCustomer } from '../../support/factories.js';
import { wrongProblem } from '../../support/problems.js';
import { type ApiClient, startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let api: ApiClient;
let code: string;
let placed: { id: string; number: number };

beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  code = (await aCustomer(at.pool)).code;
});
beforeEach(async () => {
  placed = (await api.post('/api/orders', { customer_code: code, item: 'Mango', amount: '420' })).json.order;
});
afterAll(() => at.close());

describe('GET /api/orders/:id', () => {
  it('finds an order by the number that its customer has, with and without a slash at the end', async () => {
    const byId = (await api.get(`/api/orders/${placed.id}`)).json;
    for (const path of [`/api/orders/${placed.number}`, `/api/orders/${placed.number}/`])
      expect((await api.get(path)).json).toEqual(byId);
  });

  it.each(['%23', '%E2%84%96', 'no.', 'No.%20'])('finds it behind %s, as people write it', async (before) => {
    expect((await api.get(`/api/orders/${before}${placed.number}`)).json.order?.id).toBe(placed.id);
  });

  it.each<[string, (number: number) => string]>([
    ['with the words of its SMS', (number) => `order no. ${number}:`],
    ['with its name and a sign', (number) => `order #${number}`],
    ['with a point after it', (number) => `No. ${number}.`],
    ['in quotation marks', (number) => `"${number}"`],
    ['as text in a table', (number) => `'${number}`],
  ])('finds it %s', async (_, write) => {
    expect((await api.get(`/api/orders/${encodeURIComponent(write(placed.number))}`)).json.order?.id).toBe(placed.id);
  });

  it('answers 404 to a number that no order has', async () => {
    for (const number of [placed.number + 1, '999999999999999999'])
      expect(wrongProblem(await api.get(`/api/orders/${number}`), 404)).toBeNull();
  });

  it('asks for a token before it looks a number up', async () => {
    expect(wrongProblem(await at.request(`/api/orders/${placed.number}`), 401)).toBeNull();
  });
});

describe('POST /api/orders/:id/cancel', () => {
  it('cancels an order by its number', async () => {
    const answer = await api.post(`/api/orders/${placed.number}/cancel`, {});
    expect([answer.status, answer.json.order.id, answer.json.order.status]).toEqual([200, placed.id, 'cancelled']);
    expect(wrongProblem(await api.post(`/api/orders/${placed.number}/cancel`, {}), 409)).toBeNull();
    expect(wrongProblem(await api.post(`/api/orders/${placed.number + 1}/cancel`, {}), 404)).toBeNull();
  });
});

describe('POST /api/orders/customer-order/confirm', () => {
  const confirm = (order_id: unknown) =>
    api.post('/api/orders/customer-order/confirm', { customer_code: code, order_id });

  it.each<[string, (number: number) => unknown]>([
    ['a number', (number) => number],
    ['text', (number) => String(number)],
    ['text that was pasted', (number) => `\u200e ${number}\r\n`],
    [
      'digits of Arabic',
      (number) => String(number).replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
    ],
    ['#2', (number) => `#${number}`],
    ['no. 2, as the SMS has it', (number) => `no. ${number}`],
  ])('confirms an order by its number, written as %s', async (_, write) => {
    const answer = await confirm(write(placed.number));
    expect([answer.status, answer.json.order?.id, answer.json.order?.status]).toEqual([200, placed.id, 'confirmed']);
  });

  it('takes a form', async () => {
    const form = `customer_code=${code}&order_id=${placed.number}`;
    const answer = await at.curl('/api/orders/customer-order/confirm', form, api.token);
    expect([answer.status, answer.json.order?.id]).toEqual([200, placed.id]);
  });

  it('answers 404 to a number that no order has, and to the number of an order of somebody else', async () => {
    for (const number of [placed.number + 1, '999999999999999999'])
      expect(wrongProblem(await confirm(number), 404)).toBeNull();
    const other = await aCustomer(at.pool);
    const theirs = await api.post('/api/orders', { customer_code: other.code, item: 'Mango', amount: '420' });
    expect(wrongProblem(await confirm(theirs.json.order.number), 404)).toBeNull();
  });

  it.each([0, -1, '000', '1.5', 'two'])('answers 400 to %j, and says what an order may be named by', async (wrong) => {
    const answer = await confirm(wrong);
    expect([answer.status, answer.json.errors]).toEqual([
      400,
      [{ field: 'order_id', message: 'must be the id of an order, or its number, such as 2' }],
    ]);
  });
});
