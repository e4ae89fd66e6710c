import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aBrowser } from '../../support/browser.js';
import { anEmail, send, signInWithGoogle } from '../../support/staff.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let admin: ApiClient;
beforeAll(async () => {
  at = await startApp();
  admin = await at.asAdmin();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.pool.query('delete from staff');
  await at.pool.query(`delete from users where role = 'user'`);
});

const json = { headers: { Accept: 'application/json' } };
const invite = (email: string, role = 'clerk'): Promise<Answer> => admin.post('/api/staff', { email, role });
const enter = async (person: string): Promise<Answer> => {
  const browser = aBrowser(at);
  return browser.open(await browser.choose('/google/login', person), json);
};
const refusal = ({ status, json: body }: Answer): unknown => [status, body?.type];

describe('an invitation', () => {
  it('is taken up by the first sign-in at /google/login with the verified address, whatever its case', async () => {
    await invite('WANJIKU@Example.com', 'viewer');
    const browser = aBrowser(at);
    const answer = await browser.open(await browser.choose('/google/login', 'wanjiku'));
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/api/customers']);
    expect((await browser.open('/api/customers', json)).status).toBe(200);
    const { rows } = await at.pool.query('select subject, role from staff');
    expect(rows).toEqual([{ subject: expect.stringMatching(/5550001$/), role: 'viewer' }]);
    expect((await browser.open('/profile')).text).toContain('Viewer: looks, and changes nothing.');
  });

  it('is taken up by a sign-in at the start page too', async () => {
    await invite('wanjiku@example.com');
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    expect((await browser.open('/api/customers', json)).status).toBe(200);
  });

  it('gives its role to the session that was open before at the next sign-in alone', async () => {
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    await invite('wanjiku@example.com');
    expect((await browser.open('/api/customers', json)).status).toBe(403);
    await browser.signIn('google', 'wanjiku');
    expect((await browser.open('/api/customers', json)).status).toBe(200);
  });

  it.each([
    ['otieno', 'otieno@example.com', 'an address that Google has not verified'],
    ['impostor', 'wanjiku@example.com', 'another account that shows the address unverified'],
  ])('is not taken up by %s at Google, %s: %s', async (person, email) => {
    await invite(email, 'owner');
    expect(refusal(await enter(person))).toEqual([403, '/problems/not-staff']);
    const browser = aBrowser(at);
    await browser.signIn('google', person);
    expect((await browser.open('/api/customers', json)).status).toBe(403);
    expect((await at.pool.query('select user_id from staff')).rows).toEqual([{ user_id: null }]);
  });

  it.each(['github', 'facebook'])('is not taken up by a sign-in with %s', async (provider) => {
    await invite('wanjiku@example.com', 'owner');
    const browser = aBrowser(at);
    await browser.signIn(provider, 'wanjiku');
    expect((await browser.open('/api/customers', json)).status).toBe(403);
    expect((await at.pool.query('select user_id from staff')).rows).toEqual([{ user_id: null }]);
  });

  it('is not taken up by an account whose address Google vouches for no more', async () => {
    const email = anEmail();
    await signInWithGoogle(at, { email, subject: '10009' });
    await invite(email, 'owner');
    const browser = await signInWithGoogle(at, { email, subject: '10009', emailVerified: false });
    expect((await send(browser, 'GET', '/api/customers')).status).toBe(403);
    expect((await at.pool.query('select user_id from staff')).rows).toEqual([{ user_id: null }]);
  });

  it('is not taken up while it is disabled, and is once it is enabled again', async () => {
    const { id } = (await invite('wanjiku@example.com')).json.member;
    await admin.patch(`/api/staff/${id}`, { disabled: true });
    expect(refusal(await enter('wanjiku'))).toEqual([403, '/problems/not-staff']);
    await admin.patch(`/api/staff/${id}`, { disabled: false });
    expect((await enter('wanjiku')).status).toBe(302);
  });

  it('is taken up once by ten sign-ins of one account at once', async () => {
    const email = anEmail();
    await invite(email);
    const browsers = await Promise.all(
      Array.from({ length: 10 }, () => signInWithGoogle(at, { email, subject: '10003' })),
    );
    const answers = await Promise.all(browsers.map((browser) => send(browser, 'GET', '/api/customers')));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect((await at.pool.query('select subject from staff')).rows).toEqual([{ subject: '10003' }]);
  });

  it('is not taken up by whoever got the mail box of an earlier account', async () => {
    const email = anEmail();
    await signInWithGoogle(at, { email, subject: '10004' });
    await invite(email, 'owner');
    await expect(signInWithGoogle(at, { email, subject: '10005' })).rejects.toThrow('used this e-mail address here');
    const mover = await signInWithGoogle(at, { subject: '10005' });
    expect((await send(mover, 'GET', '/api/customers')).status).toBe(403);
    await signInWithGoogle(at, { email, subject: '10005' });
    expect((await send(mover, 'GET', '/api/customers')).status).toBe(403);
  });
});

describe('a member', () => {
  it('stays one by the account, whatever address it has later', async () => {
    const email = anEmail();
    await invite(email);
    const browser = await signInWithGoogle(at, { email, subject: '10006' });
    await signInWithGoogle(at, { email: anEmail(), subject: '10006', emailVerified: false });
    expect((await send(browser, 'GET', '/api/customers')).status).toBe(200);
    const other = await signInWithGoogle(at, { email: anEmail() });
    expect((await send(other, 'GET', '/api/customers')).status).toBe(403);
  });

  it('gives no rights to a second Google account of the same user', async () => {
    const email = anEmail();
    await invite(email);
    await signInWithGoogle(at, { email, subject: '10007' });
    await at.pool.query(`
      insert into identities (provider, subject, user_id, email, email_verified)
      select 'google', '10008', user_id, 'second@example.com', true from staff`);
    const second = await signInWithGoogle(at, { email: 'second@example.com', subject: '10008' });
    expect((await send(second, 'GET', '/api/customers')).status).toBe(403);
  });

  it('signs in at /google/login no more once disabled, and again once enabled', async () => {
    const { id } = (await invite('wanjiku@example.com')).json.member;
    expect((await enter('wanjiku')).status).toBe(302);
    await admin.patch(`/api/staff/${id}`, { disabled: true });
    expect(refusal(await enter('wanjiku'))).toEqual([403, '/problems/not-staff']);
    await admin.patch(`/api/staff/${id}`, { disabled: false });
    expect((await enter('wanjiku')).status).toBe(302);
  });

  it('learns from a refusal which permission is missing', async () => {
    const email = anEmail();
    await invite(email, 'viewer');
    const browser = await signInWithGoogle(at, { email });
    const { json: problem } = await send(browser, 'POST', '/api/order', { phone: '0712345678' });
    expect(problem.detail).toBe(
      'This needs the permission orders:write, which your role does not have. An owner can change your role.',
    );
  });
});
