import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CarrierApp, startCarrierApp } from '../../support/carrier-app.js';
import { aCustomer } from '../../support/factories.js';
import { waitFor } from '../../support/waiting.js';

let at: CarrierApp;
beforeAll(async () => {
  at = await startCarrierApp({ SMS_MAX_ATTEMPTS: '2' });
});
afterAll(() => at.close());

describe('POST /api/orders/create', () => {
  it('sends the customer an SMS within a second, delivered in one segment for KES 0.80', async () => {
    const { orderId, phone } = await at.placeOrder({ name: 'Wanjiku Kamau' });
    const [message] = await waitFor(
      () => at.carrier.phones.messages(phone),
      (messages) => messages.length > 0,
      1_000,
    );
    expect(message?.text).toMatch(/^Hello Wanjiku, Agiza has your order no\. \d+: Mango, KES 420\.00\. Thank you!$/);
    const order = await waitFor(
      async () => (await at.api.get(`/api/orders/${orderId}`)).json.order,
      ({ sms }) => sms[0].status === 'delivered',
    );
    expect(order.sms).toEqual([
      { id: expect.any(String), status: 'delivered', segments: 1, cost: '0.80', currency: 'KES' },
    ]);
  });

  it('sends one SMS, whatever the carrier reports about it and in whichever order', async () => {
    const placed = await at.placeOrder();
    expect(await at.waitForStatus(placed.id, 'delivered')).toMatchObject({ attempts: 1 });
    expect(await at.history(placed.id)).toEqual(['queued', 'sending', 'sent', 'delivered']);
    expect(at.carrier.phones.messages(placed.phone)).toHaveLength(1);
  });

  it('costs twice as much when the SMS has two segments', async () => {
    const { id, orderId } = await at.placeOrder({ item: 'ማንጎ '.repeat(20).trim() });
    await at.waitForStatus(id, 'delivered');
    const { json } = await at.api.get(`/api/orders/${orderId}`);
    expect(json.order.sms[0]).toMatchObject({ segments: 2, cost: '1.60' });
  });
});

describe('Dispatcher', () => {
  it.each([
    ['a word', 'Mango'],
    ['a letter with 199 marks', `ж${'\u0301'.repeat(199)}`],
    ['families of joined emoji', '👨\u200d👩\u200d👧'.repeat(40)],
    ['200 letters of Amharic', 'ማ'.repeat(200)],
    ['200 brackets', '['.repeat(200)],
  ])('tells of an order for %s as many segments as the carrier bills, two at most', async (_, item) => {
    const { code, phone } = await aCustomer(at.pool, item.slice(0, 100));
    const { json } = await at.api.post('/api/orders/create/', { customer_code: code, item, amount: '999999999999.99' });
    await at.waitForStatus(json.sms.id, 'delivered');
    const [received] = at.carrier.phones.messages(phone);
    expect(json.sms.segments).toBe(received?.segments);
    expect(json.sms.segments).toBeLessThanOrEqual(2);
    const { json: found } = await at.api.get(`/api/orders/${json.order_id}`);
    expect(found.order.sms).toMatchObject([
      { segments: received?.segments, cost: `${((received?.cents ?? 0) / 100).toFixed(2)}` },
    ]);
  });

  it.each([
    ['+254202222222', 'no mobile number of KE'],
    ['+447400123456', 'no mobile number of KE'],
  ])('fails a notification to %s for "%s", without a request to the carrier', async (phone, reason) => {
    const before = at.carrier.requests;
    const { id } = await at.placeOrder({ phone });
    expect(await at.waitForStatus(id, 'failed')).toMatchObject({ reason, attempts: 0 });
    expect(at.carrier.requests).toBe(before);
  });

  it('fails a notification that the carrier refuses, with the reason and after one attempt', async () => {
    const { id } = await at.placeOrder({ behaviour: 'blacklisted' });
    expect(await at.waitForStatus(id, 'failed')).toMatchObject({ reason: '406 UserInBlacklist', attempts: 1 });
  });

  it('offers a notification again after an internal error of the carrier, and delivers it', async () => {
    const { id } = await at.placeOrder({ behaviour: 'internal-error' });
    expect(await at.waitForStatus(id, 'delivered')).toMatchObject({ attempts: 2 });
    expect(await at.history(id)).toEqual(['queued', 'sending', 'queued', 'sending', 'sent', 'delivered']);
  });

  it('waits as long as the carrier asks before the next attempt', async () => {
    const began = performance.now();
    const { id } = await at.placeOrder({ behaviour: 'http-429' });
    await at.waitForStatus(id, 'delivered', 8_000);
    expect(performance.now() - began).toBeGreaterThan(2_000);
  });

  it('fails a notification after as many attempts as SMS_MAX_ATTEMPTS allows', async () => {
    const { id, phone } = await at.placeOrder({ behaviour: 'gateway-error' });
    at.carrier.script(phone, { behaviour: 'gateway-error' });
    expect(await at.waitForStatus(id, 'failed')).toMatchObject({ reason: '501 GatewayError', attempts: 2 });
  });

  it('sends no second SMS when the answer is lost, and settles it by the delivery report', async () => {
    const { id, phone } = await at.placeOrder({ behaviour: 'reset-after-accepting' });
    expect(await at.waitForStatus(id, 'delivered')).toMatchObject({
      attempts: 1,
      message_id: at.carrier.phones.messages(phone)[0]?.id,
    });
    expect(await at.history(id)).toEqual(['queued', 'sending', 'unknown', 'sent', 'delivered']);
    expect(at.carrier.phones.messages(phone)).toHaveLength(1);
  });

  it('leaves a notification unknown that got no answer, until an admin has it sent again', async () => {
    const { id, phone } = await at.placeOrder({ behaviour: 'reset' });
    expect(await at.waitForStatus(id, 'unknown')).toMatchObject({ reason: expect.stringContaining('no whole answer') });
    expect((await at.resend(id)).status).toBe(202);
    await at.waitForStatus(id, 'delivered');
    expect(at.carrier.phones.messages(phone)).toHaveLength(1);
  });

  it('sends no SMS for an order that was cancelled before', async () => {
    await at.pool.query(`alter table notifications alter column due_at set default now() + interval '1 hour'`);
    const { id, orderId, phone } = await at.placeOrder();
    await at.pool.query('alter table notifications alter column due_at set default now()');
    expect((await at.api.post(`/api/orders/${orderId}/cancel`)).status).toBe(200);
    await at.pool.query('update notifications set due_at = now() where id = $1', [id]);
    expect(await at.waitForStatus(id, 'failed')).toMatchObject({
      reason: 'the order was cancelled before its text went out',
      attempts: 0,
    });
    expect((await at.resend(id)).status).toBe(202);
    await waitFor(
      () => at.history(id),
      (history) => history.length === 5,
    );
    expect(await at.history(id)).toEqual(['queued', 'failed', 'queued', 'sending', 'failed']);
    expect(at.carrier.phones.messages(phone)).toHaveLength(0);
  });
});

describe('the table sent_messages', () => {
  it("adds up to the carrier's bill, but for the SMS whose price was never told", async () => {
    const { rows } = await at.pool.query(
      `select coalesce(sum(cost), 0)::text as cost, count(*) filter (where cost is null)::int as unpriced
       from sent_messages`,
    );
    const { cents } = at.carrier.phones.bill;
    expect(rows[0].unpriced).toBe(1);
    expect(Math.round(Number(rows[0].cost) * 100) + rows[0].unpriced * 80).toBe(cents);
  });
});
