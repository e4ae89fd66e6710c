import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBrowser } from '../../support/browser.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());

const session = 'agiza-session';
/** Whether the session counts: an end user then gets 403 at a route of the desk, instead of 401. */
const counts = async (browser: ReturnType<typeof aBrowser>) =>
  (await browser.open('/api/lookup/all-users')).status === 403;
const signIn = async () => {
  const browser = aBrowser(at);
  await browser.signIn('google', 'wanjiku');
  return browser;
};

describe('SessionsService', () => {
  it('leaves a cookie that neither scripts nor forms of other sites get', async () => {
    const answer = await aBrowser(at).signIn('google', 'wanjiku');
    expect(answer.headers.getSetCookie()).toContainEqual(
      expect.stringMatching(/^agiza-session=[\w-]{90,200}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800$/),
    );
  });

  it('opens a new session at each sign-in, and ends the one before', async () => {
    const browser = await signIn();
    const before = browser.cookies.get(session) ?? '';
    await browser.signIn('google', 'wanjiku');
    expect(browser.cookies.get(session)).not.toBe(before);
    const old = aBrowser(at);
    old.cookies.set(session, before);
    expect(await counts(old)).toBe(false);
  });

  it('does not sign in whoever planted a session in the browser of another user', async () => {
    const attacker = await signIn();
    const victim = aBrowser(at);
    victim.cookies.set(session, attacker.cookies.get(session) ?? '');
    await victim.signIn('github', 'otieno');
    expect(victim.cookies.get(session)).not.toBe(attacker.cookies.get(session));
    expect(await counts(attacker)).toBe(false);
  });

  it('ends the session at POST /logout, also for whoever kept the cookie', async () => {
    const browser = await signIn();
    const kept = browser.cookies.get(session) ?? '';
    const answer = await browser.press('/logout');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    expect(browser.cookies.has(session)).toBe(false);
    browser.cookies.set(session, kept);
    expect(await counts(browser)).toBe(false);
  });

  it('answers 403 to POST /logout from another site, and keeps the session', async () => {
    const browser = await signIn();
    expect(
      (await browser.open('/logout', { method: 'POST', headers: { Origin: 'https://evil.example' } })).status,
    ).toBe(403);
    expect((await browser.open('/logout', { method: 'POST', headers: { 'Sec-Fetch-Site': 'same-site' } })).status).toBe(
      403,
    );
    expect(await counts(browser)).toBe(true);
  });

  it.each([
    ['12 hours without a request', `seen_at = now() - interval '12 hours 1 second'`],
    ['7 days, however busy', `created_at = now() - interval '7 days 1 second'`],
  ])('ends a session after %s', async (_, change) => {
    const browser = await signIn();
    expect(await counts(browser)).toBe(true);
    await at.pool.query(`update sessions set ${change}`);
    expect(await counts(browser)).toBe(false);
  });

  it('keeps a session alive by use, which is noted at most every five minutes', async () => {
    const browser = await signIn();
    await at.pool.query(`update sessions set seen_at = now() - interval '11 hours'`);
    await counts(browser);
    const seen = async () =>
      (await at.pool.query(`select count(*)::int from sessions where seen_at > now() - interval '1 minute'`)).rows[0]
        .count;
    expect(await seen()).toBeGreaterThan(0);
    await at.pool.query(`update sessions set seen_at = now() - interval '4 minutes'`);
    await counts(browser);
    expect(await seen()).toBe(0);
  });

  it.each(['', 'x', 'a'.repeat(150), '../../etc', '%00'])(
    'takes no cookie that was not sealed here: %j',
    async (value) => {
      const browser = aBrowser(at);
      browser.cookies.set(session, value);
      expect(await counts(browser)).toBe(false);
    },
  );

  it('takes no cookie that was sealed here for another purpose', async () => {
    const browser = aBrowser(at);
    await browser.open('/auth/google');
    browser.cookies.set(session, browser.cookies.get('agiza-sign-in') ?? '');
    expect(await counts(browser)).toBe(false);
  });

  it('keeps a session in the database as a digest only', async () => {
    await signIn();
    const { rows } = await at.pool.query('select digest from sessions');
    for (const { digest } of rows) expect(digest).toHaveLength(32);
  });
});
