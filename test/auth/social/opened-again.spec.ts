import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aBrowser, type Browser } from '../../support/browser.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.pool.query('truncate users, identities, sessions, used_states cascade');
});

const readProfile = async (browser: Browser): Promise<string | undefined> =>
  (await browser.open('/profile')).text.match(/Wanjiku Kamau|Otieno Odhiambo/)?.[0];
const end = ({ status, headers }: Awaited<ReturnType<Browser['open']>>) => [status, headers.get('location')];

describe('GET /auth/:provider/callback, opened again', () => {
  it.each(['google', 'github', 'facebook'])(
    'leads to the home page after a sign-in with %s, and keeps the session',
    async (provider) => {
      const browser = aBrowser(at);
      const callback = await browser.choose(`/auth/${provider}`, 'wanjiku');
      await browser.open(callback);
      const session = browser.cookies.get('agiza-session');
      for (let times = 0; times < 3; times++) expect(end(await browser.open(callback))).toEqual([302, '/']);
      expect(browser.cookies.get('agiza-session')).toBe(session);
      expect(await readProfile(browser)).toBe('Wanjiku Kamau');
    },
  );

  it('leads staff to the customers', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/google/login', 'staff');
    await browser.open(callback);
    expect(end(await browser.open(callback))).toEqual([302, '/api/customers']);
  });

  it('leads staff to the desk after a sign-in that led there', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/google/login?to=%2Fdesk%2Forders', 'staff');
    expect(end(await browser.open(callback))).toEqual([302, '/desk/orders']);
    for (let times = 0; times < 2; times++) expect(end(await browser.open(callback))).toEqual([302, '/desk']);
    const later = await browser.choose('/google/login', 'staff');
    await browser.open(later);
    expect(end(await browser.open(later))).toEqual([302, '/api/customers']);
    expect(end(await browser.open(callback))).toEqual([302, '/desk']);
  });

  it('leads to the home page in both of two tabs that signed in the same user', async () => {
    const browser = aBrowser(at);
    const callbacks = [
      await browser.choose('/auth/google', 'wanjiku'),
      await browser.choose('/auth/github', 'wanjiku'),
    ];
    for (const callback of [...callbacks, ...callbacks]) expect(end(await browser.open(callback))).toEqual([302, '/']);
  });

  it.each(['github', 'facebook'])(
    'leads to the home page after %s was added to an account, and the earlier sign-in still does',
    async (provider) => {
      const browser = aBrowser(at);
      const first = await browser.choose('/auth/google', 'wanjiku');
      await browser.open(first);
      const added = await browser.choose(`POST /auth/${provider}`, 'otieno');
      expect(end(await browser.open(added))).toEqual([302, '/profile']);
      for (const callback of [added, first, added]) expect(end(await browser.open(callback))).toEqual([302, '/']);
      expect(await readProfile(browser)).toBe('Wanjiku Kamau');
    },
  );

  it('keeps staff staff after they added a provider, at the callback that is opened again too', async () => {
    const browser = aBrowser(at);
    await browser.open(await browser.choose('/google/login', 'staff'));
    const added = await browser.choose('POST /auth/github', 'wanjiku');
    await browser.open(added);
    expect(end(await browser.open(added))).toEqual([302, '/']);
    expect((await browser.open('/api/customers')).status).toBe(200);
  });

  it('stays signed in when two providers are added at the same moment', async () => {
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    const added = [
      await browser.choose('POST /auth/github', 'wanjiku'),
      await browser.choose('POST /auth/facebook', 'wanjiku'),
    ];
    await Promise.all(added.map((callback) => browser.open(callback)));
    expect(await readProfile(browser)).toBe('Wanjiku Kamau');
  });

  it('answers 400 after a provider was added and the session ended, also with the token before', async () => {
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    const before = browser.cookies.get('agiza-session') ?? '';
    const added = await browser.choose('POST /auth/github', 'wanjiku');
    await browser.open(added);
    await browser.press('/logout');
    browser.cookies.set('agiza-session', before);
    expect((await browser.open(added)).status).toBe(400);
  });

  it('answers 400 after the session ended', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    await browser.open(callback);
    const kept = browser.cookies.get('agiza-session') ?? '';
    await browser.press('/logout');
    expect((await browser.open(callback)).status).toBe(400);
    browser.cookies.set('agiza-session', kept);
    expect((await browser.open(callback)).status).toBe(400);
  });

  it('answers 400 in another browser, signed in or not, and leaves its session as it is', async () => {
    const attacker = aBrowser(at);
    const callback = await attacker.choose('/auth/google', 'otieno');
    await attacker.open(callback);
    const stranger = aBrowser(at);
    expect((await stranger.open(callback)).status).toBe(400);
    const victim = aBrowser(at);
    await victim.signIn('google', 'wanjiku');
    expect((await victim.open(callback)).status).toBe(400);
    expect(await readProfile(victim)).toBe('Wanjiku Kamau');
    expect(stranger.cookies.size).toBe(0);
  });

  it('answers 400 when another user has signed in meanwhile, and keeps that user', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    await browser.open(callback);
    await browser.signIn('github', 'otieno');
    expect((await browser.open(callback)).status).toBe(400);
    expect(await readProfile(browser)).toBe('Otieno Odhiambo');
  });

  it('answers 400 to another state in a browser that is signed in', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    await browser.open(callback);
    expect((await browser.open(`${callback.slice(0, -5)}AAAAA`)).status).toBe(400);
    expect((await browser.open('/auth/google/callback?code=1')).status).toBe(400);
  });
});
