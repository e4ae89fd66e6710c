import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aBrowser } from '../../support/browser.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.pool.query('truncate users, identities, sessions, used_states cascade');
});

const owners = async () => {
  const text =
    'select i.provider, u.id, u.email, u.email_verified from identities i join users u on u.id = i.user_id order by i.created_at';
  return (await at.pool.query(text)).rows;
};

describe('an account', () => {
  it('is joined by a second provider that verified the same address', async () => {
    await aBrowser(at).signIn('google', 'wanjiku');
    await aBrowser(at).signIn('github', 'wanjiku');
    const [first, second] = await owners();
    expect(second.id).toBe(first.id);
  });

  it('is not joined by Facebook, which never says that an address is verified', async () => {
    await aBrowser(at).signIn('google', 'wanjiku');
    await aBrowser(at).signIn('facebook', 'wanjiku');
    const [first, second] = await owners();
    expect(second.id).not.toBe(first.id);
  });

  it('is not joined by whoever typed its address at a provider that did not check', async () => {
    await aBrowser(at).signIn('google', 'wanjiku');
    for (const provider of ['google', 'github', 'facebook']) await aBrowser(at).signIn(provider, 'impostor');
    expect(new Set((await owners()).map((row) => row.id)).size).toBe(4);
  });

  it('that somebody opened beforehand with another’s address does not catch its owner', async () => {
    await aBrowser(at).signIn('github', 'impostor');
    await aBrowser(at).signIn('google', 'wanjiku');
    const [impostor, owner] = await owners();
    expect([impostor.email_verified, owner.email_verified]).toEqual([false, true]);
    expect(owner.id).not.toBe(impostor.id);
  });

  it('of an admin is not opened by a sign-in with the same address', async () => {
    const body = { email: 'staff@example.com', phone_number: '+254712345678', password: 'correct horse battery', api_key: '123456721' };
    const registered = await at.curl('/api/auth/admin-register/', JSON.stringify(body));
    const browser = aBrowser(at);
    await browser.signIn('google', 'staff');
    const [staff] = await owners();
    expect(staff.id).not.toBe(registered.json.user_id);
    expect((await browser.open('/api/auth/logout', { method: 'POST' })).status).toBe(401);
  });

  it('gets a second provider that its user adds, whatever the addresses', async () => {
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    const added = await browser.open(await browser.choose('POST /auth/github', 'achieng'));
    expect([added.status, added.headers.get('location')]).toEqual([302, '/profile']);
    const other = aBrowser(at);
    await other.signIn('github', 'achieng');
    expect(new Set((await owners()).map((row) => row.id)).size).toBe(1);
  });

  it('does not get a provider’s account that is another user’s', async () => {
    await aBrowser(at).signIn('github', 'otieno');
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    expect((await browser.open(await browser.choose('POST /auth/github', 'otieno'))).status).toBe(409);
    expect(await owners()).toHaveLength(2);
  });

  it('does not get what was begun by another user of the same browser', async () => {
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    const callback = await browser.choose('POST /auth/github', 'achieng');
    const kept = browser.cookies.get('agiza-sign-in') ?? '';
    await browser.press('/logout');
    await browser.signIn('google', 'otieno');
    browser.cookies.set('agiza-sign-in', kept);
    expect((await browser.open(callback)).status).toBe(400);
    expect(await owners()).toHaveLength(2);
  });

  it('gets no provider from a page of another site, nor without a session', async () => {
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    const headers = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' };
    expect((await browser.open('/auth/github', { method: 'POST', headers })).status).toBe(403);
    expect((await browser.open('/auth/github', { method: 'POST' })).status).toBe(403);
    expect((await aBrowser(at).press('/auth/github')).headers.get('location')).toBe('/');
  });
});
