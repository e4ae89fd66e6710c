import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBrowser, sandboxOf } from '../support/browser.js';
import { startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp({ TRUST_PROXY: '127.0.0.1' });
});
afterAll(() => at.close());

/** Begins a sign-in and comes back with a code that no provider gave. */
async function comeBackFalsely(address: string): Promise<number> {
  const browser = aBrowser(at);
  const headers = { 'X-Forwarded-For': address };
  const begun = await browser.open('/auth/google', { headers });
  const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state');
  return (await browser.open(`/auth/google/callback?code=mango&state=${state}`, { headers })).status;
}

describe('18. false callbacks', () => {
  it('one address reaches the provider 31 times at most, however many callbacks come at once', async () => {
    const statuses = await Promise.all(Array.from({ length: 90 }, () => comeBackFalsely('198.51.100.1')));
    expect(statuses.filter((status) => status === 400).length).toBeLessThanOrEqual(31);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(59);
    expect(await comeBackFalsely('198.51.100.2')).toBe(400);
  });

  it('are not counted where people sign in', async () => {
    const headers = { 'X-Forwarded-For': '198.51.100.3' };
    for (let n = 0; n < 35; n++) {
      const browser = aBrowser(at);
      const callback = await browser.choose('/auth/google', 'wanjiku');
      expect([n, (await browser.open(callback, { headers })).status]).toEqual([n, 302]);
    }
  });

  it('are not counted where the provider is away', async () => {
    sandboxOf(at).faults.set('google/token', 'error');
    for (let n = 0; n < 35; n++) expect([n, await comeBackFalsely('198.51.100.4')]).toEqual([n, 503]);
    sandboxOf(at).faults.clear();
  });
});
