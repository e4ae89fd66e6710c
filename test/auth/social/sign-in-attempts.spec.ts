import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aBrowser, attemptsOf, type Browser } from '../../support/browser.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.pool.query('truncate users, identities, sessions, used_states cascade');
});

const chooseMany = async (browser: Browser, count: number): Promise<string[]> => {
  const callbacks: string[] = [];
  for (let each = 0; each < count; each++) callbacks.push(await browser.choose('/auth/google', 'wanjiku'));
  return callbacks;
};
const openAll = async (browser: Browser, callbacks: string[]): Promise<number[]> => {
  const statuses: number[] = [];
  for (const callback of callbacks) statuses.push((await browser.open(callback)).status);
  return statuses;
};
const isSignedIn = async (browser: Browser) => (await browser.open('/profile')).status === 200;

describe('SignInAttempts', () => {
  it.each([
    ['google', 'google'],
    ['google', 'github'],
    ['facebook', 'google'],
  ])('ends both signed in when a sign-in is begun in two tabs, with %s and with %s', async (first, second) => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const browser = aBrowser(at);
      const callbacks = [
        await browser.choose(`/auth/${first}`, 'wanjiku'),
        await browser.choose(`/auth/${second}`, 'wanjiku'),
      ];
      const opened = order.map((index) => callbacks[index] ?? '');
      expect(await openAll(browser, opened)).toEqual([302, 302]);
      expect([await isSignedIn(browser), attemptsOf(browser)]).toEqual([true, []]);
    }
  });

  it('ends staff and a customer signed in who begin in two tabs of one browser', async () => {
    const browser = aBrowser(at);
    const staff = await browser.choose('/google/login', 'staff');
    const customer = await browser.choose('/auth/github', 'wanjiku');
    expect((await browser.open(customer)).headers.get('location')).toBe('/');
    expect((await browser.open(staff)).headers.get('location')).toBe('/api/customers');
  });

  it('keeps the return path of each attempt', async () => {
    const browser = aBrowser(at);
    const profile = await browser.choose('/auth/google?return_to=/profile', 'wanjiku');
    const home = await browser.choose('/auth/google?return_to=/?page=2', 'wanjiku');
    expect((await browser.open(profile)).headers.get('location')).toBe('/profile');
    expect((await browser.open(home)).headers.get('location')).toBe('/?page=2');
  });

  it('takes the callbacks of two attempts at the same moment', async () => {
    const browser = aBrowser(at);
    const callbacks = await chooseMany(browser, 2);
    const answers = await Promise.all(callbacks.map((callback) => browser.open(callback)));
    expect(answers.map((answer) => answer.status)).toEqual([302, 302]);
    expect(attemptsOf(browser)).toEqual([]);
  });

  it.each<[string, (callback: string) => string]>([
    ['is cancelled', (callback) => callback.replace(/code=[^&]*/, 'error=access_denied')],
    ['fails at the provider', (callback) => callback.replace(/code=[^&]*/, 'error=server_error')],
    ['comes with a wrong code', (callback) => callback.replace(/code=[^&]*/, 'code=wrong')],
    ['comes without a code', (callback) => callback.replace(/code=[^&]*/, 'x=y')],
    ['comes to another callback', (callback) => callback.replace('/auth/google/', '/auth/github/')],
  ])('removes an attempt that %s, and leaves the others', async (_, change) => {
    const browser = aBrowser(at);
    const [first = '', second = '', third = ''] = await chooseMany(browser, 3);
    expect((await browser.open(change(second))).status).toBeGreaterThanOrEqual(400);
    expect(attemptsOf(browser)).toHaveLength(2);
    expect(await openAll(browser, [first, third, second])).toEqual([302, 302, 400]);
  });

  it.each(['error=access_denied', 'error=server_error', 'code=1', `code=1&state=${'a'.repeat(43)}`, ''])(
    'leaves all attempts when anybody opens the callback with %j',
    async (query) => {
      const browser = aBrowser(at);
      const callbacks = await chooseMany(browser, 2);
      expect((await browser.open(`/auth/google/callback?${query}`)).status).toBeGreaterThanOrEqual(400);
      expect(await openAll(browser, callbacks)).toEqual([302, 302]);
    },
  );

  it('uses a state up with an error too, so that its code does not count any more', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    const [[name, value] = ['', '']] = attemptsOf(browser);
    expect((await browser.open(callback.replace(/code=[^&]*/, 'error=server_error'))).status).toBe(503);
    browser.cookies.set(name, value);
    expect((await browser.open(callback)).status).toBe(400);
  });

  it('forgets the oldest attempt when a sixth begins, and no other', async () => {
    const browser = aBrowser(at);
    const callbacks = await chooseMany(browser, 6);
    expect(attemptsOf(browser)).toHaveLength(5);
    expect(await openAll(browser, callbacks)).toEqual([400, 302, 302, 302, 302, 302]);
  });

  it('needs less than 4 KB of cookies for five attempts with the longest return path', async () => {
    const browser = aBrowser(at);
    const path = `/${'a'.repeat(199)}`;
    for (let each = 0; each < 5; each++) await browser.open(`/auth/facebook?return_to=${path}`);
    const header = attemptsOf(browser)
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    expect(attemptsOf(browser)).toHaveLength(5);
    expect(header.length).toBeLessThan(4096);
  });

  it('removes attempts that are over when another begins', async () => {
    const browser = aBrowser(at);
    await chooseMany(browser, 2);
    const { now } = Date;
    Date.now = () => now() + 601_000;
    await browser.open('/auth/google').finally(() => {
      Date.now = now;
    });
    expect(attemptsOf(browser)).toHaveLength(1);
  });

  it.each([
    ['agiza-sign-in', 'A'.repeat(400)],
    ['agiza-sign-in', ''],
    ['agiza-sign-in-AAAAAAAAAAA', 'A'.repeat(400)],
    ['agiza-sign-in-', 'x'],
  ])('signs in beside the cookie %s=%s, which it cannot read', async (name, value) => {
    const browser = aBrowser(at);
    browser.cookies.set(name, value);
    expect((await browser.signIn('google', 'wanjiku')).status).toBe(302);
    expect(await isSignedIn(browser)).toBe(true);
  });

  it('does not take the cookie of one attempt under the name of another', async () => {
    const browser = aBrowser(at);
    const [first = '', second = ''] = await chooseMany(browser, 2);
    const [[one, kept] = ['', ''], [other] = ['']] = attemptsOf(browser);
    browser.cookies.set(other, kept);
    expect((await browser.open(second)).status).toBe(400);
    expect([one === other, (await browser.open(first)).status]).toEqual([false, 302]);
  });
});
