import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aBrowser, type Browser } from '../../support/browser.js';
import { aCustomer, aPhone, someOrders } from '../../support/factories.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());
beforeEach(async () => {
  await at.pool.query('truncate notifications, orders, customers, users, identities, sessions, used_states cascade');
});

/** Somebody signed in who is a customer with some orders, the newest first. */
const aBuyer = async (person: string, count: number): Promise<{ browser: Browser; orders: string[] }> => {
  const browser = aBrowser(at);
  await browser.signIn('google', person);
  const customer = await aCustomer(at.pool, person);
  const text = `update customers set user_id = (select user_id from identities where email like $2 || '%' limit 1) where id = $1`;
  await at.pool.query(text, [customer.id, person]);
  await someOrders(at.pool, customer.id, count);
  const { rows } = await at.pool.query('select id from orders where customer_id = $1 order by id desc', [customer.id]);
  return { browser, orders: rows.map((row) => row.id) };
};
const statusOf = async (id: string | undefined) => (await at.pool.query('select status from orders where id = $1', [id])).rows[0].status;

describe('the start page', () => {
  it('offers the three providers to whoever is not signed in', async () => {
    const page = await aBrowser(at).open('/');
    expect(page.status).toBe(200);
    for (const provider of ['google', 'github', 'facebook']) expect(page.text).toContain(`href="/auth/${provider}"`);
  });

  it('tells a new user what happens next', async () => {
    const browser = aBrowser(at);
    await browser.signIn('facebook', 'wanjiku');
    expect((await browser.open('/')).text).toContain('Next, the shop adds your phone number');
  });

  it('tells a customer without orders where the first will appear', async () => {
    const { browser } = await aBuyer('wanjiku', 0);
    expect((await browser.open('/')).text).toMatch(/No orders yet.*a text goes to \+2547/);
  });

  it('lists a customer’s own orders, newest first, ten on a page', async () => {
    await aBuyer('otieno', 3);
    const { browser } = await aBuyer('wanjiku', 12);
    const first = await browser.open('/');
    expect(first.text.match(/<article>/g)).toHaveLength(10);
    expect(first.text).toMatch(/Item 12.*On its way.*KES\s12\.00.*Text message: waiting to be sent.*Item 11/s);
    expect(first.text).toContain('Page 1 of 2');
    const second = await browser.open('/?page=2');
    expect(second.text.match(/<article>/g)).toHaveLength(2);
    expect(second.text).not.toContain('rel="next"');
  });

  it.each(['0', '-1', 'x', '1e9', '99999999999', '1&page=2'])('shows the first page for page=%s', async (page) => {
    const { browser } = await aBuyer('wanjiku', 1);
    expect((await browser.open(`/?page=${page}`)).text).toContain('Item 1');
  });

  it('shows text of a customer’s as text', async () => {
    const { browser, orders } = await aBuyer('wanjiku', 1);
    await at.pool.query('update orders set item = $2 where id = $1', [orders[0], '<img src=x onerror=alert(1)>"\'&']);
    const page = await browser.open('/');
    expect(page.text).toContain('&lt;img src=x onerror=alert(1)>');
    expect(page.text).not.toContain('<img');
  });
});

describe('an order', () => {
  it('is confirmed by its button, and the page is shown again', async () => {
    const { browser, orders } = await aBuyer('wanjiku', 1);
    const answer = await browser.press(`/orders/${orders[0]}/confirm?page=1`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    expect(await statusOf(orders[0])).toBe('confirmed');
    expect((await browser.open('/')).text).toContain('Received');
  });

  it('is confirmed once, however often the button is pressed', async () => {
    const { browser, orders } = await aBuyer('wanjiku', 1);
    const answers = await Promise.all(Array.from({ length: 5 }, () => browser.press(`/orders/${orders[0]}/confirm`)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(5).fill(303));
  });

  it('of another is as unknown as none, and stays as it is', async () => {
    const { orders } = await aBuyer('otieno', 1);
    const { browser } = await aBuyer('wanjiku', 1);
    const tries = [orders[0], '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99', 'no-uuid'];
    const answers = await Promise.all(tries.map((id) => browser.press(`/orders/${id}/confirm`)));
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404]);
    const [first, ...others] = answers.map((answer) => answer.text.replace(/[0-9a-f-]{36}/g, 'id'));
    for (const text of others) expect(text).toBe(first);
    expect(await statusOf(orders[0])).toBe('pending');
  });

  it('of nobody in particular is unknown to a user who is no customer', async () => {
    const { orders } = await aBuyer('otieno', 1);
    const browser = aBrowser(at);
    await browser.signIn('facebook', 'wanjiku');
    expect((await browser.press(`/orders/${orders[0]}/confirm`)).status).toBe(404);
  });

  it('that was cancelled cannot be confirmed', async () => {
    const { browser, orders } = await aBuyer('wanjiku', 1);
    await at.pool.query(`update orders set status = 'cancelled', cancelled_at = now()`);
    const answer = await browser.press(`/orders/${orders[0]}/confirm`);
    expect([answer.status, answer.text.includes('The order was cancelled')]).toEqual([409, true]);
  });

  it.each<[string, Record<string, string>]>([
    ['another site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }],
    ['another origin', { Origin: 'https://evil.example' }],
    ['a sandboxed frame', { Origin: 'null' }],
    ['nowhere', {}],
  ])('is not confirmed by a form of %s', async (_, headers) => {
    const { browser, orders } = await aBuyer('wanjiku', 1);
    const form = { 'Content-Type': 'application/x-www-form-urlencoded', ...headers };
    const answer = await browser.open(`/orders/${orders[0]}/confirm`, { method: 'POST', body: '', headers: form });
    expect([answer.status, answer.text.includes('came from another site')]).toEqual([403, true]);
    expect(await statusOf(orders[0])).toBe('pending');
  });

  it('is not confirmed without a session: the person signs in first', async () => {
    const { orders } = await aBuyer('wanjiku', 1);
    const answer = await aBrowser(at).press(`/orders/${orders[0]}/confirm`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    expect(await statusOf(orders[0])).toBe('pending');
  });
});

describe('the profile', () => {
  it('shows the phone as an admin set it, and the ways to sign in', async () => {
    const { browser } = await aBuyer('wanjiku', 0);
    expect((await browser.open('/profile')).text).toContain('none yet; the shop adds it');
    const phone = aPhone();
    await at.pool.query('update users set phone = $1', [phone]);
    const page = await browser.open('/profile');
    for (const text of [phone, 'Wanjiku Kamau', 'wanjiku@example.com', 'Google', 'Add GitHub', 'Add Facebook'])
      expect(page.text).toContain(text);
    expect(page.text).not.toContain('Add Google');
  });

  it('is not shown to whoever is not signed in', async () => {
    const answer = await aBrowser(at).open('/profile');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/']);
  });
});

describe('an error', () => {
  it('is a page for people', async () => {
    const page = await aBrowser(at).open('/nowhere');
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.text).toContain('There is nothing here');
    expect(page.text).toContain(page.headers.get('x-request-id'));
  });

  it('is a problem for programs, and everywhere below /api', async () => {
    expect((await at.request('/nowhere')).json.status).toBe(404);
    for (const path of ['/api/nowhere', '/api', '/API/nowhere']) expect((await aBrowser(at).open(path)).json?.status).toBe(404);
  });

  it('of our own says so, and nothing of its cause', async () => {
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    await at.pool.query('alter table customers rename to gone');
    const page = await browser.open('/');
    await at.pool.query('alter table gone rename to customers');
    expect([page.status, page.text.includes('Something went wrong')]).toEqual([500, true]);
    expect(page.text).not.toMatch(/customers|relation|select/);
  });

  it('of a sign-in says what to do', async () => {
    const browser = aBrowser(at);
    const says = async (address: string) => {
      const { status, text } = await browser.open(address);
      return [status, text.match(/<h1>(.*?)<\/h1>/)?.[1]];
    };
    expect(await says('/auth/google/callback?code=1&state=1')).toEqual([400, 'The sign-in did not work']);
    expect(await says(await browser.choose('/auth/google', 'cancel'))).toEqual([403, 'The sign-in was cancelled']);
    expect(await says(await browser.choose('/google/login', 'wanjiku'))).toEqual([403, 'This account is not staff']);
  });
});

describe('every page', () => {
  it('may load and run our own files alone, and holds no script or style itself', async () => {
    const { browser } = await aBuyer('wanjiku', 1);
    for (const path of ['/', '/profile', '/nowhere']) {
      const { headers, text } = await browser.open(path);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      );
      expect(text).not.toMatch(/<script>|<style|\sstyle=|\son\w+=|https?:\/\//);
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });

  it('brings along files that browsers may keep', async () => {
    const { text } = await aBrowser(at).open('/');
    const files = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(files).toHaveLength(3);
    for (const file of files) {
      const { status, headers } = await at.request(file);
      expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    }
    for (const name of ['../package.json', '..%2fpackage.json', '__proto__', 'x'])
      expect((await at.request(`/assets/${name}`)).status).toBe(404);
  });

  it.each([
    ['sw', 'sw', 'Ingia kwa Google'],
    ['sw-KE,sw;q=0.9,en;q=0.8', 'sw', 'Ingia kwa Google'],
    ['en-GB,en;q=0.9,sw;q=0.1', 'en', 'Sign in with Google'],
    ['fr,sw;q=0.3', 'sw', 'Ingia kwa Google'],
    ['de', 'en', 'Sign in with Google'],
    ['sw;q=0', 'en', 'Sign in with Google'],
    [';;,,q=', 'en', 'Sign in with Google'],
  ])('speaks the language of the browser: %s', async (header, language, words) => {
    const { text } = await aBrowser(at).open('/', { headers: { 'Accept-Language': header } });
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).toContain(words);
  });
});
