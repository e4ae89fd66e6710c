import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCustomer, aPhone, aUser } from '../support/factories.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let api: ApiClient;
beforeAll(async () => {
  at = await startApp({ OPEN_INTAKE: 'on' });
  api = await at.asAdmin();
});
afterAll(() => at.close());

const detailOf = ({ status, json }: Answer): unknown => [status, json.type, json.detail];

const takenBy = (code: string) => [
  409,
  '/problems/phone-taken',
  `This phone number belongs to somebody else already: the customer ${code}.`,
];
const TAKEN = [409, '/problems/phone-taken', 'This phone number belongs to somebody else already.'];

describe('POST /api/customer', () => {
  it('names the customer who has the phone to a caller who may see customers, in any writing', async () => {
    const { code, phone } = await aCustomer(at.pool);
    for (const written of [phone, phone.replace('+254', '0'), phone.replace('+', '')])
      expect(detailOf(await api.post('/api/customer', { name: 'Again', phone: written }))).toEqual(takenBy(code));
  });

  it('names nobody to a stranger whom OPEN_INTAKE lets in', async () => {
    const { code, phone } = await aCustomer(at.pool);
    const answer = await at.as().post('/api/customer', { name: 'Again', phone });
    expect(detailOf(answer)).toEqual(TAKEN);
    expect(answer.text).not.toContain(code);
  });
});

describe('POST /api/auth/add-user-number', () => {
  it('names the customer who has the phone', async () => {
    const other = await aCustomer(at.pool);
    const user = await aUser(at.pool);
    const add = (phone_number: string) => api.post('/api/auth/add-user-number', { user_id: user.id, phone_number });
    expect((await add(aPhone())).status).toBe(200);
    expect((await api.post('/api/auth/create-customer', { user_id: user.id })).status).toBe(201);
    expect(detailOf(await add(other.phone))).toEqual(takenBy(other.code));
  });

  it('names nobody where the phone is of a user who is no customer', async () => {
    const [one, other, phone] = [await aUser(at.pool), await aUser(at.pool), aPhone()];
    const add = (user_id: string) => api.post('/api/auth/add-user-number', { user_id, phone_number: phone });
    expect((await add(one.id)).status).toBe(200);
    expect(detailOf(await add(other.id))).toEqual(TAKEN);
  });
});
