import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OrderPlacedWriter } from '../../src/orders/placing/order-placed.writer.js';
import { faultyFields } from '../support/problems.js';
import { type ApiClient, startApp, type TestApp } from '../support/test-app.js';
import { signInBuyer } from '../web/buyer.js';

describe.each([
  {
    currency: 'UGX',
    taken: ['420', 420, '420.00', '0420.0', '１４２０'],
    kept: ['420', '420', '420', '420', '1420'],
    refused: ['420.50', 420.5, '0.01', '420.000'],
  },
  {
    currency: 'KES',
    taken: ['420', 420.5, '0.01', '1420'],
    kept: ['420.00', '420.50', '0.01', '1420.00'],
    refused: ['420.005', '420.000', 0.001],
  },
  {
    currency: 'BHD',
    taken: ['420', 420.5, '0.125', '1420'],
    kept: ['420.000', '420.500', '0.125', '1420.000'],
    refused: ['0.1255', '420.0000'],
  },
  { currency: 'IDR', taken: ['420', '420.50', '1420'], kept: ['420.00', '420.50', '1420.00'], refused: ['420.005'] },
])('orders in $currency', ({ currency, taken, kept, refused }) => {
  let at: TestApp;
  let api: ApiClient;
  beforeAll(async () => {
    at = await startApp({ CURRENCY: currency });
    api = await at.asAdmin();
  });
  afterAll(() => at.close());

  it('shows the same amount in every answer, in the SMS and on the page', async () => {
    const { browser } = await signInBuyer(at, 'wanjiku', 0);
    const { code, phone } = (await at.pool.query('select code, phone from customers')).rows[0];
    const place = (amount: unknown, key: Record<string, string> = {}) =>
      api.post('/api/orders/create/', { customer_code: code, item: 'Mango', amount }, key);
    for (const [n, amount] of taken.entries()) {
      const { order, order_id } = (await place(amount)).json;
      const shown = kept[n] as string;
      const replayable = (await place(amount, { 'Idempotency-Key': `${n}` })).json.order;
      const found = (await api.get(`/api/orders/${order_id}/`)).json.order;
      const listed = (await api.post('/api/orders/all-orders/')).json.orders[1];
      const [, entry] = (await api.get('/api/orders')).json;
      const [, stated] = (await api.get(`/api/order/${phone}`)).json.orders;
      const answers = [order, replayable, found, listed, entry, stated];
      expect(answers.map((answer) => answer.amount)).toEqual(answers.map(() => shown));
      const confirmed = await api.post('/api/orders/customer-order/confirm/', { customer_code: code, order_id });
      expect(confirmed.json.order.amount).toBe(shown);
      const [draft] = await at.app.get(OrderPlacedWriter, { strict: false }).write([{ order_id } as never]);
      expect(draft).toMatchObject({ body: expect.stringContaining(`${currency} ${shown}. `) });
      expect((await browser.open('/')).text).toContain(`<p class="amount">${currency} ${shown}</p>`);
    }
  });

  it.each(refused)('refuses the amount %j, which the currency does not have', async (amount) => {
    const { rows } = await at.pool.query('select code from customers');
    const answer = await api.post('/api/orders', { customer_code: rows[0].code, item: 'Mango', amount });
    expect([answer.status, faultyFields(answer)]).toEqual([400, ['amount']]);
  });
});

describe('POST /api/orders with an Idempotency-Key', () => {
  it('answers a replay whose amount is written otherwise as the same request', async () => {
    const at = await startApp({ CURRENCY: 'UGX' });
    const api = await at.asAdmin();
    const { customer } = (await api.post('/api/customer', { name: 'Nakato', phone: '+256772123456' })).json;
    const place = (amount: unknown) =>
      api.post(
        '/api/orders',
        { customer_code: customer.customer_code, item: 'Ndizi', amount },
        { 'Idempotency-Key': 'k' },
      );
    const first = await place('420');
    for (const amount of [420, '420.00', '٤٢٠', '420\r']) {
      const again = await place(amount);
      expect([amount, again.status, again.json.order_id]).toEqual([amount, 201, first.json.order_id]);
    }
    expect((await place('421')).status).toBe(422);
    await at.close();
  });
});
