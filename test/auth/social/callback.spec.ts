import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aBrowser, attemptsOf } from '../../support/browser.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.pool.query('truncate users, identities, sessions, used_states cascade');
});

describe('GET /auth/:provider/callback', () => {
  const expectRefused = async (browser: ReturnType<typeof aBrowser>, address: string) => {
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

  it('answers 400 without a state', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    await expectRefused(
      browser,
      changed(callback, (query) => query.delete('state')),
    );
  });

  it('answers 400 to a forged state', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    await expectRefused(
      browser,
      changed(callback, (query) => query.set('state', 'a'.repeat(43))),
    );
  });

  it('answers 400 to two states', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    await expectRefused(browser, `${callback}&state=${'a'.repeat(43)}`);
  });

  it('answers 400 in another browser, so that nobody is signed in as somebody else', async () => {
    const callback = await aBrowser(at).choose('/auth/google', 'wanjiku');
    await expectRefused(aBrowser(at), callback);
    const other = aBrowser(at);
    await other.open('/auth/google');
    await expectRefused(other, callback);
  });

  it('answers 400 to a callback that comes again, even with the cookie of its sign-in', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    const [[name, value] = ['', '']] = attemptsOf(browser);
    expect((await browser.open(callback)).status).toBe(302);
    await at.pool.query('delete from sessions');
    browser.cookies.clear();
    await expectRefused(browser, callback);
    const again = await browser.open(callback, { headers: { Cookie: `${name}=${value}`, Accept: '*/*' } });
    expect(again.json.type).toBe('/problems/sign-in-failed');
  });

  it('answers 400 to the code of another sign-in, which the provider refuses by its verifier', async () => {
    const [victim, attacker] = [aBrowser(at), aBrowser(at)];
    const stolen = new URL(await victim.choose('/auth/google', 'wanjiku')).searchParams.get('code') ?? '';
    const own = await attacker.choose('/auth/google', 'otieno');
    await expectRefused(
      attacker,
      changed(own, (query) => query.set('code', stolen)),
    );
  });

  it('answers 400 to a code that was used', async () => {
    const [first, second] = [aBrowser(at), aBrowser(at)];
    const used = await first.choose('/auth/github', 'wanjiku');
    await first.open(used);
    await at.pool.query('delete from sessions');
    const other = await second.choose('/auth/github', 'otieno');
    const code = new URL(used).searchParams.get('code') ?? '';
    await expectRefused(
      second,
      changed(other, (query) => query.set('code', code)),
    );
  });

  it('answers 400 to the answer of another provider', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    await expectRefused(browser, callback.replace('/auth/google/', '/auth/github/'));
  });

  it('answers 400 to an end user at the callback of staff, and the other way round', async () => {
    const user = aBrowser(at);
    await expectRefused(
      user,
      (await user.choose('/auth/google', 'staff')).replace('/auth/google/callback', '/google/auth/'),
    );
    const staff = aBrowser(at);
    await expectRefused(
      staff,
      (await staff.choose('/google/login', 'staff')).replace('/google/auth/', '/auth/google/callback'),
    );
  });

  it('answers 400 without a code or an error', async () => {
    await expectRefused(aBrowser(at), '/auth/google/callback');
    await expectRefused(aBrowser(at), '/google/auth/');
  });

  it.each(['server_error', 'invalid_scope', 'temporarily_unavailable'])(
    'answers 400 to the error %s',
    async (error) => {
      await expectRefused(aBrowser(at), `/auth/google/callback?error=${error}&error_description=%3Cb%3E`);
    },
  );

  it('answers 400 to an error as Facebook writes it', async () => {
    await expectRefused(aBrowser(at), '/auth/facebook/callback?error_code=1349003&error_message=App%20not%20set%20up');
  });

  it('answers 400 more than ten minutes after the sign-in began', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    const { now } = Date;
    Date.now = () => now() + 601_000;
    await expectRefused(browser, callback).finally(() => {
      Date.now = now;
    });
  });
});
