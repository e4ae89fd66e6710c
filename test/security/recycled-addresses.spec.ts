import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aBrowser } from '../support/browser.js';
import { startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());
beforeEach(() => at.pool.query('truncate users, identities, sessions, used_states cascade'));

const JSON_ANSWER = { headers: { Accept: 'application/json' } };

/** Makes the one identity there is that of an earlier owner, whose mail box somebody else has now. */
async function giveMailboxAway(): Promise<void> {
  await at.pool.query(`
    insert into identities (provider, subject, user_id, email, email_verified)
    select provider, 'the-owner-before', user_id, email, email_verified from identities;
    update identity_addresses set subject = 'the-owner-before';
    delete from identities where subject <> 'the-owner-before'`);
}

describe('21. a new account at a provider with the e-mail address of an earlier one', () => {
  it('is not joined with the account of the earlier owner, and is told why', async () => {
    await aBrowser(at).signIn('google', 'wanjiku');
    await giveMailboxAway();
    const browser = aBrowser(at);
    const answer = await browser.open(await browser.choose('/auth/google', 'wanjiku'), JSON_ANSWER);
    expect([answer.status, answer.json.type]).toEqual([409, '/problems/address-recycled']);
    expect(answer.json.detail).toContain('used this e-mail address here before');
    expect(browser.cookies.has('agiza-session')).toBe(false);
    const { rows } = await at.pool.query('select subject from identities');
    expect(rows).toEqual([{ subject: 'the-owner-before' }]);
  });

  it('is not joined with a user who has another address at that provider', async () => {
    await aBrowser(at).signIn('github', 'wanjiku');
    await at.pool.query(`
      insert into identities (provider, subject, user_id, email, email_verified)
      select 'google', 'mine', user_id, 'work@example.com', true from identities`);
    const browser = aBrowser(at);
    const answer = await browser.open(await browser.choose('/auth/google', 'wanjiku'), JSON_ANSWER);
    expect([answer.status, answer.json.type]).toEqual([409, '/problems/address-recycled']);
  });

  it('makes nobody staff by a listed address, neither at the staff sign-in nor at that of customers', async () => {
    const before = aBrowser(at);
    await before.open(await before.choose('/google/login', 'staff'));
    expect((await before.open('/api/customers', JSON_ANSWER)).status).toBe(200);
    await giveMailboxAway();
    for (const start of ['/google/login', '/auth/google']) {
      const browser = aBrowser(at);
      const answer = await browser.open(await browser.choose(start, 'staff'), JSON_ANSWER);
      expect([start, answer.status, answer.json?.type]).toEqual([start, 409, '/problems/address-recycled']);
      expect((await browser.open('/api/customers', JSON_ANSWER)).status).toBe(401);
    }
  });

  it('ends the rights of staff whose own account takes the address of an earlier one', async () => {
    const browser = aBrowser(at);
    await browser.open(await browser.choose('/google/login', 'staff'));
    await at.pool.query(`
      insert into identities (provider, subject, user_id) select provider, 'the-owner-before', user_id from identities;
      update identity_addresses set subject = 'the-owner-before'`);
    expect((await browser.open('/api/customers', JSON_ANSWER)).status).toBe(403);
    const again = aBrowser(at);
    const answer = await again.open(await again.choose('/google/login', 'staff'), JSON_ANSWER);
    expect([answer.status, answer.json.type]).toEqual([409, '/problems/address-recycled']);
  });
});
