import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBrowser } from '../../support/browser.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());

const BEGINNINGS = ['/auth/google', '/auth/github?return_to=/profile', '/auth/facebook', '/google/login'];
const AHEAD: [string, string][] = [
  ['Sec-Purpose', 'prefetch'],
  ['Sec-Purpose', 'prefetch;prerender'],
  ['Sec-Purpose', 'prefetch;anonymous-client-ip'],
  ['Purpose', 'prefetch'],
  ['X-Purpose', 'preview'],
  ['X-Moz', 'prefetch'],
];
const effects = ({ headers }: Awaited<ReturnType<ReturnType<typeof aBrowser>['open']>>) => [
  headers.getSetCookie(),
  headers.get('location'),
  headers.get('cache-control'),
];
const nothing = [[], null, 'no-store'];

describe('PreviewsInterceptor', () => {
  it.each(BEGINNINGS)('answers 200 to HEAD %s and begins no sign-in', async (path) => {
    const answer = await aBrowser(at).open(path, { method: 'HEAD' });
    expect([answer.status, effects(answer)]).toEqual([200, nothing]);
  });

  it.each(['/auth/google', '/google/login'])(
    'answers 200 to HEAD on the callback of %s, which counts afterwards as if nobody had looked',
    async (start) => {
      const browser = aBrowser(at);
      const callback = await browser.choose(start, 'staff');
      const cookies = [...browser.cookies];
      for (let times = 0; times < 2; times++) {
        const answer = await browser.open(callback, { method: 'HEAD' });
        expect([answer.status, effects(answer)]).toEqual([200, nothing]);
      }
      expect([...browser.cookies]).toEqual(cookies);
      const used = await at.pool.query('select from used_states');
      expect((await browser.open(callback)).status).toBe(302);
      expect((await at.pool.query('select from used_states')).rowCount).toBe((used.rowCount ?? 0) + 1);
    },
  );

  it.each(AHEAD)('answers 503 to a request with %s: %s, and begins and ends nothing', async (name, value) => {
    const headers = { [name]: value };
    for (const path of BEGINNINGS) {
      const answer = await aBrowser(at).open(path, { headers });
      expect([answer.status, effects(answer)]).toEqual([503, nothing]);
    }
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    const answer = await browser.open(callback, { headers });
    expect([answer.status, effects(answer)]).toEqual([503, nothing]);
    expect((await browser.open(callback)).status).toBe(302);
  });

  it('answers 404 to HEAD for a provider that there is not', async () => {
    for (const path of ['/auth/twitter', '/auth/twitter/callback?code=1&state=1'])
      expect((await aBrowser(at).open(path, { method: 'HEAD' })).status).toBe(404);
  });

  it('lets a request pass whose headers name another purpose', async () => {
    expect((await aBrowser(at).open('/auth/google', { headers: { 'Sec-Purpose': 'other' } })).status).toBe(302);
  });
});
