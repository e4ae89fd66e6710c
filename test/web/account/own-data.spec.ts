import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aBrowser, type Browser } from '../../support/browser.js';
import { type ApiClient, startApp, type TestApp } from '../../support/test-app.js';
import { forgetEverybody, signInBuyer } from '../buyer.js';

let at: TestApp;
let api: ApiClient;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());
beforeEach(async () => {
  await forgetEverybody(at);
  api = await at.asAdmin();
});

describe('GET /profile/export', () => {
  it('gives a file with everything about oneself, and nothing about another', async () => {
    await signInBuyer(at, 'otieno', 2);
    const { browser, orders } = await signInBuyer(at, 'wanjiku', 3);
    expect((await browser.open('/profile')).text).toContain('href="/profile/export"');
    const { headers, json, text } = await browser.open('/profile/export');
    expect(headers.get('content-disposition')).toBe('attachment; filename="agiza-my-data.json"');
    expect(json.orders.map((order: { id: string }) => order.id).reverse()).toEqual(orders);
    expect(json).toMatchObject({
      customer: { name: 'wanjiku' },
      user: { email: 'wanjiku@example.com', providers: ['google'] },
      identities: [{ provider: 'google', email: 'wanjiku@example.com' }],
      sessions: [{ provider: 'google', created_at: expect.stringMatching(/Z$/) }],
    });
    expect([json.notifications.length, text.toLowerCase().includes('otieno')]).toEqual([3, false]);
  });

  it('is taken 20 times a day, and leaves no row in the audit trail beyond', async () => {
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    const statuses: number[] = [];
    for (let count = 0; count < 21; count++) statuses.push((await browser.open('/profile/export')).status);
    expect(statuses).toEqual([...Array(20).fill(200), 429]);
    const { rows } = await at.pool.query(
      `select count(*)::int as n from audit_events e join users u on u.id = e.actor_id
       where e.action = 'person-exported' and u.email = 'wanjiku@example.com'`,
    );
    expect(rows).toEqual([{ n: 20 }]);
    const refused = await browser.open('/profile/export');
    expect(refused.text).toContain('This was done very often. Please try again later.');
    expect(refused.headers.get('content-disposition')).toBeNull();
  });

  it('gives a user who is no customer the account alone', async () => {
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    const { json } = await browser.open('/profile/export');
    expect(json).toMatchObject({ customer: null, user: { name: 'Wanjiku Kamau' }, orders: [], notifications: [] });
  });

  it('has when, and from where, the person had a copy before', async () => {
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    await browser.open('/profile/export');
    const { actions } = (await browser.open('/profile/export')).json;
    const copy = { at: expect.stringMatching(/Z$/), action: 'person-exported', ip: '127.0.0.1' };
    expect(actions).toEqual([copy, copy]);
  });
});

describe('asking for erasure on the profile page', () => {
  const askedAt = async () => {
    const { users } = (await api.get('/api/lookup/all-users')).json;
    const { customers } = (await api.get('/api/lookup/all-customers')).json;
    const user = users.find((each: { email: string }) => each.email === 'wanjiku@example.com');
    expect(customers[0].erasure_asked_at).toBe(user.erasure_asked_at);
    return user.erasure_asked_at;
  };

  it('says what it means, asks once more, and shows the staff that somebody asked', async () => {
    const { browser } = await signInBuyer(at, 'wanjiku', 1);
    expect((await browser.open('/profile')).text).toContain('href="/profile/erasure"');
    expect((await browser.open('/profile/erasure')).text).toMatch(
      /Nothing happens at once.*Yes, ask the shop to erase me/s,
    );
    expect(await askedAt()).toBeNull();
    const answer = await browser.press('/profile/erasure');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/profile']);
    const first = await askedAt();
    expect(first).toMatch(/Z$/);
    await browser.press('/profile/erasure');
    expect(await askedAt()).toBe(first);
    expect((await browser.open('/profile')).text).toMatch(/On .* EAT you asked the shop to erase you\./);
  });

  it('may be taken back', async () => {
    const { browser } = await signInBuyer(at, 'wanjiku', 1);
    await browser.press('/profile/erasure');
    await browser.press('/profile/erasure/withdraw');
    expect(await askedAt()).toBeNull();
    expect((await browser.open('/profile')).text).toContain('href="/profile/erasure"');
  });

  it('speaks Swahili to a browser that does', async () => {
    const { browser } = await signInBuyer(at, 'wanjiku', 1);
    const open = (path: string, by: Browser) => by.open(path, { headers: { 'Accept-Language': 'sw' } });
    expect((await open('/profile', browser)).text).toContain('Pakua taarifa zangu');
    expect((await open('/profile/erasure', browser)).text).toContain('Ndiyo, omba duka linifute');
  });

  it('is not believed from another site', async () => {
    const { browser } = await signInBuyer(at, 'wanjiku', 1);
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'cross-site' };
    expect((await browser.open('/profile/erasure', { method: 'POST', body: '', headers })).status).toBe(403);
    expect(await askedAt()).toBeNull();
  });
});
