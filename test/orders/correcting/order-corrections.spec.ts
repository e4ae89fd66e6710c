import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBrowser } from '../../support/browser.js';
import { type CarrierApp, startCarrierApp } from '../../support/carrier-app.js';
import { countByStatus, sendAtOnce } from '../../support/concurrent-requests.js';
import { aCustomer } from '../../support/factories.js';
import { wrongProblem } from '../../support/problems.js';
import { type ApiClient, startApp, type TestApp } from '../../support/test-app.js';

const INSTANT = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

let at: TestApp;
let api: ApiClient;
let adminId: string;
beforeAll(async () => {
  at = await startApp({ OPEN_INTAKE: 'on' });
  api = await at.asAdmin();
  adminId = (await at.pool.query('select id from users')).rows[0].id;
});
afterAll(() => at.close());

const place = async (): Promise<{ id: string; code: string; smsId: string; phone: string }> => {
  const { code, phone } = await aCustomer(at.pool);
  const { json } = await api.post('/api/orders', { customer_code: code, item: 'Mango', amount: 420 });
  return { id: json.order_id, code, smsId: json.sms.id, phone };
};
const confirm = ({ id, code }: { id: string; code: string }) =>
  api.post('/api/orders/customer-order/confirm', { order_id: id, customer_code: code });
const historyOf = async (id: string) => (await api.get(`/api/orders/${id}/history`)).json.history;
const byAdmin = { at: INSTANT, actor_kind: 'admin', actor_id: expect.any(String), via: 'api' };
const turned = (before: string, after: string) => [{ field: 'status', before, after }];

describe('GET /api/orders/<id>/history', () => {
  it('begins with the placing, of which nothing more was written', async () => {
    const { id } = await place();
    expect(await historyOf(id)).toEqual([{ ...byAdmin, actor_id: adminId, kind: 'placed', note: null, changes: [] }]);
    const { rows } = await at.pool.query('select from order_events where order_id = $1', [id]);
    expect(rows).toEqual([]);
  });

  it('says who confirmed, undid and cancelled, each once, with before and after', async () => {
    const order = await place();
    await confirm(order);
    await confirm(order);
    await api.post(`/api/orders/${order.id}/undo-confirmation`, { reason: 'Mistaken for another.' });
    await api.post(`/api/orders/${order.id}/cancel`, { reason: 'The customer rang.' });
    await api.post(`/api/orders/${order.id}/cancel`, { reason: 'Again.' });
    expect((await historyOf(order.id)).slice(1)).toEqual([
      { ...byAdmin, kind: 'confirmed', note: null, changes: turned('pending', 'confirmed') },
      { ...byAdmin, kind: 'reopened', note: 'Mistaken for another.', changes: turned('confirmed', 'pending') },
      { ...byAdmin, kind: 'cancelled', note: 'The customer rang.', changes: turned('pending', 'cancelled') },
    ]);
  });

  it('knows a customer who confirms on the page, a stranger who orders, and a change by hand', async () => {
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    const { id: userId } = (await at.pool.query(`select id from users where role = 'user'`)).rows[0];
    const { id: customerId, code } = await aCustomer(at.pool);
    await at.pool.query('update customers set user_id = $2 where id = $1', [customerId, userId]);
    const { order_id } = (await at.as().post('/api/order', { customer_code: code, item: 'Mango', amount: 420 })).json;
    await browser.open(`/orders/${order_id}/confirm`, { method: 'POST', headers: { 'Sec-Fetch-Site': 'same-origin' } });
    await at.pool.query(`update orders set status = 'pending', confirmed_at = null where id = $1`, [order_id]);
    const seen = (await historyOf(order_id)).map(({ kind, actor_kind, actor_id, via }: Record<string, string>) => [
      kind,
      actor_kind,
      actor_id,
      via,
    ]);
    expect(seen).toEqual([
      ['placed', 'nobody', null, 'api'],
      ['confirmed', 'user', userId, 'page'],
      ['reopened', 'database', null, null],
    ]);
  });

  it('answers 404 to an order that nobody placed', async () => {
    expect(wrongProblem(await api.get('/api/orders/987654/history'), 404)).toBeNull();
  });
});

describe('PATCH /api/orders/<id>', () => {
  it('changes a pending order, texts nobody unless asked, and lets a queued SMS tell the new order', async () => {
    const { id, smsId } = await place();
    const { status, json } = await api.patch(`/api/orders/${id}`, { item: '2 Mango', amount: '840' });
    expect([status, json.order.item, json.order.amount]).toEqual([200, '2 Mango', '840.00']);
    expect([json.sms.id, json.sms_price]).toEqual([smsId, { segments: 1, price: '1', currency: null }]);
    const { rows } = await at.pool.query('select id from notifications where order_id = $1', [id]);
    expect(rows).toEqual([{ id: smsId }]);
    expect((await historyOf(id))[1]).toEqual({
      ...byAdmin,
      kind: 'corrected',
      note: null,
      changes: [
        { field: 'item', before: 'Mango', after: '2 Mango' },
        { field: 'amount', before: '420.00', after: '840.00' },
      ],
    });
  });

  it('writes no event when nothing changes', async () => {
    const { id } = await place();
    expect((await api.patch(`/api/orders/${id}`, { item: 'Mango', amount: '420.0' })).status).toBe(200);
    expect(await historyOf(id)).toHaveLength(1);
  });

  it('queues another SMS on request after the first has gone out', async () => {
    const { id, smsId } = await place();
    const gone = `update notifications set status = 'sent', message_id = 'ATXid_' || id, body = 'x', encoding = 'GSM-7', segments = 1 where id = $1`;
    await at.pool.query(gone, [smsId]);
    const silent = await api.patch(`/api/orders/${id}`, { amount: '500' });
    expect([silent.json.sms, silent.json.sms_price.segments]).toEqual([null, 1]);
    const told = await api.patch(`/api/orders/${id}`, { notify: true });
    expect(told.json.sms).toEqual({ id: expect.any(String), status: 'queued', segments: 1 });
    expect(told.json.sms.id).not.toBe(smsId);
    const { rows } = await at.pool.query('select kind, status from notifications where id = $1', [told.json.sms.id]);
    expect(rows).toEqual([{ kind: 'order-placed', status: 'queued' }]);
  });

  it('takes a claimed notification from its worker, which may have read the old order', async () => {
    const { id, smsId } = await place();
    const claimed = `update notifications set status = 'sending', claim = gen_random_uuid(), leased_until = now() + interval '9 s' where id = $1`;
    await at.pool.query(claimed, [smsId]);
    await api.patch(`/api/orders/${id}`, { item: 'Kahawa' });
    const { rows } = await at.pool.query('select status, claim, reason from notifications where id = $1', [smsId]);
    expect(rows).toEqual([{ status: 'queued', claim: null, reason: 'the order was changed before its text went out' }]);
  });

  it('gives the first answer again to the key that placed the order', async () => {
    const { code } = await aCustomer(at.pool);
    const send = () =>
      api.post('/api/orders', { customer_code: code, item: 'Mango', amount: 420 }, { 'Idempotency-Key': 'corrected' });
    const first = await send();
    await api.patch(`/api/orders/${first.json.order_id}`, { item: 'Kahawa', amount: 500 });
    await api.patch(`/api/orders/${first.json.order_id}`, { item: 'Chai' });
    const again = await send();
    expect([again.headers.get('idempotent-replayed'), again.text]).toEqual(['true', first.text]);
  });

  it('refuses an empty request, cents of no currency, and an order that is not pending', async () => {
    const order = await place();
    const refused = async (body: object) => (await api.patch(`/api/orders/${order.id}`, body)).status;
    expect([await refused({}), await refused({ notify: 'maybe' }), await refused({ status: 'confirmed' })]).toEqual([
      400, 400, 400,
    ]);
    expect([await refused({ amount: '1.005' }), await refused({ amount: 0 })]).toEqual([400, 400]);
    await confirm(order);
    const answer = await api.patch(`/api/orders/${order.id}`, { item: 'Chai' });
    expect([wrongProblem(answer, 409), answer.json.type]).toEqual([null, '/problems/order-not-pending']);
    expect(wrongProblem(await api.patch('/api/orders/987654', { item: 'Chai' }), 404)).toBeNull();
  });

  it('lets either the correction or the cancellation of an order win', async () => {
    const { id } = await place();
    const answers = await sendAtOnce((n) =>
      n % 2 ? api.patch(`/api/orders/${id}`, { item: `Mango ${n}` }) : api.post(`/api/orders/${id}/cancel`, {}),
    );
    expect(countByStatus(answers.filter((_, n) => n % 2 === 0))).toEqual({ 200: 1, 409: 9 });
    const events = await historyOf(id);
    expect(events.at(-1).kind).toBe('cancelled');
    expect(events.length).toBe(answers.filter(({ status }) => status === 200).length + 1);
  });
});

describe('POST /api/orders/<id>/undo-confirmation', () => {
  it('makes an order pending within 24 hours, and not after', async () => {
    const order = await place();
    await confirm(order);
    await at.pool.query(`update orders set confirmed_at = now() - interval '23 h 59 m' where id = $1`, [order.id]);
    const { status, json } = await api.post(`/api/orders/${order.id}/undo-confirmation`);
    expect([status, json.order.status, json.order.confirmed_at]).toEqual([200, 'pending', null]);
    await confirm(order);
    await at.pool.query(`update orders set confirmed_at = now() - interval '24 h 1 s' where id = $1`, [order.id]);
    const late = await api.post(`/api/orders/${order.id}/undo-confirmation`);
    expect([wrongProblem(late, 409), late.json.type]).toEqual([null, '/problems/confirmation-too-old']);
  });

  it('answers 409 to an order that is pending or cancelled', async () => {
    const { id } = await place();
    const undo = async () => (await api.post(`/api/orders/${id}/undo-confirmation`)).json.type;
    expect(await undo()).toBe('/problems/order-not-confirmed');
    await api.post(`/api/orders/${id}/cancel`, {});
    expect(await undo()).toBe('/problems/order-not-confirmed');
  });
});

describe('a correction while SMS are sent', () => {
  let carrier: CarrierApp;
  beforeAll(async () => {
    carrier = await startCarrierApp();
  });
  afterAll(() => carrier.close());

  it('is told in the SMS that goes out afterwards', async () => {
    const placed = await carrier.placeOrder();
    await carrier.waitForStatus(placed.id, 'delivered');
    const { json } = await carrier.api.patch(`/api/orders/${placed.orderId}`, { item: '2 Mango', notify: true });
    expect(json.sms_price).toEqual({ segments: 1, price: '0.80', currency: 'KES' });
    await carrier.waitForStatus(json.sms.id, 'delivered');
    expect(carrier.carrier.phones.messages(placed.phone).map(({ text }) => text)).toEqual([
      expect.stringContaining('Mango, KES'),
      expect.stringContaining('2 Mango, KES'),
    ]);
  });
});
