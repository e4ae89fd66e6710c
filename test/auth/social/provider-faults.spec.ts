import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FaultKind } from '../../../src/development/identity/faults.js';
import { aBrowser, sandboxOf } from '../../support/browser.js';
import { toQuietMs } from '../../support/deadlines.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());
afterEach(() => sandboxOf(at).faults.clear());

const TOKENS = ['google/token', 'github/token', 'facebook/token'];
const PROFILES = ['google/v1/userinfo', 'github/user', 'github/user/emails', 'facebook/me'];

/** Signs in at the endpoint's provider while the endpoint has the fault. */
const signInDuring = async (endpoint: string, kind: FaultKind) => {
  sandboxOf(at).faults.set(endpoint, kind);
  const began = performance.now();
  const browser = aBrowser(at);
  const answer = await browser.signIn(endpoint.split('/')[0] ?? '', 'wanjiku');
  const seconds = (performance.now() - began) / 1000;
  return {
    status: answer.status,
    retry: answer.headers.get('retry-after'),
    seconds,
    cookies: [...browser.cookies.keys()],
  };
};
const friendly = { status: 503, retry: '30', seconds: expect.any(Number), cookies: [] };

describe('GET /auth/:provider/callback', () => {
  it.each<FaultKind>(['error', 'html', 'half', 'huge'])(
    'answers 503 and signs nobody in when the provider answers with the fault %s',
    async (kind) => {
      for (const endpoint of [...TOKENS, ...PROFILES]) {
        expect([endpoint, await signInDuring(endpoint, kind)]).toEqual([endpoint, friendly]);
        sandboxOf(at).faults.clear();
      }
      expect((await at.pool.query('select from users')).rowCount).toBe(0);
      expect((await at.request('/livez')).status).toBe(200);
    },
  );

  it('answers 503 within five seconds when the provider keeps it waiting, at each of the steps', async () => {
    const answers = await Promise.all([
      signInDuring('google/token', 'hang'),
      signInDuring('github/user/emails', 'drip'),
      signInDuring('facebook/me', 'hang'),
    ]);
    expect(answers).toEqual([friendly, friendly, friendly]);
    for (const { seconds } of answers) expect(toQuietMs(seconds * 1000, 5000)).toBeLessThan(5000);
  });

  it('answers 503 when the provider redirects the request for a token, and does not follow', async () => {
    expect((await signInDuring('google/token', 'redirect')).status).toBe(503);
  });
});
