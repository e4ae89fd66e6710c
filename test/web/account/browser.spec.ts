import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { originOf, sandboxOf } from '../../support/browser.js';
import { DESKTOP, PHONE, photograph, seriousFaults, startChromium } from '../../support/chromium.js';
import { aPhone } from '../../support/factories.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let chromium: Browser;
let origin: string;
let token: string;
/** Requests to hosts that are neither ours nor the provider's, and what the browser complained of. */
const strangers: string[] = [];
const complaints: string[] = [];
beforeAll(async () => {
  [at, chromium] = await Promise.all([startApp(), startChromium()]);
  origin = originOf(at);
  token = await at.admin();
});
afterAll(async () => {
  await chromium.close();
  await at.close();
});

const aPage = async (options: BrowserContextOptions = {}): Promise<Page> => {
  const context = await chromium.newContext({ viewport: DESKTOP, baseURL: origin, locale: 'en-GB', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const known = [origin, sandboxOf(at).front];
  page.on('request', (request) => {
    if (!known.includes(new URL(request.url()).origin)) strangers.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !/the server responded with a status of/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return page;
};
const signIn = async (page: Page, provider: string, person: string): Promise<void> => {
  await page.goto('/');
  await page.getByRole('link', { name: `Sign in with ${provider}` }).click();
  await page.getByRole('link', { name: person }).first().click();
};
/** What an admin does by curl: gives the newest user a phone number, and makes a customer of them. */
const makeCustomer = async (): Promise<string> => {
  const { users } = (await at.curl('/api/lookup/all-users/', '{"page":"1","per_page":"1"}', token)).json;
  const user_id = users[0].id;
  await at.curl('/api/auth/add-user-number/', JSON.stringify({ user_id, phone_number: aPhone() }), token);
  return (await at.curl('/api/auth/create-customer/', JSON.stringify({ user_id }), token)).json.customer_code;
};
const order = async (customer_code: string, item: string): Promise<string> => {
  const placed = await at.curl('/api/orders/create/', JSON.stringify({ customer_code, item, amount: '420' }), token);
  return placed.json.order_id;
};

/** An order of the customer who signs in as Wanjiku. */
const orderOfWanjiku = async (item: string): Promise<string> => {
  const { rows } = await at.pool.query(
    `select c.code from customers c join users u on u.id = c.user_id where u.email = 'wanjiku@example.com'`,
  );
  return order(rows[0].code, item);
};
const statusOf = async (id: string) => (await at.curl(`/api/orders/${id}/`, undefined, token)).json.order.status;
const inspected = async (page: Page, name: string) => ({ name, faults: await seriousFaults(page), ...(await photograph(page, name)) });
const fine = (name: string) => ({ name, faults: [], fitsPhone: true });

describe('in a browser, somebody new', () => {
  it('signs in with Google, becomes a customer, sees an order and has received it; the admin sees that', async () => {
    const page = await aPage();
    await page.goto('/');
    expect(await inspected(page, 'sign-in')).toEqual(fine('sign-in'));
    await signIn(page, 'Google', 'Wanjiku Kamau');
    expect(page.url()).toBe(`${origin}/`);
    await page.getByText('Next, the shop adds your phone number').waitFor();
    expect(await inspected(page, 'not-yet-customer')).toEqual(fine('not-yet-customer'));

    const code = await makeCustomer();
    await page.reload();
    await page.getByText('No orders yet').waitFor();
    expect(await inspected(page, 'no-orders')).toEqual(fine('no-orders'));

    const id = await order(code, 'Mango');
    await order(code, 'Sukuma wiki, three bunches, with a note that is rather long for a small screen');
    await page.reload();
    const card = page.getByRole('article').filter({ hasText: 'Mango' });
    await card.getByText('I have received it').first().click();
    expect(await inspected(page, 'orders')).toEqual(fine('orders'));
    await page.evaluate('window.untouched = true');
    await card.getByRole('button', { name: 'Yes, I have received it' }).click();
    await page.getByText('Thank you! The shop knows now.').waitFor();
    expect(await page.evaluate('window.untouched')).toBe(true);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Thank you! The shop knows now.');
    expect(await card.getByText('Received', { exact: true }).count()).toBe(1);
    expect(await statusOf(id)).toBe('confirmed');
    expect(await inspected(page, 'orders-confirmed')).toEqual(fine('orders-confirmed'));
  });

  it('does the same on a phone, by keyboard, without JavaScript, with GitHub', async () => {
    const page = await aPage({ viewport: PHONE, javaScriptEnabled: false });
    await signIn(page, 'GitHub', 'Otieno Odhiambo');
    const id = await order(await makeCustomer(), 'Mango');
    await page.reload();
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab');
      if ((await page.locator('summary:focus').count()) > 0) break;
    }
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await page.keyboard.press('Enter');
    expect((await (await sent).allHeaders()).origin).toBe(origin);
    await page.getByText('Received', { exact: true }).waitFor();
    expect(await statusOf(id)).toBe('confirmed');
  });

  it('signs in with Facebook without an e-mail, adds Google on the profile page, and signs out', async () => {
    const page = await aPage();
    await signIn(page, 'Facebook', 'Achieng Atieno');
    await page.getByRole('link', { name: 'My profile' }).click();
    expect(await inspected(page, 'profile')).toEqual(fine('profile'));
    await page.getByRole('button', { name: 'Add Google' }).click();
    await page.getByRole('link', { name: 'Otieno Odhiambo' }).click();
    await page.waitForURL('**/profile');
    expect(await page.getByRole('button', { name: 'Add Google' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in with Google' }).waitFor();
    await page.goto('/profile');
    expect(page.url()).toBe(`${origin}/`);
  });

  it('reads Swahili if the browser does', async () => {
    const page = await aPage({ locale: 'sw-KE', colorScheme: 'dark' });
    await page.goto('/');
    await page.getByRole('link', { name: 'Ingia kwa Google' }).click();
    await page.getByRole('link', { name: 'Wanjiku Kamau' }).click();
    await page.getByRole('heading', { name: 'Oda zangu' }).waitFor();
    expect(await inspected(page, 'orders-swahili-dark')).toEqual(fine('orders-swahili-dark'));
  });
});

describe('in a browser, staff', () => {
  it('end on the customers as JSON', async () => {
    const page = await aPage();
    await page.goto('/api/customers');
    await page.getByRole('link', { name: 'staff@example.com' }).click();
    expect(page.url()).toBe(`${origin}/api/customers`);
    expect(JSON.parse((await page.textContent('body')) ?? '')).toContainEqual(expect.objectContaining({ name: 'Wanjiku Kamau' }));
  });
});

describe('in a browser, an error', () => {
  it.each<[string, string, (page: Page) => Promise<unknown>]>([
    [
      '403',
      'This account is not staff',
      (page) => page.goto('/google/login').then(() => page.getByRole('link', { name: 'Otieno' }).click()),
    ],
    ['404', 'There is nothing here', (page) => page.goto('/nowhere')],
    ['sign-in-failed', 'The sign-in did not work', (page) => page.goto('/auth/google/callback?code=1&state=1')],
    ['cancelled', 'The sign-in was cancelled', (page) => signIn(page, 'Google', 'Cancel')],
  ])('is a page that a person can read: %s', async (name, title, happen) => {
    const page = await aPage();
    await happen(page);
    await page.getByRole('heading', { name: title }).waitFor();
    expect(await inspected(page, name)).toEqual(fine(name));
  });

  it('of ours is a page that a person can read', async () => {
    const page = await aPage();
    await signIn(page, 'Google', 'Wanjiku Kamau');
    await at.pool.query('alter table customers rename to gone');
    await page.reload();
    await at.pool.query('alter table gone rename to customers');
    await page.getByRole('heading', { name: 'Something went wrong' }).waitFor();
    expect(await inspected(page, '500')).toEqual(fine('500'));
  });

  it('of a session that is over leads to the sign-in', async () => {
    const page = await aPage();
    await signIn(page, 'Google', 'Wanjiku Kamau');
    await at.pool.query('delete from sessions');
    await page.getByText('I have received it').first().click();
    await page.getByRole('button', { name: 'Yes, I have received it' }).first().click();
    await page.getByRole('link', { name: 'Sign in with Google' }).waitFor();
  });

  it('of a confirmation stands in the order’s place', async () => {
    const page = await aPage();
    await signIn(page, 'Google', 'Wanjiku Kamau');
    const id = await orderOfWanjiku('Late');
    await page.reload();
    await at.curl(`/api/orders/${id}/cancel`, '{}', token);
    const card = page.getByRole('article').filter({ hasText: 'Late' });
    await card.getByText('I have received it').first().click();
    await card.getByRole('button', { name: 'Yes, I have received it' }).click();
    await page.getByRole('alert').filter({ hasText: 'The order was cancelled' }).waitFor();
  });
});

describe('in a browser, a page of another site', () => {
  it('confirms nothing with a form, and reads nothing', async () => {
    const page = await aPage();
    await signIn(page, 'Google', 'Wanjiku Kamau');
    const id = await orderOfWanjiku('Bait');
    const form = `<form method="post" action="${origin}/orders/${id}/confirm"><button>Win a phone</button></form>`;
    const evil = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(form)).listen(0, '127.0.0.1');
    const other = await page.context().newPage();
    await other.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`);
    await other.getByRole('button', { name: 'Win a phone' }).click();
    await other.getByRole('heading', { name: 'Nothing was done' }).waitFor();
    evil.close();
    evil.closeAllConnections();
    expect(await statusOf(id)).toBe('pending');
  });
});

describe('in a browser, all of the above', () => {
  it('contacted no stranger and broke no policy', () => {
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
  });
});
