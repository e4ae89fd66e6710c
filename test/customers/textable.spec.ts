import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPhone, aUser } from '../support/factories.js';
import { type ApiClient, startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let api: ApiClient;
beforeAll(async () => {
  at = await startApp({ SMS_COUNTRIES: 'KE,UG' });
  api = await at.asAdmin();
});
afterAll(() => at.close());

const TEXTABLE = { textable: true, textable_reason: null };
const UNTEXTABLE = {
  textable: false,
  textable_reason: 'This is no mobile number of KE, UG, so no SMS is sent to it.',
};

describe('a new customer', () => {
  it.each([
    ['a mobile number', '0712 345 678', TEXTABLE],
    ['a mobile number of another country to which SMS go', '+256 772 123 456', TEXTABLE],
    ['a landline', '020 271 2345', UNTEXTABLE],
    ['a toll-free number', '0800 221 000', UNTEXTABLE],
    ['a mobile number of another country', '+44 7911 123456', UNTEXTABLE],
    ['a landline of another country', '+44 20 7946 0958', UNTEXTABLE],
  ])('is made in any case, and the answer says whether SMS go there: %s', async (_, phone, expected) => {
    const made = await api.post('/api/customer', { name: 'Wanjiku', phone });
    expect([made.status, made.json.customer]).toEqual([201, expect.objectContaining(expected)]);
    const order = { customer_code: made.json.customer.customer_code, item: 'Mango', amount: '420' };
    for (const path of ['/api/orders', '/api/orders/create', '/api/order']) {
      const placed = await api.post(path, order, { 'Idempotency-Key': `${path} ${phone}` });
      expect([placed.status, placed.json.order]).toEqual([201, expect.objectContaining(expected)]);
      const again = await api.post(path, order, { 'Idempotency-Key': `${path} ${phone}` });
      expect([again.headers.get('idempotent-replayed'), again.json]).toEqual(['true', placed.json]);
    }
  });

  it('is told of when it is made of a user, too', async () => {
    for (const [phone, expected] of [
      [aPhone(), TEXTABLE],
      ['020 271 2346', UNTEXTABLE],
    ] as const) {
      const { id } = await aUser(at.pool);
      await api.post('/api/auth/add-user-number', { user_id: id, phone_number: phone });
      const made = await api.post('/api/auth/create-customer', { user_id: id });
      expect([made.status, made.json.customer]).toEqual([201, expect.objectContaining(expected)]);
    }
  });
});
