import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeOthers, startAnother } from '../../support/another-app.js';
import { countByStatus, sendAtOnce, sendWhileLocked } from '../../support/concurrent-requests.js';
import { aCustomer, aPhone, aUser } from '../../support/factories.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let api: ApiClient;

beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
});
afterAll(() => closeOthers().then(at.close));

interface NewOrder {
  readonly customer_code: string;
  readonly item: string;
  readonly amount: string | number;
  readonly notify?: boolean | string;
}

const place = (order: NewOrder, key?: string, caller = api): Promise<Answer> =>
  caller.post('/api/orders/create/', order, key === undefined ? {} : { 'Idempotency-Key': key });

const anOrder = async (): Promise<NewOrder> => ({
  customer_code: (await aCustomer(at.pool)).code,
  item: 'Mango',
  amount: '420',
});

const countRows = async (from: string, value: unknown): Promise<number> =>
  (await at.pool.query(`select count(*)::int as n from ${from}`, [value])).rows[0].n;
const ordersOf = ({ customer_code }: NewOrder) =>
  countRows('orders o join customers c on c.id = o.customer_id where c.code = $1', customer_code);
const notificationsOf = (orderIds: readonly string[]) => countRows('notifications where order_id = any($1)', orderIds);

/** A new order waits for its customer's row. The order and its key are then already written. */
const LOCK_CUSTOMER = 'select from customers where code = $1 for update';

describe('POST /api/orders/create', () => {
  it('makes one order of twenty simultaneous requests with one key, and answers all alike', async () => {
    const order = await anOrder();
    const answers = await sendWhileLocked(at, [LOCK_CUSTOMER, [order.customer_code], 2], () =>
      place(order, 'same-key'),
    );
    expect(countByStatus(answers)).toEqual({ 201: 20 });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(19);
    const { order_id } = answers[0]?.json ?? {};
    expect([await ordersOf(order), await notificationsOf([order_id])]).toEqual([1, 1]);
  });

  it('makes twenty orders and twenty notifications of twenty requests without a key', async () => {
    const order = await anOrder();
    const answers = await sendAtOnce(() => place(order));
    expect(countByStatus(answers)).toEqual({ 201: 20 });
    expect(answers.map(({ headers }) => headers.get('idempotent-replayed'))).toEqual(Array(20).fill(null));
    const ids = answers.map(({ json }) => json.order_id);
    expect([new Set(ids).size, await ordersOf(order)]).toEqual([20, 20]);
    expect(await notificationsOf(ids)).toBe(20);
  });

  it('makes one order of one key with two bodies, and answers 422 to the body that came later', async () => {
    const order = await anOrder();
    const body = (n: number) => ({ ...order, item: n % 2 ? 'Mango' : 'Papaya' });
    const answers = await sendWhileLocked(at, [LOCK_CUSTOMER, [order.customer_code], 2], (n) =>
      place(body(n), 'two-bodies'),
    );
    expect(countByStatus(answers)).toEqual({ 201: 10, 422: 10 });
    expect(new Set(answers.filter(({ status }) => status === 201).map(({ text }) => text)).size).toBe(1);
    expect(await ordersOf(order)).toBe(1);
  });

  it('makes two orders when two admins use the same key', async () => {
    const [order, other] = [await anOrder(), await at.asAdmin()];
    const answers = await sendAtOnce((n) => place(order, 'shared-key', n % 2 ? api : other));
    expect(countByStatus(answers)).toEqual({ 201: 20 });
    expect([new Set(answers.map(({ text }) => text)).size, await ordersOf(order)]).toEqual([2, 2]);
  });

  it('gives the first answer to a used key, however the order is written and whatever became of it', async () => {
    const order = await anOrder();
    const first = await place(order, 'kept');
    await api.post('/api/orders/customer-order/confirm/', {
      customer_code: order.customer_code,
      order_id: first.json.order_id,
    });
    for (const amount of [420, '420.0', '0420.00']) {
      const again = await place({ item: ' Mango ', amount, customer_code: order.customer_code.toLowerCase() }, 'kept');
      expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([201, first.text, 'true']);
    }
    const user = await aUser(at.pool);
    await at.pool.query('update customers set user_id = $1 where code = $2', [user.id, order.customer_code]);
    await api.post('/api/auth/add-user-number/', { user_id: user.id, phone_number: aPhone() });
    expect((await place(order, 'kept')).text).toBe(first.text);
  });

  it('tells nobody of an order that says notify false, and gives the same answer again', async () => {
    const order = { ...(await anOrder()), notify: false };
    const first = await place(order, 'silent');
    expect([first.status, first.json.sms]).toEqual([201, null]);
    const again = await place({ ...order, notify: 'false' }, 'silent');
    expect([again.headers.get('idempotent-replayed'), again.text]).toEqual(['true', first.text]);
    expect((await place({ ...order, notify: true }, 'silent')).status).toBe(422);
    const quick = await place(order);
    const many = await sendAtOnce(() => place(order));
    expect([quick.json.sms, ...many.map(({ json }) => json.sms)]).toEqual(Array(21).fill(null));
    const ids = [first, quick, ...many].map(({ json }) => json.order_id);
    expect([await ordersOf(order), await notificationsOf(ids)]).toEqual([22, 0]);
    expect((await api.get(`/api/orders/${first.json.order_id}`)).json.order.sms).toEqual([]);
    const stranger = await at.as(api.token).post('/api/order', order);
    expect(stranger.json.errors).toEqual([{ field: 'notify', message: expect.stringContaining('is not a field') }]);
  });

  it('answers 422 to a used key with any other order, and changes nothing', async () => {
    const order = await anOrder();
    const first = await place(order, 'refused');
    const others = [
      { item: 'Mangos' },
      { amount: '420.01' },
      { customer_code: (await aCustomer(at.pool)).code },
      { customer_code: 'ZZZZZZZZ' },
    ];
    for (const other of others) {
      const answer = await place({ ...order, ...other }, 'refused');
      expect([answer.status, answer.json.type]).toEqual([422, '/problems/idempotency-key-reused']);
      expect(answer.headers.get('idempotent-replayed')).toBeNull();
    }
    expect(await ordersOf(order)).toBe(1);
    expect((await place(order, 'refused')).text).toBe(first.text);
  });

  it('takes a key again whose first requests made no order', async () => {
    const order = await anOrder();
    expect((await place({ ...order, customer_code: 'ZZZZZZZZ' }, 'free')).status).toBe(404);
    expect((await place({ ...order, amount: '0' }, 'free')).status).toBe(400);
    expect((await place(order, 'free')).status).toBe(201);
  });
});

describe('POST /api/order', () => {
  it('makes one order of twenty simultaneous requests with one key and without a token', async () => {
    const open = await startApp({ OPEN_INTAKE: 'on' });
    const { phone } = await aCustomer(open.pool);
    const order = { phone, item: 'Mango', amount: '420' };
    const answers = await sendAtOnce(() => open.as().post('/api/order', order, { 'Idempotency-Key': 'open' }));
    const { rows } = await open.pool.query('select count(*)::int as n from orders');
    await open.close();
    expect([countByStatus(answers), new Set(answers.map(({ text }) => text)).size, rows[0].n]).toEqual([
      { 201: 20 },
      1,
      1,
    ]);
  });
});

describe('POST /api/orders', () => {
  it('places each order once when two processes get the same keys in opposite order', async () => {
    const [order, another] = [await anOrder(), await startAnother(at)];
    const holder = await at.pool.connect();
    await holder.query('begin');
    await holder.query(
      `insert into orders (id, customer_id, item, amount, currency, created_by, idempotency_key, request_hash)
       select gen_random_uuid(), c.id, 'Held', 1, 'KES', u.id, 'key m', '' from customers c, users u
       where c.code = $1 and u.email = 'admin1@example.com'`,
      [order.customer_code],
    );
    // A process that comes to the held key has written the keys before it, and waits.
    const keys = ['key a', 'key m', 'key z'];
    const here = keys.map(async (key) => (await place(order, key)).status);
    const Authorization = `Bearer ${api.token}`;
    const there = keys
      .reverse()
      .map((key) => another.post('/api/orders', order, { Authorization, 'Idempotency-Key': key }));
    await delay(300);
    await holder.query('rollback');
    holder.release();
    expect(await Promise.all([...here, ...there])).toEqual([201, 201, 201, 201, 201, 201]);
    await another.close();
    expect(await ordersOf(order)).toBe(3);
  });
});
