import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { dictionary } from '@zxcvbn-ts/language-common';
import { aUser } from '../support/factories.js';
import { faultyFields } from '../support/problems.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../support/test-app.js';

const PASSWORD = 'correct horse battery';
const NEW = 'four words of ours';

let at: TestApp;
let owner: ApiClient;
let serial = 0;
beforeAll(async () => {
  at = await startApp();
  owner = await at.asAdmin();
});
afterAll(() => at.close());
beforeEach(() => at.pool.query('truncate login_attempts'));

const register = (password: string, email = `reader${++serial}@example.com`): Promise<Answer> =>
  at.as().post('/api/auth/admin-register', {
    ...{ email, password, api_key: '123456721' },
    phone_number: `+2547110${String(10_000 + ++serial)}`,
  });
const login = async (email: string, password: string): Promise<number> =>
  (await at.as().post('/api/auth/login', { email, password, api_key: '123456721' })).status;
const reads = async (token: string): Promise<number> => (await at.as(token).get('/api/customers?limit=1')).status;

/** Registers an admin who is not the owner. */
async function another(): Promise<{ email: string; id: string; token: string; api: ApiClient }> {
  const email = `other${++serial}@example.com`;
  const { user_id, token } = (await register(PASSWORD, email)).json;
  return { email, id: user_id, token, api: at.as(token) };
}

describe('6. a new password', () => {
  it('is refused at registration when it is one of the 3,000 most common that are long enough', async () => {
    const long = dictionary['passwords-common'].filter((password) => String(password).length >= 8).map(String);
    expect(long.length).toBeGreaterThan(3000);
    for (const password of [...long.slice(0, 3000).filter((_, place) => place % 100 === 0), 'Password1', 'QWERTYUIOP'])
      expect([password, faultyFields(await register(password))]).toEqual([password, ['password']]);
  });

  it.each(['wanjiku.kamau@example.com', 'WANJIKU.KAMAU@example.com', 'Wanjiku.Kamau', ' wanjiku.kamau@example.com '])(
    'is refused when it is the own e-mail address: %j',
    async (password) => {
      const answer = await register(password, 'wanjiku.kamau@example.com');
      expect([answer.json.type, faultyFields(answer)]).toEqual(['/problems/password-weak', ['password']]);
    },
  );

  it('is refused in a change and in a reset as at registration', async () => {
    for (const weakOf of [() => 'password1', (email: string) => email]) {
      const { api, email, id } = await another();
      const weak = weakOf(email);
      const body = { old_password: PASSWORD, new_password: weak };
      expect(faultyFields(await api.post('/api/auth/change-password', body))).toEqual(['new_password']);
      const { code } = (await owner.post('/api/auth/create-reset-code', { user_id: id })).json;
      const reset = { email, code, new_password: weak };
      expect(faultyFields(await at.as().post('/api/auth/reset-password', reset))).toEqual(['new_password']);
      expect((await at.as().post('/api/auth/reset-password', { ...reset, new_password: PASSWORD })).status).toBe(200);
    }
  });
});

describe('9. a change of password', () => {
  it('needs the old one, and is slowed down as a login is', async () => {
    const { api, email, token } = await another();
    const change = (old_password: string) => api.post('/api/auth/change-password', { old_password, new_password: NEW });
    const refused = await change('wrong horse battery');
    expect([refused.status, refused.json.type]).toEqual([403, '/problems/old-password-wrong']);
    expect([await login(email, PASSWORD), await reads(token)]).toEqual([200, 200]);
    const statuses = [];
    for (let n = 0; n < 8; n++) statuses.push((await change('wrong horse battery')).status);
    expect(statuses).toContain(429);
  });

  it('ends every token of the admin but the one that it gives, and no other admin’s', async () => {
    const { api, email, token } = await another();
    const second = (await at.as().post('/api/auth/login', { email, password: PASSWORD, api_key: '123456721' })).json
      .token;
    const changed = await api.post('/api/auth/change-password', { old_password: PASSWORD, new_password: NEW });
    expect(changed.status).toBe(200);
    expect([await reads(token), await reads(second), await reads(changed.json.token)]).toEqual([401, 401, 200]);
    expect([await login(email, PASSWORD), await login(email, NEW)]).toEqual([401, 200]);
    expect((await owner.get('/api/customers?limit=1')).status).toBe(200);
  });

  it('happens once when two come at the same time', async () => {
    const { api } = await another();
    const change = (word: string) =>
      api.post('/api/auth/change-password', { old_password: PASSWORD, new_password: `${NEW} ${word}` });
    const statuses = (await Promise.all([change('one'), change('two')])).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });
});

describe('14. an admin who is disabled', () => {
  it('has no token that works, no login and no reset, until enabled again', async () => {
    const { email, id, token } = await another();
    const { code } = (await owner.post('/api/auth/create-reset-code', { user_id: id })).json;
    expect((await owner.post('/api/auth/disable-admin', { user_id: id })).status).toBe(200);
    expect([await reads(token), await login(email, PASSWORD)]).toEqual([401, 401]);
    const reset = { email, code, new_password: NEW };
    expect((await at.as().post('/api/auth/reset-password', reset)).status).toBe(401);
    expect((await owner.post('/api/auth/create-reset-code', { user_id: id })).status).toBe(404);
    expect((await owner.post('/api/auth/enable-admin', { user_id: id })).status).toBe(200);
    expect([await reads(token), await login(email, PASSWORD)]).toEqual([401, 200]);
  });

  it('is no user, and never the caller', async () => {
    const { id, api } = await another();
    for (const path of ['/api/auth/disable-admin', '/api/auth/create-reset-code']) {
      expect((await api.post(path, { user_id: id })).json.type).toBe('/problems/own-account');
      const user = await aUser(at.pool);
      expect((await api.post(path, { user_id: user.id })).json.type).toBe('/problems/admin-unknown');
    }
  });
});

describe('9. a reset of a password', () => {
  it('takes a code once, within an hour, for its own admin, and ends every token', async () => {
    const [one, two] = [await another(), await another()];
    const { code, expires_in } = (await owner.post('/api/auth/create-reset-code', { user_id: one.id })).json;
    expect([code.length, expires_in]).toEqual([43, 3600]);
    const reset = async (email: string, given = code) =>
      (await at.as().post('/api/auth/reset-password', { email, code: given, new_password: NEW })).status;
    expect([await reset(two.email), await reset('nobody@example.com'), await reset(one.email, `${code}x`)]).toEqual([
      401, 401, 401,
    ]);
    expect(await reads(one.token)).toBe(200);
    expect(await reset(one.email)).toBe(200);
    expect([await reads(one.token), await reads(two.token)]).toEqual([401, 200]);
    expect([await login(one.email, PASSWORD), await login(one.email, NEW)]).toEqual([401, 200]);
    expect(await reset(one.email)).toBe(401);
    const late = (await owner.post('/api/auth/create-reset-code', { user_id: one.id })).json.code;
    await at.pool.query(`update password_resets set expires_at = now() - interval '1 second'`);
    expect(await reset(one.email, late)).toBe(401);
    const { rows } = await at.pool.query('select digest from password_resets');
    expect(JSON.stringify(rows)).not.toContain(late);
  });
});
