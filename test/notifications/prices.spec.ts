import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCustomer } from '../support/factories.js';
import { startApp, type TestApp } from '../support/test-app.js';

/** What the carrier named for two SMS, and how it is shown: each, and both together. */
const PRICES = [
  { currency: 'KES', named: ['0.8000', '0.8125'], shown: ['0.80', '0.8125'], sum: '1.6125', none: '0.00' },
  { currency: 'UGX', named: ['25.0000', '25'], shown: ['25', '25'], sum: '50', none: '0' },
  { currency: 'UGX', named: ['25.5000', '25.2500'], shown: ['25.5', '25.25'], sum: '50.75', none: '0' },
  { currency: 'KWD', named: ['0.0120', '0.0125'], shown: ['0.012', '0.0125'], sum: '0.0245', none: '0.000' },
];

describe.each(PRICES)('a price of $named.0 in $currency', ({ currency, named, shown, sum, none }) => {
  let at: TestApp;
  beforeAll(async () => {
    at = await startApp({ CURRENCY: currency, SMS_DAILY_BUDGET: '1000' });
  });
  afterAll(() => at.close());

  it('is shown the same at the notification, the order and in the summary', async () => {
    const api = await at.asAdmin();
    const { code } = await aCustomer(at.pool);
    const summary = async () => (await api.get('/api/notifications/summary')).json;
    const budget = none.replace('0', '1000');
    expect(await summary()).toMatchObject({ cost: none, currency: null, daily_budget: budget });
    for (const [n, cost] of named.entries()) {
      const { json } = await api.post('/api/orders', { customer_code: code, item: 'Mango', amount: '420' });
      const { id } = json.sms;
      await at.pool.query(
        'insert into sent_messages (message_id, notification_id, segments, cost, currency) values ($1::text, $1::uuid, 1, $2, $3)',
        [id, cost, currency],
      );
      const found = (await api.get(`/api/notifications/${id}`)).json.notification;
      const [listed] = (await api.get('/api/notifications')).json.notifications;
      const [sms] = (await api.get(`/api/orders/${json.order_id}`)).json.order.sms;
      for (const each of [found, listed, sms])
        expect({ cost: each.cost, currency: each.currency }).toEqual({ cost: shown[n], currency });
    }
    const day = { cost: sum, segments: 2 };
    expect(await summary()).toMatchObject({ ...day, currency, daily_budget: budget, days: [day] });
  });
});
