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
