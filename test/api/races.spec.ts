import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countByStatus, sendAtOnce, sendWhileLocked } from '../support/concurrent-requests.js';
import { aCustomer, aPhone, aUser } from '../support/factories.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let api: ApiClient;

beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
});
afterAll(() => at.close());

const counted = async (table: string, where = 'true', values: unknown[] = []): Promise<number> =>
  (await at.pool.query(`select count(*)::int as n from ${table} where ${where}`, values)).rows[0].n;

/** The different problem types of the answers with status 409. */
const conflicts = (answers: readonly Answer[]): string[] => [
  ...new Set(answers.filter(({ status }) => status === 409).map(({ json }) => json.type)),
];

describe('POST /api/customer, sent twenty times at once', () => {
  it('registers one customer for a phone number in any notation', async () => {
    const digits = aPhone().slice(4);
    const writings = [`0${digits}`, `+254${digits}`, `254${digits}`, `+254 ${digits.slice(0, 3)}-${digits.slice(3)}`];
    const answers = await sendAtOnce((n) =>
      api.post('/api/customer', { name: `Customer ${n}`, phone: writings[n % 4] }),
    );
    expect(countByStatus(answers)).toEqual({ 201: 1, 409: 19 });
    expect(conflicts(answers)).toEqual(['/problems/phone-taken']);
    expect(await counted('customers', 'phone = $1', [`+254${digits}`])).toBe(1);
  });
});

describe('POST /api/auth/admin-register, sent twenty times at once', () => {
  it('registers one admin for an e-mail address in any letter case', async () => {
    const writings = ['race@example.com', 'RACE@example.com', 'Race@Example.COM', ' race@example.com '];
    const answers = await sendAtOnce((n) => register(writings[n % 4] as string, aPhone()));
    expect(countByStatus(answers)).toEqual({ 201: 1, 409: 19 });
    expect(new Set(answers.filter(({ status }) => status === 409).map(({ json }) => json.detail)).size).toBe(1);
    expect(await counted('users', `lower(email) = 'race@example.com'`)).toBe(1);
  });

  it('registers one admin for a phone number', async () => {
    const phone = aPhone();
    const answers = await sendAtOnce((n) => register(`phone${n}@example.com`, n % 2 ? phone : `0${phone.slice(4)}`));
    expect(countByStatus(answers)).toEqual({ 201: 1, 409: 19 });
    expect(await counted('users', 'phone = $1', [phone])).toBe(1);
  });
});

describe('POST /api/auth/create-customer, sent twenty times at once', () => {
  it('makes a user a customer once, and answers already-customer to the others', async () => {
    const user = await aUser(at.pool);
    await api.post('/api/auth/add-user-number/', { user_id: user.id, phone_number: aPhone() });
    const answers = await sendAtOnce(() => api.post('/api/auth/create-customer/', { user_id: user.id }));
    expect(countByStatus(answers)).toEqual({ 201: 1, 409: 19 });
    expect(conflicts(answers)).toEqual(['/problems/already-customer']);
    expect(conflicts([await api.post('/api/auth/create-customer/', { user_id: user.id })])).toEqual([
      '/problems/already-customer',
    ]);
    expect(await counted('customers', 'user_id = $1', [user.id])).toBe(1);
  });

  it('makes one customer of a phone number that POST /api/customer registers meanwhile, and joins no stranger', async () => {
    const [user, phone] = [await aUser(at.pool), aPhone()];
    await api.post('/api/auth/add-user-number/', { user_id: user.id, phone_number: phone });
    const answers = await sendAtOnce((n) =>
      n % 2
        ? api.post('/api/auth/create-customer/', { user_id: user.id })
        : api.post('/api/customer', { name: 'Same', phone }),
    );
    const joined = answers.filter((_, n) => n % 2);
    const { rows } = await at.pool.query('select user_id from customers where phone = $1', [phone]);
    expect(rows).toHaveLength(1);
    const [{ user_id }] = rows;
    expect([user.id, null]).toContain(user_id);
    expect(countByStatus(joined)).toEqual(user_id === null ? { 409: 10 } : { 201: 1, 409: 9 });
    expect(conflicts(joined)).toEqual([`/problems/${user_id === null ? 'customer-has-phone' : 'already-customer'}`]);
  });

  it('joins a user with a customer of the same number once, and answers already-customer to the others', async () => {
    const [user, { code, phone }] = [await aUser(at.pool), await aCustomer(at.pool)];
    await api.post('/api/auth/add-user-number/', { user_id: user.id, phone_number: phone });
    const answers = await sendAtOnce(() => api.post('/api/auth/create-customer/', { user_id: user.id, join: code }));
    expect(countByStatus(answers)).toEqual({ 201: 1, 409: 19 });
    expect(conflicts(answers)).toEqual(['/problems/already-customer']);
  });
});

describe('POST /api/auth/add-user-number, sent twenty times at once', () => {
  it('gives a phone number to one of two users', async () => {
    const users = [await aUser(at.pool), await aUser(at.pool)];
    const phone = aPhone();
    const answers = await sendAtOnce((n) =>
      api.post('/api/auth/add-user-number/', { user_id: users[n % 2]?.id, phone_number: phone }),
    );
    const owners = new Set(answers.filter(({ status }) => status === 200).map(({ json }) => json.user.id));
    expect([owners.size, countByStatus(answers)]).toEqual([1, { 200: 10, 409: 10 }]);
    expect((await at.pool.query('select id from users where phone = $1', [phone])).rows).toEqual([
      { id: [...owners][0] },
    ]);
  });
});

describe('POST /api/orders/customer-order/confirm, sent twenty times at once', () => {
  it('gives every caller the same answer, to the millisecond', async () => {
    const order = await placed();
    const answers = await sendWhileLocked(at, [LOCK_ORDER, [order.id], 10], () => confirm(order));
    expect(countByStatus(answers)).toEqual({ 200: 20 });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers[0]?.json.order.confirmed_at).toMatch(/Z$/);
  });

  it.each([1, 2, 3])('lets either the confirmations or one cancellation of an order win (round %i)', async () => {
    const order = await placed();
    const either = (n: number) => (n % 2 ? confirm(order) : api.post(`/api/orders/${order.id}/cancel`, {}));
    const answers = await sendWhileLocked(at, [LOCK_ORDER, [order.id], 10], either);
    const status = (await api.get(`/api/orders/${order.id}/`)).json.order.status;
    expect(countByStatus(answers)).toEqual(status === 'confirmed' ? { 200: 10, 409: 10 } : { 200: 1, 409: 19 });
    const won = answers.filter((answer) => answer.status === 200).map(({ json }) => json.order.status);
    expect(new Set(won)).toEqual(new Set([status]));
  });
});

/** Holds the row that confirming and cancelling must lock. */
const LOCK_ORDER = 'select from orders where id = $1 for update';

const register = (email: string, phone_number: string) =>
  at.curl(
    '/api/auth/admin-register/',
    JSON.stringify({ email, phone_number, password: '////.///Rono123', api_key: '123456721' }),
  );

interface Placed {
  readonly id: string;
  readonly customer_code: string;
}

const confirm = ({ id, customer_code }: Placed) =>
  api.post('/api/orders/customer-order/confirm/', { customer_code, order_id: id });

async function placed(): Promise<Placed> {
  const { code } = await aCustomer(at.pool);
  return (await api.post('/api/orders/create/', { customer_code: code, item: 'Mango', amount: '420' })).json.order;
}

describe('GET /api/orders', () => {
  it('gives a page no longer than asked for while orders are placed', async () => {
    const { code } = await aCustomer(at.pool);
    let placing = true;
    const placed = Array.from({ length: 12 }, async () => {
      while (placing) await api.post('/api/orders/create', { customer_code: code, item: 'Mango', amount: '1' });
    });
    const lengths: number[] = [];
    for (let n = 0; n < 150; n++) lengths.push((await api.get('/api/orders?limit=2')).json.length);
    placing = false;
    await Promise.all(placed);
    expect(Math.max(...lengths)).toBe(2);
  });
});
