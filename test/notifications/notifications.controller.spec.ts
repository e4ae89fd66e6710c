import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CarrierApp, startCarrierApp } from '../support/carrier-app.js';

let at: CarrierApp;
beforeAll(async () => {
  at = await startCarrierApp();
});
afterAll(() => at.close());

describe('GET /api/notifications', () => {
  it('lists notifications with status, segments, cost, attempts and last error, newest first', async () => {
    const delivered = await at.placeOrder();
    const failed = await at.placeOrder({ behaviour: 'blacklisted' });
    await at.waitForStatus(delivered.id, 'delivered');
    await at.waitForStatus(failed.id, 'failed');
    const { json } = await at.api.get('/api/notifications?per_page=2');
    expect(json.notifications).toMatchObject([
      {
        id: failed.id,
        order_id: failed.orderId,
        status: 'failed',
        segments: 1,
        cost: null,
        attempts: 1,
        last_error: '406 UserInBlacklist',
      },
      {
        id: delivered.id,
        status: 'delivered',
        segments: 1,
        cost: '0.80',
        currency: 'KES',
        attempts: 1,
        last_error: null,
        network_code: '63902',
      },
    ]);
    expect(json.total).toBe(2);
  });

  it('filters by status, by customer and by order', async () => {
    const failed = await at.placeOrder({ behaviour: 'blacklisted' });
    await at.waitForStatus(failed.id, 'failed');
    const { json: order } = await at.api.get(`/api/orders/${failed.orderId}`);
    const ids = async (query: string) =>
      (await at.api.get(`/api/notifications?${query}`)).json.notifications.map(
        (notification: { id: string }) => notification.id,
      );
    expect(await ids('status=failed')).toContain(failed.id);
    expect(await ids('status=sent')).toEqual([]);
    expect(await ids(`customer_code=${order.order.customer_code}`)).toEqual([failed.id]);
    expect(await ids(`order_id=${failed.orderId}`)).toEqual([failed.id]);
    expect(await ids(`order_id=${failed.orderId}&status=delivered`)).toEqual([]);
    const { number } = (await at.api.get(`/api/orders/${failed.orderId}`)).json.order;
    for (const written of [`${number}`, `000${number}`, `%23${number}`, `no.%20${number}`, `{${failed.orderId}}`])
      expect([written, await ids(`order_id=${written}`)]).toEqual([written, [failed.id]]);
    expect(await ids('order_id=999999')).toEqual([]);
  });

  it('gives every notification once, newest first, to a reader who follows the cursor', async () => {
    for (let n = 0; n < 3; n++) await at.placeOrder();
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { json } = await at.api.get(`/api/notifications?per_page=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...json.notifications.map((notification: { id: string }) => notification.id));
      cursor = json.next_cursor;
    }
    expect(seen).toEqual([...seen].sort().reverse());
    expect(new Set(seen).size).toBe((await at.api.get('/api/notifications')).json.total);
  });

  it.each(['status=lost', 'order_id=x', 'order_id=0', 'customer_code=x', 'phone=1'])(
    'answers 400 to the filter %s',
    async (query) => {
      expect((await at.api.get(`/api/notifications?${query}`)).status).toBe(400);
    },
  );

  it.each(['/api/notifications', '/api/notifications/summary'])('answers 401 without a token at %s', async (path) => {
    expect((await at.as().get(path)).status).toBe(401);
  });
});

describe('GET /api/notifications/:id', () => {
  it('tells each change of status with its time, its reason and the admin who asked for it', async () => {
    const { id } = await at.placeOrder({ behaviour: 'blacklisted' });
    await at.waitForStatus(id, 'failed');
    await at.resend(id);
    await at.waitForStatus(id, 'delivered');
    const { json } = await at.api.get(`/api/notifications/${id}`);
    const user_id = (await at.pool.query(`select id from users where role = 'admin'`)).rows[0].id;
    const { message_id } = json.notification;
    const changes = json.notification.history.map(({ at: _, ...change }: { at: string }) => change);
    expect(changes).toEqual([
      { from: null, to: 'queued', reason: null, user_id: null, message_id: null },
      { from: 'queued', to: 'sending', reason: null, user_id: null, message_id: null },
      { from: 'sending', to: 'failed', reason: '406 UserInBlacklist', user_id: null, message_id: null },
      { from: 'failed', to: 'queued', reason: 'asked for by an admin', user_id, message_id: null },
      { from: 'queued', to: 'sending', reason: null, user_id: null, message_id: null },
      { from: 'sending', to: 'sent', reason: null, user_id: null, message_id },
      { from: 'sent', to: 'delivered', reason: null, user_id: null, message_id },
    ]);
    const times = json.notification.history.map((change: { at: string }) => change.at);
    expect(times).toEqual([...times].sort());
  });

  it.each(['nonsense', '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99'])(
    'answers 404 to the id %s of no notification',
    async (id) => {
      expect((await at.api.get(`/api/notifications/${id}`)).status).toBe(404);
    },
  );
});

describe('POST /api/notifications/:id/resend', () => {
  it('sends to the phone that the customer has at the time of the resend', async () => {
    const { id, phone } = await at.placeOrder({ behaviour: 'invalid-number' });
    await at.waitForStatus(id, 'failed');
    await at.pool.query(`update customers set phone = '+254722333444' where phone = $1`, [phone]);
    await at.resend(id);
    await at.waitForStatus(id, 'delivered');
    expect(at.carrier.phones.messages('+254722333444')).toHaveLength(1);
  });

  it('adds up the cost of both SMS when the first was not delivered', async () => {
    at.carrier.script('*', { behaviour: 'deliver', reports: ['Failed'] });
    const { id, orderId } = await at.placeOrder();
    await at.waitForStatus(id, 'undelivered');
    await at.resend(id);
    await at.waitForStatus(id, 'delivered');
    expect((await at.api.get(`/api/orders/${orderId}`)).json.order.sms[0]).toMatchObject({
      status: 'delivered',
      cost: '1.60',
    });
  });

  it('sends one SMS although ten requests ask at the same time', async () => {
    const { id, phone } = await at.placeOrder({ behaviour: 'blacklisted' });
    await at.waitForStatus(id, 'failed');
    const answers = await Promise.all(Array.from({ length: 10 }, () => at.resend(id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, ...Array(9).fill(409)]);
    await at.waitForStatus(id, 'delivered');
    expect(at.carrier.phones.messages(phone)).toHaveLength(1);
  });

  it('answers 409 for a notification that was delivered', async () => {
    const { id } = await at.placeOrder();
    await at.waitForStatus(id, 'delivered');
    const { status, json } = await at.resend(id);
    expect({ status, type: json.type }).toEqual({ status: 409, type: '/problems/notification-not-resendable' });
  });
});

describe('GET /api/notifications/summary', () => {
  it('counts by status, and sums segments and cost to the cent, in all and by day', async () => {
    const { json } = await at.api.get('/api/notifications/summary');
    const { rows } = await at.pool.query(
      `select status, count(*)::int as notifications from notifications group by status`,
    );
    for (const { status, notifications } of rows) expect(json.counts[status]).toBe(notifications);
    expect(json.cost).toBe((at.carrier.phones.bill.cents / 100).toFixed(2));
    expect(json.segments).toBe(at.carrier.phones.messages().reduce((sum, { segments }) => sum + segments, 0));
    expect(json.days).toHaveLength(1);
    expect(json.days[0]).toMatchObject({ counts: json.counts, segments: json.segments, cost: json.cost });
    expect(json.currency).toBe('KES');
  });

  it('looks back over no more days than it is asked for', async () => {
    await at.pool.query(`update notifications set created_at = created_at - interval '3 days'`);
    await at.pool.query(`update sent_messages set sent_at = sent_at - interval '3 days'`);
    expect((await at.api.get('/api/notifications/summary?days=3')).json).toMatchObject({
      segments: 0,
      cost: '0.00',
      days: [],
    });
    expect((await at.api.get('/api/notifications/summary?days=4')).json.days).toHaveLength(1);
    expect((await at.api.get('/api/notifications/summary?days=0')).status).toBe(400);
  });
});
