import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aBrowser, originOf, sandboxOf } from '../../support/browser.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.pool.query('truncate users, identities, sessions, used_states cascade');
});

const users = async () => (await at.pool.query('select * from users order by id')).rows;

describe('a sign-in', () => {
  it.each(['google', 'github', 'facebook'])('with %s makes a user, opens a session and ends on the home page', async (provider) => {
    const browser = aBrowser(at);
    const answer = await browser.signIn(provider, 'wanjiku');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/']);
    const verified = provider !== 'facebook';
    expect(await users()).toEqual([expect.objectContaining({ email: 'wanjiku@example.com', email_verified: verified, role: 'user' })]);
    expect(browser.cookies.has('agiza-session')).toBe(true);
    expect(browser.cookies.has('agiza-sign-in')).toBe(false);
  });

  it.each(['google', 'github', 'facebook'])('with %s asks for PKCE, a state and no more than who it is', async (provider) => {
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
  });

  it('the second time finds the same user', async () => {
    await aBrowser(at).signIn('github', 'otieno');
    await aBrowser(at).signIn('github', 'otieno');
    expect(await users()).toHaveLength(1);
  });

  it('without an e-mail makes a user without one', async () => {
    for (const provider of ['google', 'github', 'facebook']) await aBrowser(at).signIn(provider, 'achieng');
    expect((await users()).map(({ email, name }) => [email, name])).toEqual(Array(3).fill([null, 'Achieng Atieno']));
  });

  it('keeps no token of the provider', async () => {
    await aBrowser(at).signIn('google', 'wanjiku');
    const tables = ['users', 'identities', 'sessions', 'used_states'];
    const columns = await at.pool.query('select table_name, column_name from information_schema.columns where table_name = any($1)', [
      tables,
    ]);
    expect(columns.rows.filter(({ column_name }) => /token$|access|refresh/.test(column_name))).toEqual([]);
  });

  it('made twenty times at once for the first time makes one user, and every session counts', async () => {
    const browsers = Array.from({ length: 20 }, () => aBrowser(at));
    const callbacks = await Promise.all(browsers.map((browser) => browser.choose('/auth/google', 'wanjiku')));
    const answers = await Promise.all(browsers.map((browser, index) => browser.open(callbacks[index] ?? '')));
    expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(302));
    expect(await users()).toHaveLength(1);
    const orders = await Promise.all(browsers.map((browser) => browser.open('/api/orders', { headers: { Accept: '*/*' } })));
    expect(orders.map((answer) => answer.status)).toEqual(Array(20).fill(403));
  });

  it('with two providers at once for the first time makes one user of a verified address', async () => {
    const [one, other] = [aBrowser(at), aBrowser(at)];
    const [google, github] = await Promise.all([one.choose('/auth/google', 'wanjiku'), other.choose('/auth/github', 'wanjiku')]);
    const answers = await Promise.all([one.open(google), other.open(github)]);
    expect(answers.map((answer) => answer.status)).toEqual([302, 302]);
    expect(await users()).toHaveLength(1);
  });

  it.each([
    ['/profile', '/profile'],
    ['//evil.example', '/'],
    ['https://evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/%09/evil.example', '/'],
  ])('that was to end at %s ends at %s', async (asked, end) => {
    const browser = aBrowser(at);
    const callback = await browser.choose(`/auth/google?return_to=${encodeURIComponent(asked)}`, 'wanjiku');
    expect((await browser.open(callback)).headers.get('location')).toBe(end);
  });

  it('at 127.0.0.1 goes to the public address first, where the provider will come back to', async () => {
    const answer = await at.request('/auth/google?return_to=/profile');
    expect(answer.headers.get('location')).toBe(`${originOf(at)}/auth/google?return_to=/profile`);
  });

  it('with a provider that we do not know is a 404', async () => {
    for (const path of ['/auth/twitter', '/auth/__proto__', '/auth/twitter/callback?code=1']) {
      expect((await aBrowser(at).open(path)).status).toBe(404);
    }
  });
});

describe('a sign-in that was cancelled', () => {
  it.each(['google', 'github', 'facebook'])('at %s says so, and opens no session', async (provider) => {
    const browser = aBrowser(at);
    const answer = await browser.signIn(provider, 'cancel');
    expect(answer.status).toBe(403);
    expect(browser.cookies.size).toBe(0);
    expect(await users()).toEqual([]);
  });
});

describe('a callback', () => {
  const refused = async (browser: ReturnType<typeof aBrowser>, address: string) => {
    const answer = await browser.open(address, { headers: { Accept: 'application/json' } });
    expect([answer.status, answer.json?.type]).toEqual([400, '/problems/sign-in-failed']);
    expect(browser.cookies.has('agiza-session')).toBe(false);
    expect((await at.pool.query('select from sessions')).rowCount).toBe(0);
  };
  const changed = (address: string, change: (query: URLSearchParams) => void): string => {
    const url = new URL(address);
    change(url.searchParams);
    return url.href;
  };

  it('without a state is refused', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    await refused(
      browser,
      changed(callback, (query) => query.delete('state')),
    );
  });

  it('with a forged state is refused', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    await refused(
      browser,
      changed(callback, (query) => query.set('state', 'a'.repeat(43))),
    );
  });

  it('with two states is refused', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    await refused(browser, `${callback}&state=${'a'.repeat(43)}`);
  });

  it('in another browser is refused, so nobody can be signed in as somebody else', async () => {
    const callback = await aBrowser(at).choose('/auth/google', 'wanjiku');
    await refused(aBrowser(at), callback);
    const other = aBrowser(at);
    await other.open('/auth/google');
    await refused(other, callback);
  });

  it('that comes again is refused, even with the cookie kept by hand', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    const kept = `agiza-sign-in=${browser.cookies.get('agiza-sign-in')}`;
    expect((await browser.open(callback)).status).toBe(302);
    await at.pool.query('delete from sessions');
    browser.cookies.clear();
    await refused(browser, callback);
    const again = await browser.open(callback, { headers: { Cookie: kept, Accept: '*/*' } });
    expect(again.json.type).toBe('/problems/sign-in-failed');
  });

  it('with the code of another sign-in is refused by the provider, since the verifier is not the one', async () => {
    const [victim, attacker] = [aBrowser(at), aBrowser(at)];
    const stolen = new URL(await victim.choose('/auth/google', 'wanjiku')).searchParams.get('code') ?? '';
    const own = await attacker.choose('/auth/google', 'otieno');
    await refused(
      attacker,
      changed(own, (query) => query.set('code', stolen)),
    );
  });

  it('with a code that was used is refused', async () => {
    const [first, second] = [aBrowser(at), aBrowser(at)];
    const used = await first.choose('/auth/github', 'wanjiku');
    await first.open(used);
    await at.pool.query('delete from sessions');
    const other = await second.choose('/auth/github', 'otieno');
    const code = new URL(used).searchParams.get('code') ?? '';
    await refused(
      second,
      changed(other, (query) => query.set('code', code)),
    );
  });

  it('of one provider at the callback of another is refused', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    await refused(browser, callback.replace('/auth/google/', '/auth/github/'));
  });

  it('of an end user at the callback of staff is refused, and the other way round', async () => {
    const user = aBrowser(at);
    await refused(user, (await user.choose('/auth/google', 'staff')).replace('/auth/google/callback', '/google/auth/'));
    const staff = aBrowser(at);
    await refused(staff, (await staff.choose('/google/login', 'staff')).replace('/google/auth/', '/auth/google/callback'));
  });

  it('without a code or an error is refused, and begins nothing', async () => {
    await refused(aBrowser(at), '/auth/google/callback');
    await refused(aBrowser(at), '/google/auth/');
  });

  it.each(['server_error', 'invalid_scope', 'temporarily_unavailable'])('with the error %s is refused', async (error) => {
    await refused(aBrowser(at), `/auth/google/callback?error=${error}&error_description=%3Cb%3E`);
  });

  it('with an error as Facebook writes it is refused', async () => {
    await refused(aBrowser(at), '/auth/facebook/callback?error_code=1349003&error_message=App%20not%20set%20up');
  });

  it('after ten minutes is refused', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    const { now } = Date;
    Date.now = () => now() + 601_000;
    await refused(browser, callback).finally(() => {
      Date.now = now;
    });
  });
});

describe('the stand-in for a provider', () => {
  const exchange = async (change: Record<string, string>) => {
    const { front, back } = sandboxOf(at);
    const query = { response_type: 'code', client_id: 'sandbox-google', redirect_uri: `${originOf(at)}/auth/google/callback`, state: 's' };
    // The challenge of RFC 7636, appendix B.
    const challenge = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256', person: 'wanjiku' };
    const consent = await fetch(`${front}/google/authorize?${new URLSearchParams({ ...query, ...challenge })}`, { redirect: 'manual' });
    const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const form = {
      grant_type: 'authorization_code',
      client_id: 'sandbox-google',
      client_secret: 'sandbox-google-secret',
      redirect_uri: query.redirect_uri,
      code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
      code,
      ...change,
    };
    return (await fetch(`${back}/google/token`, { method: 'POST', body: new URLSearchParams(form) })).status;
  };

  it('changes a code into a token for the right client, redirect URI and verifier alone', async () => {
    expect(await exchange({})).toBe(200);
    expect(await exchange({ code_verifier: '' })).toBe(400);
    expect(await exchange({ redirect_uri: 'http://localhost/other' })).toBe(400);
    expect(await exchange({ client_secret: 'guess' })).toBe(401);
    expect(await exchange({ grant_type: 'password' })).toBe(400);
  });

  it.each(['http://evil.example/auth/google/callback', 'http://localhost/elsewhere', 'javascript:alert(1)', ''])(
    'sends nobody to the unregistered redirect URI %j',
    async (uri) => {
      const asked = new URL((await aBrowser(at).open('/auth/google')).headers.get('location') ?? '');
      asked.searchParams.set('redirect_uri', uri);
      expect((await fetch(asked, { redirect: 'manual' })).status).toBe(400);
    },
  );
});
