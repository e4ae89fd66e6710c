import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countByStatus, sendAtOnce } from '../support/concurrent-requests.js';
import { aCustomer, aPhone, aUser } from '../support/factories.js';
import { wrongProblem } from '../support/problems.js';
import { type ApiClient, startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let api: ApiClient;
beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
});
afterAll(() => at.close());

const read = (id: string) => api.get(`/api/customers/${id}`);
const versionOf = async (id: string): Promise<string> => (await read(id)).headers.get('etag') ?? '';
const correct = async (id: string, body: object, version?: string) =>
  api.patch(`/api/customers/${id}`, body, { 'If-Match': version ?? (await versionOf(id)) });
const historyOf = async (id: string) => (await api.get(`/api/customers/${id}/history`)).json.history;
const codeOf = ({ json }: { json: { type: string } }) => json.type.replace('/problems/', '');

/** A user with a number, who is no customer. */
const userWith = async (phone_number: string): Promise<string> => {
  const { id } = await aUser(at.pool);
  expect((await api.post('/api/auth/add-user-number', { user_id: id, phone_number })).status).toBe(200);
  return id;
};
const register = (user_id: string, join?: string) => api.post('/api/auth/create-customer', { user_id, join });

describe('PATCH /api/customers/<id>', () => {
  it('corrects name and number, and keeps the old ones in the history', async () => {
    const { id, code, phone } = await aCustomer(at.pool);
    const next = aPhone();
    const { status, json, headers } = await correct(id, {
      name: 'Wanjiru Kamau',
      phone_number: next.replace('+254', '0'),
    });
    expect([status, json.customer.name, json.customer.phone_number]).toEqual([200, 'Wanjiru Kamau', next]);
    expect(headers.get('etag')).toBe(await versionOf(id));
    expect(json.customer).toEqual((await read(id)).json.customer);
    const [registered, corrected] = await historyOf(id);
    expect([registered.kind, registered.changes]).toEqual(['registered', []]);
    expect(corrected).toMatchObject({ kind: 'corrected', actor_kind: 'admin', via: 'api', note: null });
    expect(corrected.changes).toEqual([
      { field: 'name', before: 'Wanjiku Kamau', after: 'Wanjiru Kamau' },
      { field: 'phone_number', before: phone, after: next },
    ]);
    expect((await api.get(`/api/order/${next}`)).json.customer_name).toBe('Wanjiru Kamau');
    expect((await api.post('/api/orders', { customer_code: code, item: 'Mango', amount: 1 })).json.order.phone).toBe(
      next,
    );
  });

  it('sends what has not gone out to the new number, also what a worker has claimed, and nothing else', async () => {
    const { id, code, phone } = await aCustomer(at.pool);
    const ids: string[] = [];
    for (const item of ['queued', 'claimed', 'handed over', 'sent'])
      ids.push((await api.post('/api/orders', { customer_code: code, item, amount: 1 })).json.sms.id);
    const taken = `update notifications set status = 'sending', claim = gen_random_uuid(), leased_until = now() + interval '9 s'`;
    await at.pool.query(`${taken} where id = $1`, [ids[1]]);
    await at.pool.query(`${taken}, handed_over_at = now() where id = $1`, [ids[2]]);
    await at.pool.query(`update notifications set status = 'sent', message_id = 'a' where id = $1`, [ids[3]]);
    const next = aPhone();
    await correct(id, { phone_number: next });
    const { rows } = await at.pool.query(
      'select phone, status, claim is null as free from notifications where id = any($1) order by id',
      [ids],
    );
    expect(rows.map(({ phone: to, status, free }) => [to, status, free])).toEqual([
      [next, 'queued', true],
      [next, 'queued', true],
      [phone, 'sending', false],
      [phone, 'sent', true],
    ]);
  });

  it('gives the user who the customer is the same number', async () => {
    const userId = await userWith(aPhone());
    const { customer_id } = (await register(userId)).json;
    const next = aPhone();
    await correct(customer_id, { phone_number: next });
    expect((await at.pool.query('select phone from users where id = $1', [userId])).rows).toEqual([{ phone: next }]);
  });

  it('answers 412 to a version that is not the last, and 428 to none', async () => {
    const { id } = await aCustomer(at.pool);
    const first = await versionOf(id);
    expect((await correct(id, { name: 'One' }, first)).status).toBe(200);
    const stale = await correct(id, { name: 'Two' }, first);
    expect([wrongProblem(stale, 412), codeOf(stale)]).toEqual([null, 'version-stale']);
    for (const wrong of ['mango', '""', first.replaceAll('"', ''), 'W/"x"'])
      expect([wrong, (await correct(id, { name: 'Two' }, wrong)).status]).toEqual([wrong, 412]);
    const missing = await api.patch(`/api/customers/${id}`, { name: 'Two' });
    expect([wrongProblem(missing, 428), codeOf(missing)]).toEqual([null, 'version-missing']);
    expect((await read(id)).json.customer.name).toBe('One');
  });

  it('takes a version in a list, marked as weak by a proxy, or any by *', async () => {
    const { id } = await aCustomer(at.pool);
    expect((await correct(id, { name: 'One' }, `"x", ${await versionOf(id)}`)).status).toBe(200);
    expect((await correct(id, { name: 'Two' }, `W/${await versionOf(id)}`)).status).toBe(200);
    expect((await correct(id, { name: 'Three' }, '*')).status).toBe(200);
  });

  it('lets one of twenty changes of one version through', async () => {
    const { id } = await aCustomer(at.pool);
    const version = await versionOf(id);
    const answers = await sendAtOnce((n) => correct(id, { name: `Name ${n}` }, version));
    expect(countByStatus(answers)).toEqual({ 200: 1, 412: 19 });
    expect(await historyOf(id)).toHaveLength(2);
  });

  it('takes twenty corrections and numbers of the account at once, and leaves one number', async () => {
    const userId = await userWith(aPhone());
    const { customer_id } = (await register(userId)).json;
    const answers = await sendAtOnce((n) =>
      n % 2 === 0
        ? correct(customer_id, { phone_number: aPhone() }, '*')
        : api.post('/api/auth/add-user-number', { user_id: userId, phone_number: aPhone() }),
    );
    expect(countByStatus(answers)).toEqual({ 200: 20 });
    const text = 'select c.phone = u.phone as same from customers c join users u on u.id = c.user_id where c.id = $1';
    expect((await at.pool.query(text, [customer_id])).rows).toEqual([{ same: true }]);
  });

  it('answers 409 to a number of another, and names the customer who has it', async () => {
    const [one, other] = [await aCustomer(at.pool), await aCustomer(at.pool)];
    const answer = await correct(one.id, { phone_number: other.phone });
    expect([wrongProblem(answer, 409), answer.json.detail.includes(other.code)]).toEqual([null, true]);
    const { id } = (await api.get('/api/lookup/all-users')).json.users[0];
    const linked = (await register(await userWith(aPhone()))).json.customer_id;
    const { phone } = (await at.pool.query('select phone from users where id = $1', [id])).rows[0];
    expect(codeOf(await correct(linked, { phone_number: phone }))).toBe('phone-taken');
  });

  it('answers 400 to no field and to no number, and 404 to nobody', async () => {
    const { id } = await aCustomer(at.pool);
    expect((await correct(id, {})).status).toBe(400);
    expect((await correct(id, { phone_number: '0712' })).status).toBe(400);
    expect((await correct(id, { name: ' ' })).status).toBe(400);
    expect((await correct('0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99', { name: 'x' }, '*')).status).toBe(404);
    expect(wrongProblem(await read('mango'), 404)).toBeNull();
  });
});

describe('POST /api/auth/create-customer', () => {
  it('joins no stranger whose number was mistyped, and names the code', async () => {
    const { id, code, phone } = await aCustomer(at.pool);
    await api.post('/api/orders', { customer_code: code, item: 'Mango', amount: 1 });
    const userId = await userWith(phone);
    const refused = await register(userId);
    expect([wrongProblem(refused, 409), codeOf(refused)]).toEqual([null, 'customer-has-phone']);
    expect(refused.json.detail).toContain(code);
    expect((await read(id)).json.customer.user_id).toBeNull();
    const other = await register(userId, 'AAAAAAAA');
    expect([codeOf(other), other.json.detail.includes(code)]).toEqual(['customer-has-phone', true]);
  });

  it('joins the customer whom join names, who keeps name, code and orders', async () => {
    const { id, code, phone, name } = await aCustomer(at.pool);
    const userId = await userWith(phone);
    const { status, json } = await register(userId, code.toLowerCase());
    expect([status, json.joined, json.customer_code]).toEqual([201, true, code]);
    expect(json.customer).toMatchObject({ id, name, user_id: userId });
    expect((await historyOf(id))[1]).toMatchObject({
      kind: 'joined',
      actor_kind: 'admin',
      changes: [{ field: 'user_id', before: null, after: userId }],
    });
    expect(codeOf(await register(userId, code))).toBe('already-customer');
  });

  it('makes a new customer as before where nobody has the number, and says that nobody was joined', async () => {
    const userId = await userWith(aPhone());
    expect(codeOf(await register(userId, 'AAAAAAAA'))).toBe('nobody-to-join');
    const { status, json } = await register(userId);
    expect([status, json.message, json.joined]).toEqual([201, 'Customer created successfully', false]);
  });

  it('lets the number that the own customer has be added again', async () => {
    const phone = aPhone();
    const userId = await userWith(phone);
    expect((await register(userId)).status).toBe(201);
    expect((await api.post('/api/auth/add-user-number', { user_id: userId, phone_number: phone })).status).toBe(200);
    expect(codeOf(await register(userId))).toBe('already-customer');
  });
});

describe('POST /api/customers/<id>/unlink', () => {
  it('takes the account away, keeps number, code and orders, and lets the user join again', async () => {
    const { id, code, phone } = await aCustomer(at.pool);
    const userId = await userWith(phone);
    await register(userId, code);
    const { status, json } = await api.post(`/api/customers/${id}/unlink`, { reason: 'Mistyped.' });
    expect([status, json.customer]).toEqual([200, (await read(id)).json.customer]);
    expect(json.customer).toMatchObject({ customer_code: code, phone_number: phone, user_id: null, email: null });
    expect((await historyOf(id)).at(-1)).toMatchObject({ kind: 'unlinked', note: 'Mistyped.' });
    const again = await api.post(`/api/customers/${id}/unlink`);
    expect([wrongProblem(again, 409), codeOf(again)]).toEqual([null, 'customer-not-linked']);
    expect((await register(userId, code)).json.joined).toBe(true);
  });
});
