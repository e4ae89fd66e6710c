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

const readOwners = async () => {
  const owned = `select i.provider, u.id, u.email, u.email_verified
     from identities i join users u on u.id = i.user_id order by i.created_at`;
  return (await at.pool.query(owned)).rows;
};

describe('IdentitiesService', () => {
  it('joins a second provider to the user with the same verified address', async () => {
    await aBrowser(at).signIn('google', 'wanjiku');
    await aBrowser(at).signIn('github', 'wanjiku');
    const [first, second] = await readOwners();
    expect(second.id).toBe(first.id);
  });

  it('joins Facebook to no user by address, since it never says that one is verified', async () => {
    await aBrowser(at).signIn('google', 'wanjiku');
    await aBrowser(at).signIn('facebook', 'wanjiku');
    const [first, second] = await readOwners();
    expect(second.id).not.toBe(first.id);
  });

  it('joins nobody to a user by an address that the provider did not verify', async () => {
    await aBrowser(at).signIn('google', 'wanjiku');
    for (const provider of ['google', 'github', 'facebook']) await aBrowser(at).signIn(provider, 'impostor');
    expect(new Set((await readOwners()).map((row) => row.id)).size).toBe(4);
  });

  it('joins the owner of an address to no user that somebody made with it beforehand', async () => {
    await aBrowser(at).signIn('github', 'impostor');
    await aBrowser(at).signIn('google', 'wanjiku');
    const [impostor, owner] = await readOwners();
    expect([impostor.email_verified, owner.email_verified]).toEqual([false, true]);
    expect(owner.id).not.toBe(impostor.id);
  });

  it('joins nobody to an admin with the same address', async () => {
    const body = {
      email: 'staff@example.com',
      phone_number: '+254712345678',
      password: 'correct horse battery',
      api_key: '123456721',
    };
    const registered = await at.as().post('/api/auth/admin-register/', body);
    const browser = aBrowser(at);
    await browser.signIn('google', 'staff');
    const [staff] = await readOwners();
    expect(staff.id).not.toBe(registered.json.user_id);
    expect((await browser.open('/api/auth/logout', { method: 'POST' })).status).toBe(401);
  });

  it('adds a provider that the signed-in user asks for, whatever the addresses', async () => {
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    const added = await browser.open(await browser.choose('POST /auth/github', 'achieng'));
    expect([added.status, added.headers.get('location')]).toEqual([302, '/profile']);
    const other = aBrowser(at);
    await other.signIn('github', 'achieng');
    expect(new Set((await readOwners()).map((row) => row.id)).size).toBe(1);
  });

  it('answers 409 to adding an identity that belongs to another user', async () => {
    await aBrowser(at).signIn('github', 'otieno');
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    expect((await browser.open(await browser.choose('POST /auth/github', 'otieno'))).status).toBe(409);
    expect(await readOwners()).toHaveLength(2);
  });

  it('answers 400 to adding an identity that another user of the same browser began to add', async () => {
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    const callback = await browser.choose('POST /auth/github', 'achieng');
    const [[name, kept] = ['', '']] = attemptsOf(browser);
    await browser.press('/logout');
    await browser.signIn('google', 'otieno');
    browser.cookies.set(name, kept);
    expect((await browser.open(callback)).status).toBe(400);
    expect(await readOwners()).toHaveLength(2);
  });

  it('adds no provider for a page of another site, nor without a session', async () => {
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    const headers = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' };
    expect((await browser.open('/auth/github', { method: 'POST', headers })).status).toBe(403);
    expect((await browser.open('/auth/github', { method: 'POST' })).status).toBe(403);
    expect((await aBrowser(at).press('/auth/github')).headers.get('location')).toBe('/');
  });
});
