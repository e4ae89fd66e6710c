import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBrowser, attemptsOf, sandboxOf } from '../../support/browser.js';
import { CapturedLog, startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
const log = new CapturedLog();
beforeAll(async () => {
  at = await startApp({ LOG_LEVEL: 'debug' }, log);
});
afterAll(() => at.close());

describe('GET /auth/:provider/callback', () => {
  it('logs no code, state, cookie, token or address, for a good and for a failed sign-in', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/auth/google', 'wanjiku');
    const { code = '', state = '' } = Object.fromEntries(new URL(callback).searchParams);
    const [[, kept] = ['', '']] = attemptsOf(browser);
    await browser.open(callback);
    await browser.open('/');
    sandboxOf(at).faults.set('github/token', 'half');
    await aBrowser(at).signIn('github', 'wanjiku');
    expect(log.text).toContain('/auth/:provider/callback');
    const secrets = [
      code,
      state,
      kept,
      browser.cookies.get('agiza-session') ?? '',
      'sandbox-google-secret',
      'wanjiku@example.com',
      'access_token',
    ];
    expect(secrets.filter((secret) => secret === '' || log.text.includes(secret))).toEqual([]);
  });
});
