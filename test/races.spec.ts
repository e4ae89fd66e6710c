import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { atOnce, statuses } from './setup/at-once.js';
import { aCustomer, aPhone, aUser } from './setup/factories.js';
import { type Answer, startApp, type TestApp } from './setup/test-app.js';

let at: TestApp;
let token: string;

beforeAll(async () => {
  at = await startApp();
  token = await at.admin();
});
afterAll(() => at.close());

const post = (path: string, body: object) => at.curl(path, JSON.stringify(body), token);

const counted = async (table: string, where = 'true', values: unknown[] = []): Promise<number> =>
  (await at.pool.query(`select count(*)::int as n from ${table} where ${where}`, values)).rows[0].n;

/** What the conflicts among the answers say, each once. */
const conflicts = (answers: readonly Answer[]): string[] => [
  ...new Set(answers.filter(({ status }) => status === 409).map(({ json }) => json.type)),
];

describe('of twenty at once', () => {
  it('one becomes the customer with the phone number, however it is written', async () => {
    const digits = aPhone().slice(4);
    const writings = [`0${digits}`, `+254${digits}`, `254${digits}`, `+254 ${digits.slice(0, 3)}-${digits.slice(3)}`];
    const answers = await atOnce((n) => post('/api/customer', { name: `Customer ${n}`, phone: writings[n % 4] }));
    expect(statuses(answers)).toEqual({ 201: 1, 409: 19 });
    expect(conflicts(answers)).toEqual(['/problems/phone-taken']);
    expect(await counted('customers', 'phone = $1', [`+254${digits}`])).toBe(1);
  });

  it('one becomes the admin with the e-mail, in whatever letters', async () => {
    const writings = ['race@example.com', 'RACE@example.com', 'Race@Example.COM', ' race@example.com '];
    const answers = await atOnce((n) => register(writings[n % 4] as string, aPhone()));
    expect(statuses(answers)).toEqual({ 201: 1, 409: 19 });
    expect(new Set(answers.filter(({ status }) => status === 409).map(({ json }) => json.detail)).size).toBe(1);
    expect(await counted('users', `lower(email) = 'race@example.com'`)).toBe(1);
  });

  it('one becomes the admin with the phone number', async () => {
    const phone = aPhone();
    const answers = await atOnce((n) => register(`phone${n}@example.com`, n % 2 ? phone : `0${phone.slice(4)}`));
    expect(statuses(answers)).toEqual({ 201: 1, 409: 19 });
    expect(await counted('users', 'phone = $1', [phone])).toBe(1);
  });

  it('one makes a customer of a user, and the others learn that the user is one', async () => {
    const user = await aUser(at.pool);
    await post('/api/auth/add-user-number/', { user_id: user.id, phone_number: aPhone() });
    const answers = await atOnce(() => post('/api/auth/create-customer/', { user_id: user.id }));
    expect(statuses(answers)).toEqual({ 201: 1, 409: 19 });
    expect(conflicts(answers)).toEqual(['/problems/already-customer']);
    expect(conflicts([await post('/api/auth/create-customer/', { user_id: user.id })])).toEqual(['/problems/already-customer']);
    expect(await counted('customers', 'user_id = $1', [user.id])).toBe(1);
  });

  it('one customer comes of a phone number that orders as a stranger and as a user', async () => {
    const [user, phone] = [await aUser(at.pool), aPhone()];
    await post('/api/auth/add-user-number/', { user_id: user.id, phone_number: phone });
    const answers = await atOnce((n) =>
      n % 2 ? post('/api/auth/create-customer/', { user_id: user.id }) : post('/api/customer', { name: 'Same', phone }),
    );
    const joined = answers.filter((_, n) => n % 2);
    expect(statuses(joined)).toEqual({ 201: 1, 409: 9 });
    expect(conflicts(joined)).toEqual(['/problems/already-customer']);
    expect((await at.pool.query('select user_id from customers where phone = $1', [phone])).rows).toEqual([{ user_id: user.id }]);
  });

  it('of two users one gets the phone number', async () => {
    const users = [await aUser(at.pool), await aUser(at.pool)];
    const phone = aPhone();
    const answers = await atOnce((n) => post('/api/auth/add-user-number/', { user_id: users[n % 2]?.id, phone_number: phone }));
    const owners = new Set(answers.filter(({ status }) => status === 200).map(({ json }) => json.user.id));
    expect([owners.size, statuses(answers)]).toEqual([1, { 200: 10, 409: 10 }]);
    expect((await at.pool.query('select id from users where phone = $1', [phone])).rows).toEqual([{ id: [...owners][0] }]);
  });

  it('all confirmations of an order say the same, to the millisecond', async () => {
    const order = await placed();
    const answers = await atOnce(() => confirm(order));
    expect(statuses(answers)).toEqual({ 200: 20 });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.json.order.confirmed_at).toMatch(/Z$/);
  });

  it.each([1, 2, 3, 4, 5])('either the confirmations or one cancellation of an order win (round %i)', async () => {
    const order = await placed();
    const answers = await atOnce((n) => (n % 2 ? confirm(order) : post(`/api/orders/${order.id}/cancel`, {})));
    const status = (await at.curl(`/api/orders/${order.id}/`, undefined, token)).json.order.status;
    expect(statuses(answers)).toEqual(status === 'confirmed' ? { 200: 10, 409: 10 } : { 200: 1, 409: 19 });
    const won = answers.filter((answer) => answer.status === 200).map(({ json }) => json.order.status);
    expect(new Set(won)).toEqual(new Set([status]));
  });
});

describe('orders placed twenty times at once', () => {
  it('with one key are one order, told twenty times in the same words', async () => {
    const order = await anOrder();
    const answers = await atOnce(() => place(order, 'same-key'));
    expect(statuses(answers)).toEqual({ 201: 20 });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(19);
    const { order_id } = answers[0]?.json ?? {};
    expect([await ordersOf(order), await counted('notifications', 'order_id = $1', [order_id])]).toEqual([1, 1]);
  });

  it('without a key are twenty orders and twenty texts', async () => {
    const order = await anOrder();
    const answers = await atOnce(() => place(order));
    expect(statuses(answers)).toEqual({ 201: 20 });
    expect(answers.map(({ headers }) => headers.get('idempotent-replayed'))).toEqual(Array(20).fill(null));
    const ids = answers.map(({ json }) => json.order_id);
    expect([new Set(ids).size, await ordersOf(order)]).toEqual([20, 20]);
    expect(await counted('notifications', 'order_id = any($1)', [ids])).toBe(20);
  });

  it('with one key but two bodies are the one order that came first', async () => {
    const order = await anOrder();
    const answers = await atOnce((n) => place({ ...order, item: n % 2 ? 'Mango' : 'Papaya' }, 'two-bodies'));
    expect(statuses(answers)).toEqual({ 201: 10, 422: 10 });
    expect(new Set(answers.filter(({ status }) => status === 201).map(({ text }) => text)).size).toBe(1);
    expect(await ordersOf(order)).toBe(1);
  });

  it('with one key by two admins are two orders', async () => {
    const [order, other] = [await anOrder(), await at.admin()];
    const answers = await atOnce((n) => place(order, 'shared-key', n % 2 ? token : other));
    expect(statuses(answers)).toEqual({ 201: 20 });
    expect([new Set(answers.map(({ text }) => text)).size, await ordersOf(order)]).toEqual([2, 2]);
  });

  it('with one key by nobody in particular are one order', async () => {
    const open = await startApp({ OPEN_INTAKE: 'on' });
    const { phone } = await aCustomer(open.pool);
    const body = JSON.stringify({ phone, item: 'Mango', amount: '420' });
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': 'open' };
    const answers = await atOnce(() => open.request('/api/order', { method: 'POST', body, headers }));
    const { rows } = await open.pool.query('select count(*)::int as n from orders');
    await open.close();
    expect([statuses(answers), new Set(answers.map(({ text }) => text)).size, rows[0].n]).toEqual([{ 201: 20 }, 1, 1]);
  });
});

describe('a key that was used', () => {
  it('gives the first answer, however the same order is written and whatever became of it', async () => {
    const order = await anOrder();
    const first = await place(order, 'kept');
    await confirm(first.json.order);
    const again = await place({ ...order, amount: 420, customer_code: order.customer_code.toLowerCase() }, 'kept');
    expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([201, first.text, 'true']);
    const user = await aUser(at.pool);
    await at.pool.query('update customers set user_id = $1 where code = $2', [user.id, order.customer_code]);
    await post('/api/auth/add-user-number/', { user_id: user.id, phone_number: aPhone() });
    expect((await place(order, 'kept')).text).toBe(first.text);
  });

  it('is refused for any other order, and nothing comes of that', async () => {
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

  it('is free again when nothing came of its first use', async () => {
    const order = await anOrder();
    expect((await place({ ...order, customer_code: 'ZZZZZZZZ' }, 'free')).status).toBe(404);
    expect((await place({ ...order, amount: '0' }, 'free')).status).toBe(400);
    expect((await place(order, 'free')).status).toBe(201);
  });
});

interface NewOrder {
  readonly customer_code: string;
  readonly item: string;
  readonly amount: string | number;
}

const anOrder = async (): Promise<NewOrder> => ({ customer_code: (await aCustomer(at.pool)).code, item: 'Mango', amount: '420' });

const ordersOf = ({ customer_code }: NewOrder) =>
  counted('orders', 'customer_id = (select id from customers where code = $1)', [customer_code]);

function place(order: NewOrder, key?: string, bearer = token): Promise<Answer> {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${bearer}`, ...(key && { 'Idempotency-Key': key }) };
  return at.request('/api/orders/create/', { method: 'POST', body: JSON.stringify(order), headers });
}

const register = (email: string, phone_number: string) =>
  at.curl('/api/auth/admin-register/', JSON.stringify({ email, phone_number, password: '////.///Rono123', api_key: '123456721' }));

interface Placed {
  readonly id: string;
  readonly customer_code: string;
}

const confirm = ({ id, customer_code }: Placed) => post('/api/orders/customer-order/confirm/', { customer_code, order_id: id });

const placed = async (): Promise<Placed> => (await place(await anOrder())).json.order;
