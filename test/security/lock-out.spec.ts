import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, startApp, type TestApp } from '../support/test-app.js';

const OWNER = 'admin1@example.com';
const RIGHT = { email: OWNER, password: 'correct horse battery', api_key: '123456721' };
const HOME = '198.51.100.77';

let at: TestApp;
beforeAll(async () => {
  at = await startApp({ TRUST_PROXY: '127.0.0.1' });
  await at.admin();
});
afterAll(() => at.close());
beforeEach(() => at.pool.query('truncate login_attempts, login_sources'));

const login = (address: string, body: object = RIGHT): Promise<Answer> =>
  at.as().post('/api/auth/login', body, { 'X-Forwarded-For': address });
const guess = async (address: string): Promise<number> =>
  (await login(address, { ...RIGHT, password: 'wrong horse battery' })).status;

/** Lets 24 addresses guess until the brake of the whole account holds. */
async function attack(): Promise<void> {
  for (let round = 0; round < 3; round++) for (let n = 1; n <= 24; n++) await guess(`203.0.113.${n}`);
  await at.pool.query(
    `update login_attempts set blocked_until = now() + interval '30 s' where source ~ '^account:[^:]+$'`,
  );
}

describe('7. logins at one account from 24 addresses', () => {
  it('keep nobody out who logged in from the same address lately', async () => {
    expect((await login(HOME)).status).toBe(200);
    await attack();
    expect((await login(HOME)).status).toBe(200);
    await attack();
    expect([(await login('198.51.100.78')).status, (await login(HOME)).status]).toEqual([429, 200]);
  });

  it('hold an address again whose last login is a month ago', async () => {
    await login(HOME);
    await at.pool.query(`update login_sources set used_at = now() - interval '31 days'`);
    await attack();
    expect((await login(HOME)).status).toBe(429);
  });

  it('cost each address that goes on trying its own tries', async () => {
    await attack();
    const attempts = async () =>
      (await at.pool.query(`select sum(attempts)::int as n from login_attempts where source like 'key:203.0.113.1'`))
        .rows[0].n;
    const before = await attempts();
    for (let n = 0; n < 40; n++) await guess('203.0.113.1');
    // Its own pause begins after a few, and no attempt in a pause counts.
    expect(await attempts()).toBeGreaterThan(before);
    const own = `select max(blocked_until) > now() as held from login_attempts where source like 'account:%:203.0.113.1'`;
    expect((await at.pool.query(own)).rows).toEqual([{ held: true }]);
  });

  it('slow down an address that knows the right password as any other', async () => {
    await login(HOME);
    for (let n = 0; n < 5; n++) await guess(HOME);
    await at.pool.query(
      `update login_attempts set blocked_until = now() + interval '9 s' where blocked_until > attempted_at`,
    );
    expect((await login(HOME)).status).toBe(429);
  });
});

describe('7. neighbours in IPv6', () => {
  it.each([
    ['/64', (n: number) => `2001:db8:1:1::${n.toString(16)}`, 5],
    ['/56', (n: number) => `2001:db8:1:1${n.toString(16).padStart(2, '0')}::1`, 5],
    ['/48', (n: number) => `2001:db8:1:${n.toString(16).padStart(2, '0')}00::1`, 20],
  ])('count together when they share a %s', async (_, addressOf, free) => {
    const statuses: number[] = [];
    for (let n = 1; n <= 40; n++) statuses.push(await guess(addressOf(n)));
    // A pause of a second may end meanwhile.
    const checked = statuses.filter((status) => status === 401).length;
    expect([checked >= free, checked <= free + 4]).toEqual([true, true]);
    expect(await guess('2001:db8:2:1::1')).toBe(401);
  });
});
