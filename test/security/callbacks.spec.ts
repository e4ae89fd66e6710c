import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBrowser, sandboxOf } from '../support/browser.js';
import { leastServed } from '../support/deadlines.js';
import { openConnections } from '../support/open-connections.js';
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
    await openConnections(at);
    const began = performance.now();
    const statuses = await Promise.all(Array.from({ length: 90 }, () => comeBackFalsely('198.51.100.1')));
    const [reached = 0, refused = 0, shed = 0] = [400, 429, 503].map((one) => statuses.filter((s) => s === one).length);
    // Each pause that is over by then lets one more through: after 1, 3, 7 … s.
    const over = Math.floor(Math.log2((performance.now() - began) / 1000 + 1));
    expect(reached).toBeLessThanOrEqual(31 + over);
    expect(reached + refused + shed).toBe(90);
    expect(reached + refused).toBeGreaterThanOrEqual(leastServed(90));
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
