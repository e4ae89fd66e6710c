import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { closeOthers, startAnother } from '../../support/another-app.js';
import { leastOfThree } from '../../support/deadlines.js';
import { aPhone } from '../../support/factories.js';
import { faultyFields, wrongProblem } from '../../support/problems.js';
import { type Answer, startApp, type TestApp } from '../../support/test-app.js';

const OLD_KEY = 'old-key-of-the-shop';
const NEW_KEY = 'new-key-of-the-shop';
const PASSWORD = '////.///Rono123';
let at: TestApp;
let madeEmails = 0;

beforeAll(async () => {
  at = await startApp({ ADMIN_API_KEYS: `${OLD_KEY},${NEW_KEY}`, JWT_TTL_SECONDS: '120' });
});
afterAll(() => closeOthers().then(at.close));
beforeEach(() => at.pool.query('truncate login_attempts'));

const login = (body: object) => at.as().post('/api/auth/login/', { password: PASSWORD, api_key: NEW_KEY, ...body });
const register = (body: object) => at.as().post('/api/auth/admin-register/', body);
const registration = () => ({
  email: `admin${++madeEmails}@example.com`,
  phone_number: aPhone(),
  password: PASSWORD,
  api_key: NEW_KEY as string | number,
});

async function anAdmin(password = PASSWORD): Promise<string> {
  const body = { ...registration(), password };
  expect((await register(body)).status).toBe(201);
  return body.email;
}

/** An answer without what is different each time. */
const gist = ({ status, json }: Answer) => [status, { ...json, request_id: '' }];

describe('AdminsController', () => {
  it('registers an admin, logs in and logs out, which ends every token of that admin', async () => {
    const body = registration();
    const registered = await register(body);
    expect([registered.status, registered.json]).toEqual([
      201,
      {
        message: 'Admin registered successfully',
        user_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        token: expect.any(String),
        token_type: 'Bearer',
        expires_in: 120,
      },
    ]);
    const loggedIn = await login({ email: ` ${body.email.toUpperCase()} ` });
    expect([loggedIn.status, loggedIn.json]).toEqual([
      200,
      { message: 'Login successful', token: expect.any(String), token_type: 'Bearer', expires_in: 120 },
    ]);
    const [first, second, other] = [
      registered.json.token,
      loggedIn.json.token,
      (await register(registration())).json.token,
    ];
    const works = async (token: string) => (await at.as(token).post('/api/lookup/all-users/')).status;
    expect([await works(first), await works(second), await works(other)]).toEqual([200, 200, 200]);
    const out = await at.as(first).post('/api/auth/logout/');
    expect([out.status, out.text]).toEqual([204, '']);
    expect([await works(first), await works(second), await works(other)]).toEqual([401, 401, 200]);
    expect(await works((await login({ email: body.email })).json.token)).toBe(200);
  });

  it('checks the API key first, so that nothing else can be learned without one', async () => {
    const email = await anAdmin();
    const wrong = { ...registration(), api_key: '123456721' };
    const refused = await register(wrong);
    expect(wrongProblem(refused, 403)).toBeNull();
    const nonsense = { email: 'x', phone_number: {}, password: '', role: 'admin' };
    for (const body of [
      { ...wrong, email },
      { ...nonsense, api_key: 'x' },
      { ...wrong, api_key: `${NEW_KEY.slice(0, 3)} ${NEW_KEY.slice(3)}` },
      { ...wrong, api_key: '' },
    ]) {
      expect(gist(await register(body))).toEqual(gist(refused));
    }
    expect(faultyFields(await register({ ...registration(), api_key: undefined }))).toEqual(['api_key']);
    expect(faultyFields(await login({ email, api_key: undefined }))).toEqual(['api_key']);
    expect((await at.pool.query('select 1 from users where email = $1', [wrong.email])).rowCount).toBe(0);
  });

  it('answers alike, and as late, to an unknown e-mail, a wrong password and a wrong API key', async () => {
    const email = await anAdmin();
    const tries = {
      email: () => ({ email: `nobody${++madeEmails}@example.com` }),
      password: () => ({ email, password: `${PASSWORD}4` }),
      key: () => ({ email, api_key: '123456721' }),
    };
    const first = gist(await login(tries.email()));
    expect(first[0]).toBe(401);
    const measure = async (): Promise<number> => {
      const times: Record<string, number[]> = { email: [], password: [], key: [] };
      for (let round = 0; round < 15; round++) {
        await at.pool.query('truncate login_attempts');
        for (const [kind, body] of Object.entries(tries)) {
          const began = performance.now();
          const answer = await login(body());
          times[kind]?.push(performance.now() - began);
          expect(gist(answer)).toEqual(first);
        }
      }
      const medians = Object.values(times).map((each) => each.sort((a, b) => a - b)[7] as number);
      return Math.max(...medians) / Math.min(...medians);
    };
    // An answer without the hash of a password would be several times as fast in every try.
    expect(await leastOfThree(1.5, measure)).toBeLessThan(1.5);
  });

  it('takes any of several API keys, until one is withdrawn', async () => {
    const body = { ...registration(), api_key: OLD_KEY };
    expect((await register(body)).status).toBe(201);
    expect((await login({ email: body.email, api_key: OLD_KEY })).status).toBe(200);
    const later = await startAnother(at, { ADMIN_API_KEYS: NEW_KEY });
    const { email, password } = body;
    expect(await later.post('/api/auth/login/', { email, password, api_key: OLD_KEY })).toBe(401);
    expect(await later.post('/api/auth/admin-register/', { ...registration(), api_key: OLD_KEY })).toBe(403);
    expect(await later.post('/api/auth/login/', { email, password, api_key: NEW_KEY })).toBe(200);
    await later.close();
  });

  it('takes an API key of digits that is sent as a number', async () => {
    const digits = await startAnother(at);
    expect(await digits.post('/api/auth/admin-register/', { ...registration(), api_key: 123456721 })).toBe(201);
    expect(await digits.post('/api/auth/admin-register/', { ...registration(), api_key: 123456722 })).toBe(403);
    await digits.close();
  });
});

describe('Passwords', () => {
  it.each([
    ['with signs and slashes', PASSWORD, `${PASSWORD.slice(0, -1)}4`],
    ['of 256 characters', `${'a'.repeat(255)}b`, `${'a'.repeat(255)}c`],
    ['of four bytes a character', '🔑🔑🔑🔑🔑🔑🔑🔑', '🔑🔑🔑🔑🔑🔑🔑🗝'],
    ['of composed letters', 'Schl\u00fcssel', 'Schlu\u0308ssel'],
    ['with spaces at its ends', '  two spaces  ', 'two spaces'],
    ['in capitals', 'CAPITAL LETTERS', 'capital letters'],
  ])('tells a password %s from one that is nearly the same', async (_, password, other) => {
    const email = await anAdmin(password);
    expect((await login({ email, password })).status).toBe(200);
    expect((await login({ email, password: other })).status).toBe(401);
  });

  it('keeps a password as a salted argon2id hash of 19 MiB and two passes', async () => {
    const emails = [await anAdmin(), await anAdmin()];
    const { rows } = await at.pool.query('select password_hash as hash from users where email = any($1)', [emails]);
    expect(rows[0].hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22,}\$[\w+/]{43}$/);
    expect(rows[1].hash).not.toBe(rows[0].hash);
  });

  it('answers 413 to a password of a megabyte', async () => {
    const password = 'x'.repeat(2 ** 20);
    expect(wrongProblem(await login({ email: 'admin1@example.com', password }), 413)).toBeNull();
    expect(wrongProblem(await register({ ...registration(), password }), 413)).toBeNull();
  });
});
