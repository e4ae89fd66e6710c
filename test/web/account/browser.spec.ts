import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { originOf } from '../../support/browser.js';
import {
  inspect,
  noFaults,
  PHONE,
  signIn,
  startChromium,
  type WatchedPages,
  watchPages,
} from '../../support/chromium.js';
import { aPhone } from '../../support/factories.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let chromium: Browser;
let origin: string;
let pages: WatchedPages;
let token: string;
beforeAll(async () => {
  [at, chromium] = await Promise.all([startApp(), startChromium()]);
  origin = originOf(at);
  pages = watchPages(chromium, at);
  token = await at.admin();
});
afterAll(async () => {
  await chromium.close();
  await at.close();
});

/**
 * Gives the newest user a phone number and makes them a customer, as an admin does with curl.
 * @returns the customer's code
 */
const makeCustomer = async (): Promise<string> => {
  const { users } = (await at.curl('/api/lookup/all-users/', '{"page":"1","per_page":"1"}', token)).json;
  const user_id = users[0].id;
  await at.curl('/api/auth/add-user-number/', JSON.stringify({ user_id, phone_number: aPhone() }), token);
  return (await at.curl('/api/auth/create-customer/', JSON.stringify({ user_id }), token)).json.customer_code;
};
/** Places an order. @returns its id */
const placeOrder = async (customer_code: string, item: string): Promise<string> => {
  const placed = await at.curl('/api/orders/create/', JSON.stringify({ customer_code, item, amount: '420' }), token);
  return placed.json.order_id;
};

/** Places an order of the customer who signs in as Wanjiku. */
const placeOrderOfWanjiku = async (item: string): Promise<string> => {
  const { rows } = await at.pool.query(
    `select c.code from customers c join users u on u.id = c.user_id where u.email = 'wanjiku@example.com'`,
  );
  return placeOrder(rows[0].code, item);
};
const statusOf = async (id: string) => (await at.curl(`/api/orders/${id}/`, undefined, token)).json.order.status;

describe('a new user in a browser', () => {
  it('signs in with Google, becomes a customer and confirms an order, which the admin sees', async () => {
    const page = await pages.open();
    await page.goto('/');
    expect(await inspect(page, 'sign-in')).toEqual(noFaults('sign-in'));
    await signIn(page, 'Google', 'Wanjiku Kamau');
    expect(page.url()).toBe(`${origin}/`);
    await page.getByText('Next, the shop adds your phone number').waitFor();
    expect(await inspect(page, 'not-yet-customer')).toEqual(noFaults('not-yet-customer'));

    const code = await makeCustomer();
    await page.reload();
    await page.getByText('No orders yet').waitFor();
    expect(await inspect(page, 'no-orders')).toEqual(noFaults('no-orders'));

    const id = await placeOrder(code, 'Mango');
    await placeOrder(code, 'Sukuma wiki, three bunches, with a note that is rather long for a small screen');
    await page.reload();
    const card = page.getByRole('article').filter({ hasText: 'Mango' });
    await card.getByText('I have received it').first().click();
    expect(await inspect(page, 'orders')).toEqual(noFaults('orders'));
    await page.evaluate('window.untouched = true');
    await card.getByRole('button', { name: 'Yes, I have received it' }).click();
    await page.getByText('Thank you! The shop knows now.').waitFor();
    expect(await page.evaluate('window.untouched')).toBe(true);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Thank you! The shop knows now.');
    expect(await card.getByText('Received', { exact: true }).count()).toBe(1);
    expect(await statusOf(id)).toBe('confirmed');
    expect(await inspect(page, 'orders-confirmed')).toEqual(noFaults('orders-confirmed'));
  });

  it('signs in with GitHub and confirms an order on a phone, by keyboard and without JavaScript', async () => {
    const page = await pages.open({ viewport: PHONE, javaScriptEnabled: false });
    await signIn(page, 'GitHub', 'Otieno Odhiambo');
    const id = await placeOrder(await makeCustomer(), 'Mango');
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
    const page = await pages.open();
    await signIn(page, 'Facebook', 'Achieng Atieno');
    await page.getByRole('link', { name: 'My profile' }).click();
    expect(await inspect(page, 'profile')).toEqual(noFaults('profile'));
    await page.getByRole('button', { name: 'Add Google' }).click();
    await page.getByRole('link', { name: 'Otieno Odhiambo' }).click();
    await page.waitForURL('**/profile');
    expect(await page.getByRole('button', { name: 'Add Google' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in with Google' }).waitFor();
    await page.goto('/profile');
    expect(page.url()).toBe(`${origin}/`);
  });

  it('reads Swahili when the browser asks for it', async () => {
    const page = await pages.open({ locale: 'sw-KE', colorScheme: 'dark' });
    await page.goto('/');
    await page.getByRole('link', { name: 'Ingia kwa Google' }).click();
    await page.getByRole('link', { name: 'Wanjiku Kamau' }).click();
    await page.getByRole('heading', { name: 'Oda zangu' }).waitFor();
    expect(await inspect(page, 'orders-swahili-dark')).toEqual(noFaults('orders-swahili-dark'));
  });
});

describe('staff in a browser', () => {
  it('sign in on the way to the customers and read them as JSON', async () => {
    const page = await pages.open();
    await page.goto('/api/customers');
    await page.getByRole('link', { name: 'staff@example.com' }).click();
    expect(page.url()).toBe(`${origin}/api/customers`);
    expect(JSON.parse((await page.textContent('body')) ?? '')).toContainEqual(
      expect.objectContaining({ name: 'Wanjiku Kamau' }),
    );
  });
});

describe('an error in a browser', () => {
  it.each<[string, string, (page: Page) => Promise<unknown>]>([
    [
      '403',
      'This account is not staff',
      (page) => page.goto('/google/login').then(() => page.getByRole('link', { name: 'Otieno' }).click()),
    ],
    ['404', 'There is nothing here', (page) => page.goto('/nowhere')],
    ['sign-in-failed', 'The sign-in did not work', (page) => page.goto('/auth/google/callback?code=1&state=1')],
    ['cancelled', 'The sign-in was cancelled', (page) => signIn(page, 'Google', 'Cancel')],
    ['misconfigured', 'The shop has to mend this', (page) => signIn(page, 'GitHub', 'Fail: wrong redirect URI')],
  ])('is shown as a page that a person can read: %s', async (name, title, happen) => {
    const page = await pages.open();
    await happen(page);
    await page.getByRole('heading', { name: title }).waitFor();
    expect(await inspect(page, name)).toEqual(noFaults(name));
  });

  it('is shown as a page that a person can read when it is our own', async () => {
    const page = await pages.open();
    await signIn(page, 'Google', 'Wanjiku Kamau');
    await at.pool.query('alter table customers rename to gone');
    await page.reload();
    await at.pool.query('alter table gone rename to customers');
    await page.getByRole('heading', { name: 'Something went wrong' }).waitFor();
    expect(await inspect(page, '500')).toEqual(noFaults('500'));
  });

  it('leads to the sign-in when the session is over', async () => {
    const page = await pages.open();
    await signIn(page, 'Google', 'Wanjiku Kamau');
    await at.pool.query('delete from sessions');
    await page.getByText('I have received it').first().click();
    await page.getByRole('button', { name: 'Yes, I have received it' }).first().click();
    await page.getByRole('link', { name: 'Sign in with Google' }).waitFor();
  });

  it('stands in the card of the order when a confirmation fails', async () => {
    const page = await pages.open();
    await signIn(page, 'Google', 'Wanjiku Kamau');
    const id = await placeOrderOfWanjiku('Late');
    await page.reload();
    await at.curl(`/api/orders/${id}/cancel`, '{}', token);
    const card = page.getByRole('article').filter({ hasText: 'Late' });
    await card.getByText('I have received it').first().click();
    await card.getByRole('button', { name: 'Yes, I have received it' }).click();
    await card.getByRole('alert').filter({ hasText: 'The order was cancelled' }).waitFor();
  });
});

describe('a page of another site in a browser', () => {
  it('confirms no order with a form of its own', async () => {
    const page = await pages.open();
    await signIn(page, 'Google', 'Wanjiku Kamau');
    const id = await placeOrderOfWanjiku('Bait');
    const form = `<form method="post" action="${origin}/orders/${id}/confirm"><button>Win a phone</button></form>`;
    const evil = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(form)).listen(
      0,
      '127.0.0.1',
    );
    const other = await page.context().newPage();
    await other.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`);
    await other.getByRole('button', { name: 'Win a phone' }).click();
    await other.getByRole('heading', { name: 'Nothing was done' }).waitFor();
    evil.close();
    evil.closeAllConnections();
    expect(await statusOf(id)).toBe('pending');
  });
});

describe('all pages in a browser', () => {
  it('contact no other host and break no policy', () => {
    const { strangers, complaints } = pages;
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
  });
});
