import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aBrowser, sandboxOf } from '../../support/browser.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.pool.query('truncate users, identities, sessions, used_states cascade');
});
afterEach(() => sandboxOf(at).faults.clear());

const readIdentities = async () =>
  (await at.pool.query('select provider, email, email_verified from identities order by created_at')).rows;
const withoutEmail = { provider: 'github', email: null, email_verified: false };

describe('GithubStrategy', () => {
  it.each<[number, object | object[]]>([
    [403, { message: 'Resource not accessible by integration' }],
    [404, { message: 'Not Found' }],
    [200, []],
    [200, [{ email: 'wanjiku@example.com', primary: false, verified: true }]],
  ])('signs in without an e-mail when the addresses are answered with %i %j', async (status, body) => {
    sandboxOf(at).faults.set('github/user/emails', { status, body });
    const browser = aBrowser(at);
    expect((await browser.signIn('github', 'wanjiku')).status).toBe(302);
    expect((await browser.open('/profile')).text).toContain('Wanjiku Kamau');
    expect(await readIdentities()).toEqual([withoutEmail]);
  });

  it('takes the public address of a profile for no e-mail, and joins nobody by it', async () => {
    await aBrowser(at).signIn('google', 'wanjiku');
    sandboxOf(at).faults.set('github/user/emails', { status: 403, body: { message: 'Resource not accessible' } });
    await aBrowser(at).signIn('github', 'wanjiku');
    expect(await readIdentities()).toEqual([expect.objectContaining({ provider: 'google' }), withoutEmail]);
    expect((await at.pool.query('select from users')).rowCount).toBe(2);
  });

  it.each(['google', 'github', 'facebook'])(
    'signs in with %s somebody whose e-mail the application may not read',
    async (provider) => {
      expect((await aBrowser(at).signIn(provider, 'mwangi')).status).toBe(302);
      expect(await readIdentities()).toEqual([{ ...withoutEmail, provider }]);
    },
  );
});
