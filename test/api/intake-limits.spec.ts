import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type CarrierApp, startCarrierApp } from '../support/carrier-app.js';
import { aCustomer, aPhone } from '../support/factories.js';
import { wrongProblem } from '../support/problems.js';
import type { Answer } from '../support/test-app.js';

const OPEN = { OPEN_INTAKE: 'on', TRUST_PROXY: '127.0.0.1' };

/** An address of a caller, as the proxy forwards it (RFC 5737). */
const from = (n: number) => ({ 'X-Forwarded-For': `198.51.100.${n}` });

let at: CarrierApp;
beforeAll(async () => {
  at = await startCarrierApp({ ...OPEN, INTAKE_PER_DAY: '30' });
});
afterEach(() => at.pool.query('truncate quotas, login_attempts'));
afterAll(() => at.close());

const order = (more: object, headers: Record<string, string> = {}): Promise<Answer> =>
  at.as().post('/api/order', { item: 'Mango', amount: '420', ...more }, headers);

const countOrders = async (customerId: string): Promise<number> =>
  (await at.pool.query('select count(*)::int as orders from orders where customer_id = $1', [customerId])).rows[0]
    .orders;

describe('POST /api/order without a token', () => {
  it('takes INTAKE_PER_PHONE_HOUR orders for a phone, from whatever address, by phone or code, all at once or not', async () => {
    const { id, phone, code } = await aCustomer(at.pool);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => order(n % 2 === 0 ? { phone } : { customer_code: code }, from(n))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    const refusals = answers.filter(({ status }) => status !== 201);
    for (const refusal of refusals) {
      expect(wrongProblem(refusal, 429)).toBeNull();
      expect(refusal.json.detail).toMatch(
        /^Without a token 5 orders an hour are taken for one phone number\. Try again/,
      );
      expect(Number(refusal.headers.get('retry-after'))).toBeGreaterThan(3_500);
    }
    expect(await countOrders(id)).toBe(5);
    expect((await order({ phone: (await aCustomer(at.pool)).phone }, from(99))).status).toBe(201);
    expect((await at.api.post('/api/order', { phone, item: 'Mango', amount: '420' })).status).toBe(201);
  });

  it('takes INTAKE_PER_PHONE_DAY orders for a phone although each hour begins anew', async () => {
    const { id, phone } = await aCustomer(at.pool);
    for (let n = 0; n < 20; n++) {
      await order({ phone }, from(n));
      await at.pool.query(`update quotas set began_at = began_at - interval '61 minutes' where span_seconds = 3600`);
    }
    expect(await countOrders(id)).toBe(10);
    await at.pool.query(`update quotas set began_at = began_at - interval '1 day'`);
    expect((await order({ phone }, from(1))).status).toBe(201);
  });

  it('takes INTAKE_PER_DAY orders in all', async () => {
    for (let n = 0; n < 30; n++) {
      expect((await order({ phone: (await aCustomer(at.pool)).phone }, from(n))).status).toBe(201);
    }
    const refusal = await order({ phone: (await aCustomer(at.pool)).phone }, from(99));
    expect([refusal.status, refusal.json.detail]).toEqual([
      429,
      expect.stringMatching(/^No more orders without a token/),
    ]);
  });

  it('counts neither a replay nor an order that was not placed, and replays beyond the limit', async () => {
    const { phone } = await aCustomer(at.pool);
    const first = await order({ phone }, { ...from(1), 'Idempotency-Key': 'once' });
    for (let n = 0; n < 8; n++) {
      const replay = await order({ phone }, { ...from(1), 'Idempotency-Key': 'once' });
      expect([replay.status, replay.json]).toEqual([201, first.json]);
      expect((await order({ phone: aPhone() }, from(2))).status).toBe(404);
    }
    for (let n = 0; n < 4; n++) expect((await order({ phone }, from(3))).status).toBe(201);
    expect((await order({ phone }, from(3))).status).toBe(429);
    expect((await order({ phone }, { ...from(1), 'Idempotency-Key': 'once' })).json).toEqual(first.json);
  });

  it('takes the same Idempotency-Key of another address for another key', async () => {
    const [mine, yours] = [await aCustomer(at.pool), await aCustomer(at.pool)];
    const first = await order({ phone: mine.phone }, { ...from(1), 'Idempotency-Key': '1' });
    const other = await order({ phone: yours.phone }, { ...from(2), 'Idempotency-Key': '1' });
    expect([first.status, other.status]).toEqual([201, 201]);
    expect(other.json.order_id).not.toBe(first.json.order_id);
    expect((await order({ phone: yours.phone }, { ...from(1), 'Idempotency-Key': '1' })).status).toBe(422);
  });

  it.each([
    ['Sec-Fetch-Site: cross-site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }],
    ['a foreign Origin', { Origin: 'https://evil.example' }],
    ['the Origin null', { Origin: 'null' }],
  ])('refuses what another website sends, known by %s, as JSON and as a form', async (_, headers) => {
    const { id, phone } = await aCustomer(at.pool);
    const form = { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' };
    const answers = [
      await order({ phone }, headers),
      await at.as().post('/api/order', new URLSearchParams({ phone, item: 'Mango', amount: '420' }).toString(), form),
      await at.as().post('/api/order', JSON.stringify({ phone, item: 'Mango', amount: '420' }), form),
      await at.as().post('/api/customer', { name: 'Wanjiku', phone: aPhone() }, headers),
    ];
    for (const answer of answers)
      expect([wrongProblem(answer, 403), answer.json.type]).toEqual([null, expect.stringMatching(/cross-site$/)]);
    expect(await countOrders(id)).toBe(0);
  });

  it.each([
    ['2 Mango https://evil.example/x 1.5 kg', '2 Mango ... 1.5 kg'],
    ['Mango bit。ly/x or 10.0.0.1', 'Mango ... or ...'],
    ['call 0712 345-678 or *334#', 'call ... or ...'],
    ['iPhone 14, 128 GB, a@b.example', 'iPhone 14, 128 GB, ...'],
  ])('leaves links and numbers to call out of the SMS: %s', async (item, told) => {
    const phone = aPhone();
    await at.as().post('/api/customer', { name: 'evil.example/x Wanjiku', phone }, from(1));
    const { json } = await order({ phone, item }, from(1));
    const { rows } = await at.pool.query('select id from notifications where order_id = $1', [json.order_id]);
    const { body, segments } = await at.waitForStatus(rows[0].id, 'delivered');
    expect(body).toMatch(/^Hello \.\.\., /);
    expect(body).toContain(`: ${told}, KES`);
    expect(segments).toBe(1);
    const shown = await at.api.get(`/api/orders/${json.order_id}`);
    expect(shown.json.order.item).toBe(item);
  });

  it('leaves the items of admins as they are', async () => {
    const { id } = await at.placeOrder({ item: 'Part 1234567 of shop.example' });
    expect((await at.waitForStatus(id, 'delivered')).body).toContain(': Part 1234567 of shop.example, ');
  });
});

describe('one caller', () => {
  it('places ORDERS_PER_MINUTE orders and resends RESENDS_PER_HOUR notifications, then waits', async () => {
    const tight = await startCarrierApp({ ORDERS_PER_MINUTE: '3', RESENDS_PER_HOUR: '2' });
    const { code } = await aCustomer(tight.pool);
    const place = (api = tight.api) => api.post('/api/orders', { customer_code: code, item: 'Mango', amount: '420' });
    const placed = [await place(), await place(), await place()];
    const refusal = await place();
    expect([wrongProblem(refusal, 429), refusal.json.detail]).toEqual([
      null,
      expect.stringMatching(/^One caller may place 3 orders a minute\. Try again in \d+ s\.$/),
    ]);
    expect((await place(await tight.asAdmin())).status).toBe(201);
    const resend = async ({ json }: Answer) => {
      await tight.pool.query(
        `update notifications set status = 'failed', leased_until = null, due_at = now() + interval '1 day' where id = $1`,
        [json.sms.id],
      );
      return tight.resend(json.sms.id);
    };
    await tight.waitForStatus(placed[2]?.json.sms.id, 'delivered');
    const answers = [];
    for (const each of placed) answers.push(await resend(each));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 429]);
    expect(answers[2]?.json.detail).toMatch(/^One caller may resend 2 notifications an hour\. Try again in \d+ s\.$/);
    await tight.close();
  });
});
