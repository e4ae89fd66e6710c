import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aBrowser, attemptsOf, originOf } from '../../support/browser.js';
import { openConnections } from '../../support/open-connections.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.pool.query('truncate users, identities, sessions, used_states cascade');
});

const readUsers = async () => (await at.pool.query('select * from users order by id')).rows;

describe('SignInController', () => {
  it.each(['google', 'github', 'facebook'])(
    'makes a user who signs in with %s, opens a session and ends on the home page',
    async (provider) => {
      const browser = aBrowser(at);
      const answer = await browser.signIn(provider, 'wanjiku');
      expect([answer.status, answer.headers.get('location')]).toEqual([302, '/']);
      const verified = provider !== 'facebook';
      expect(await readUsers()).toEqual([
        expect.objectContaining({ email: 'wanjiku@example.com', email_verified: verified, role: 'user' }),
      ]);
      expect(browser.cookies.has('agiza-session')).toBe(true);
      expect(attemptsOf(browser)).toEqual([]);
    },
  );

  it.each(['google', 'github', 'facebook'])(
    'asks %s for PKCE, a state and no more than who the user is',
    async (provider) => {
      const { headers } = await aBrowser(at).open(`/auth/${provider}`);
      const { searchParams } = new URL(headers.get('location') ?? '');
      expect(Object.fromEntries(searchParams)).toEqual({
        response_type: 'code',
        client_id: `sandbox-${provider}`,
        redirect_uri: `${originOf(at)}/auth/${provider}/callback`,
        scope: { google: 'openid email profile', github: 'user:email', facebook: 'email,public_profile' }[provider],
        state: expect.stringMatching(/^[\w-]{43}$/),
        code_challenge: expect.stringMatching(/^[\w-]{43}$/),
        code_challenge_method: 'S256',
      });
    },
  );

  it('finds the same user at the second sign-in', async () => {
    await aBrowser(at).signIn('github', 'otieno');
    await aBrowser(at).signIn('github', 'otieno');
    expect(await readUsers()).toHaveLength(1);
  });

  it('makes a user without an e-mail when the provider tells none', async () => {
    for (const provider of ['google', 'github', 'facebook']) await aBrowser(at).signIn(provider, 'achieng');
    expect((await readUsers()).map(({ email, name }) => [email, name])).toEqual(
      Array(3).fill([null, 'Achieng Atieno']),
    );
  });

  it('keeps no token of the provider', async () => {
    await aBrowser(at).signIn('google', 'wanjiku');
    const tables = ['users', 'identities', 'sessions', 'used_states'];
    const columns = await at.pool.query(
      'select table_name, column_name from information_schema.columns where table_name = any($1)',
      [tables],
    );
    expect(columns.rows.filter(({ column_name }) => /token$|access|refresh/.test(column_name))).toEqual([]);
  });

  it('makes one user in twenty first sign-ins at the same time, and every session counts', async () => {
    const browsers = Array.from({ length: 20 }, () => aBrowser(at));
    const callbacks = await Promise.all(browsers.map((browser) => browser.choose('/auth/google', 'wanjiku')));
    await openConnections(at);
    const answers = await Promise.all(browsers.map((browser, index) => browser.open(callbacks[index] ?? '')));
    expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(302));
    expect(await readUsers()).toHaveLength(1);
    const orders = await Promise.all(
      browsers.map((browser) => browser.open('/api/orders', { headers: { Accept: '*/*' } })),
    );
    expect(orders.map((answer) => answer.status)).toEqual(Array(20).fill(403));
  });

  it('waits for nobody else who signs in to the same account, since nothing of it changes', async () => {
    await aBrowser(at).signIn('google', 'wanjiku');
    const holder = await at.pool.connect();
    await holder.query('begin; select from identities for no key update');
    const answer = await aBrowser(at).signIn('google', 'wanjiku');
    await holder.query('rollback');
    holder.release();
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/']);
  });

  it('makes one user in two first sign-ins at once whose providers verified the same address', async () => {
    const [one, other] = [aBrowser(at), aBrowser(at)];
    const [google, github] = await Promise.all([
      one.choose('/auth/google', 'wanjiku'),
      other.choose('/auth/github', 'wanjiku'),
    ]);
    const answers = await Promise.all([one.open(google), other.open(github)]);
    expect(answers.map((answer) => answer.status)).toEqual([302, 302]);
    expect(await readUsers()).toHaveLength(1);
  });

  it.each([
    ['/profile', '/profile'],
    ['//evil.example', '/'],
    ['https://evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/%09/evil.example', '/'],
  ])('answers a sign-in with return_to=%s with a redirect to %s', async (asked, end) => {
    const browser = aBrowser(at);
    const callback = await browser.choose(`/auth/google?return_to=${encodeURIComponent(asked)}`, 'wanjiku');
    expect((await browser.open(callback)).headers.get('location')).toBe(end);
  });

  it('redirects from 127.0.0.1 to the public address, where the provider comes back to', async () => {
    const answer = await at.request('/auth/google?return_to=/profile');
    expect(answer.headers.get('location')).toBe(`${originOf(at)}/auth/google?return_to=/profile`);
  });

  it('answers 404 for an unknown provider', async () => {
    for (const path of ['/auth/twitter', '/auth/__proto__', '/auth/twitter/callback?code=1']) {
      expect((await aBrowser(at).open(path)).status).toBe(404);
    }
  });

  it.each(['google', 'github', 'facebook'])(
    'answers 403 when the user cancels at %s, and opens no session',
    async (provider) => {
      const browser = aBrowser(at);
      const answer = await browser.signIn(provider, 'cancel');
      expect(answer.status).toBe(403);
      expect(browser.cookies.size).toBe(0);
      expect(await readUsers()).toEqual([]);
    },
  );
});
