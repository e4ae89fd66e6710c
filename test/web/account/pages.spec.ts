import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { writePhone } from '../../../src/phones/phones.js';
import { aBrowser } from '../../support/browser.js';
import { aPhone } from '../../support/factories.js';
import { startApp, type TestApp } from '../../support/test-app.js';
import { forgetEverybody, signInBuyer } from '../buyer.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());
beforeEach(() => forgetEverybody(at));

const statusOf = async (id: string | undefined) =>
  (await at.pool.query('select status from orders where id = $1', [id])).rows[0].status;

describe('GET /', () => {
  it('offers the three providers to a caller who is not signed in', async () => {
    const page = await aBrowser(at).open('/');
    expect(page.status).toBe(200);
    for (const provider of ['google', 'github', 'facebook']) expect(page.text).toContain(`href="/auth/${provider}"`);
  });

  it('tells a user who is no customer yet what happens next', async () => {
    const browser = aBrowser(at);
    await browser.signIn('facebook', 'wanjiku');
    expect((await browser.open('/')).text).toContain('Next, the shop adds your phone number');
  });

  it('tells a customer without orders where the first one will appear', async () => {
    const { browser } = await signInBuyer(at, 'wanjiku', 0);
    expect((await browser.open('/')).text).toMatch(/No orders yet.*a text goes to 07\d\d/);
  });

  it('lists the customer’s own orders alone, newest first, ten on a page', async () => {
    await signInBuyer(at, 'otieno', 3);
    const { browser } = await signInBuyer(at, 'wanjiku', 12);
    const first = await browser.open('/');
    expect(first.text.match(/<article>/g)).toHaveLength(10);
    expect(first.text).toMatch(/Item 12.*Ordered.*KES\s12\.00.*Text message: waiting to be sent.*Item 11/s);
    expect(first.text).toContain('Page 1 of 2');
    const second = await browser.open('/?page=2');
    expect(second.text.match(/<article>/g)).toHaveLength(2);
    expect(second.text).not.toContain('rel="next"');
  });

  it.each(['0', '-1', 'x', '1e9', '99999999999', '1&page=2'])(
    'shows the first page of orders for page=%s',
    async (page) => {
      const { browser } = await signInBuyer(at, 'wanjiku', 1);
      expect((await browser.open(`/?page=${page}`)).text).toContain('Item 1');
    },
  );

  it('shows markup in the name of an item as text', async () => {
    const { browser, orders } = await signInBuyer(at, 'wanjiku', 1);
    await at.pool.query('update orders set item = $2 where id = $1', [orders[0], '<img src=x onerror=alert(1)>"\'&']);
    const page = await browser.open('/');
    expect(page.text).toContain('&lt;img src=x onerror=alert(1)>');
    expect(page.text).not.toContain('<img');
  });
});

describe('POST /orders/:id/confirm', () => {
  it('confirms the order and leads back to the page of orders', async () => {
    const { browser, orders } = await signInBuyer(at, 'wanjiku', 1);
    const answer = await browser.press(`/orders/${orders[0]}/confirm?page=1`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/?thanks=1']);
    expect(await statusOf(orders[0])).toBe('confirmed');
    expect((await browser.open('/?thanks=1')).text).toMatch(/Thank you! The shop knows now.*Received/);
  });

  it('answers htmx with the confirmed order as a fragment', async () => {
    const { browser, orders } = await signInBuyer(at, 'wanjiku', 1);
    const form = {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Sec-Fetch-Site': 'same-origin',
      'HX-Request': 'true',
    };
    const answer = await browser.open(`/orders/${orders[0]}/confirm`, { method: 'POST', body: '', headers: form });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.text).toMatch(/^<article>.*Received.*Thank you! The shop knows now\..*<\/article>$/);
  });

  it('leads back to the orders each time the button is pressed five times at once', async () => {
    const { browser, orders } = await signInBuyer(at, 'wanjiku', 1);
    const answers = await Promise.all(Array.from({ length: 5 }, () => browser.press(`/orders/${orders[0]}/confirm`)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(5).fill(303));
  });

  it('answers the same 404 to the order of another customer as to an unknown one', async () => {
    const { orders } = await signInBuyer(at, 'otieno', 1);
    const { browser } = await signInBuyer(at, 'wanjiku', 1);
    const tries = [orders[0], '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99', 'no-uuid'];
    const answers = await Promise.all(tries.map((id) => browser.press(`/orders/${id}/confirm`)));
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404]);
    const [first, ...others] = answers.map((answer) => answer.text.replace(/[0-9a-f-]{36}/g, 'id'));
    for (const text of others) expect(text).toBe(first);
    expect(await statusOf(orders[0])).toBe('pending');
  });

  it('answers 404 to a user who is no customer', async () => {
    const { orders } = await signInBuyer(at, 'otieno', 1);
    const browser = aBrowser(at);
    await browser.signIn('facebook', 'wanjiku');
    expect((await browser.press(`/orders/${orders[0]}/confirm`)).status).toBe(404);
  });

  it('answers 409 to a cancelled order', async () => {
    const { browser, orders } = await signInBuyer(at, 'wanjiku', 1);
    await at.pool.query(`update orders set status = 'cancelled', cancelled_at = now()`);
    const answer = await browser.press(`/orders/${orders[0]}/confirm`);
    expect([answer.status, answer.text.includes('The order was cancelled')]).toEqual([409, true]);
  });

  it.each<[string, Record<string, string>]>([
    ['another site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }],
    ['another origin', { Origin: 'https://evil.example' }],
    ['a sandboxed frame', { Origin: 'null' }],
    ['nowhere', {}],
  ])('confirms nothing for a form that comes from %s', async (_, headers) => {
    const { browser, orders } = await signInBuyer(at, 'wanjiku', 1);
    const form = { 'Content-Type': 'application/x-www-form-urlencoded', ...headers };
    const answer = await browser.open(`/orders/${orders[0]}/confirm`, { method: 'POST', body: '', headers: form });
    expect([answer.status, answer.text.includes('came from another site')]).toEqual([403, true]);
    expect(await statusOf(orders[0])).toBe('pending');
  });

  it('confirms nothing without a session, and comes back to the order after the sign-in', async () => {
    const { orders } = await signInBuyer(at, 'wanjiku', 1);
    const answer = await aBrowser(at).press(`/orders/${orders[0]}/confirm?page=2&q=mango`);
    const path = `/?page=2&q=mango#order-${orders[0]}`;
    const signIn = `/?return_to=${encodeURIComponent(path)}`;
    expect([answer.status, answer.headers.get('location')]).toEqual([303, signIn]);
    expect(await statusOf(orders[0])).toBe('pending');
    const browser = aBrowser(at);
    const page = await browser.open(signIn);
    expect(page.text).toContain('you come back to where you were');
    const [, begin = ''] = /href="(\/auth\/google\?[^"]+)"/.exec(page.text) ?? [];
    const back = await browser.open(await browser.choose(begin, 'wanjiku'));
    expect(back.headers.get('location')).toBe(path);
  });
});

describe('GET /profile', () => {
  it('shows the phone number that an admin set, and the ways to sign in', async () => {
    const { browser } = await signInBuyer(at, 'wanjiku', 0);
    expect((await browser.open('/profile')).text).toContain('none yet; the shop adds it');
    const phone = aPhone();
    await at.pool.query('update users set phone = $1', [phone]);
    const page = await browser.open('/profile');
    for (const text of [
      writePhone(phone, 'KE'),
      'Wanjiku Kamau',
      'wanjiku@example.com',
      'Google',
      'Add GitHub',
      'Add Facebook',
    ])
      expect(page.text).toContain(text);
    expect(page.text).not.toContain('Add Google');
  });

  it('leads a caller who is not signed in to the start page', async () => {
    const answer = await aBrowser(at).open('/profile');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/']);
  });
});
