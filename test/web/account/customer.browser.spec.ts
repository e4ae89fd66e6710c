import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import {
  inspect,
  noFaults,
  PHONE,
  signIn,
  startChromium,
  type WatchedPages,
  watchPages,
} from '../../support/chromium.js';
import { aCustomer, someOrders } from '../../support/factories.js';
import { startApp, type TestApp } from '../../support/test-app.js';

const LONG = 'Sukuma wiki, three bunches, and a sack of the good potatoes from Nyandarua 🥔, with a note '
  .repeat(2)
  .trim();
const HOSTILE = '<b>Mkate</b> "&" خبز 🍞';

let at: TestApp;
let chromium: Browser;
let pages: WatchedPages;
beforeAll(async () => {
  [at, chromium] = await Promise.all([startApp({ SHOP_PHONE: '+254712345678' }), startChromium()]);
  pages = watchPages(chromium, at);
});
afterAll(async () => {
  await chromium.close();
  await at.close();
});

/** A browser of Wanjiku, a customer with 14 orders. Items of two are odd. */
const openOrders = async (options: Parameters<WatchedPages['open']>[0] = {}, among = pages): Promise<Page> => {
  await at.pool.query('truncate notifications, orders, customers, users, identities, sessions cascade');
  const page = await among.open(options);
  await page.goto('/auth/google');
  await page.getByRole('link', { name: 'Wanjiku Kamau' }).click();
  await page.waitForURL('**/');
  const customer = await aCustomer(at.pool, 'Wanjiku');
  await at.pool.query('update customers set user_id = (select id from users limit 1) where id = $1', [customer.id]);
  await someOrders(at.pool, customer.id, 14);
  await at.pool.query(`update orders set status = 'confirmed', confirmed_at = now() where amount > 2`);
  await at.pool.query('update orders set item = $1 where amount = 14', [LONG]);
  await at.pool.query('update orders set item = $1 where amount = 13', [HOSTILE]);
  await page.goto('/');
  return page;
};

const card = (page: Page, item: string) => page.getByRole('article').filter({ hasText: item });
const statusOf = async (item: string): Promise<string> =>
  (await at.pool.query('select status from orders where item = $1', [item])).rows[0].status;

/** Opens the second step of a confirmation. */
const confirmStep = async (page: Page, item: string) => {
  await card(page, item).getByText('I have received it').first().click();
  return card(page, item).getByRole('button', { name: 'Yes, I have received it' });
};

describe('a confirmation', () => {
  it('shows that it is slow, and cannot be sent twice meanwhile', async () => {
    const page = await openOrders();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let sent = 0;
    await page.route('**/confirm*', async (route) => {
      sent++;
      await held;
      await route.continue();
    });
    const button = await confirmStep(page, 'Item 1');
    await button.click();
    await page.locator('button[aria-busy="true"]:disabled').waitFor();
    expect(await inspect(page, 'customer-busy')).toEqual(noFaults('customer-busy'));
    await button.click({ force: true });
    release();
    await page.getByText('Thank you! The shop knows now.').waitFor();
    expect([sent, await statusOf('Item 1')]).toEqual([1, 'confirmed']);
  });

  it('says in its card that the connection was lost, and can be sent again by keyboard', async () => {
    // The lost connection is a complaint of this page, which is no fault.
    const page = await openOrders({}, watchPages(chromium, at));
    await page.route('**/confirm*', (route) => route.abort('connectionfailed'), { times: 1 });
    const button = await confirmStep(page, 'Item 2');
    await button.focus();
    await page.keyboard.press('Enter');
    await card(page, 'Item 2').getByRole('alert').filter({ hasText: 'No answer came' }).waitFor();
    await page.waitForFunction('document.activeElement.type === "submit"');
    expect(await inspect(page, 'customer-lost')).toEqual(noFaults('customer-lost'));
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Thank you! The shop knows now.').waitFor();
    expect(await statusOf('Item 2')).toBe('confirmed');
  });

  it('says in its card that the service failed, and can be sent again', async () => {
    const page = await openOrders();
    const button = await confirmStep(page, 'Item 1');
    await at.pool.query('alter table customers rename to gone');
    await button.click();
    await card(page, 'Item 1').getByRole('alert').filter({ hasText: 'Something went wrong' }).waitFor();
    await at.pool.query('alter table gone rename to customers');
    expect(await inspect(page, 'customer-failed')).toEqual(noFaults('customer-failed'));
    await button.click();
    await page.getByText('Thank you! The shop knows now.').waitFor();
  });

  it.each([true, false])('comes back to its order after a lost session, with script: %s', async (javaScriptEnabled) => {
    const page = await openOrders({ javaScriptEnabled });
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.waitForURL('**/?page=2');
    await at.pool.query(`update orders set status = 'pending', confirmed_at = null where amount = 3`);
    await page.goto('/?q=item');
    await at.pool.query('delete from sessions');
    await (await confirmStep(page, 'Item 3')).click();
    await page.getByText('Sign in again, and you come back').waitFor();
    await page.getByRole('link', { name: 'Sign in with Google' }).click();
    await page.getByRole('link', { name: 'Wanjiku Kamau' }).click();
    await page.waitForURL(/\/\?q=item#order-/);
    await (await confirmStep(page, 'Item 3')).click();
    await page.getByText('Thank you! The shop knows now.').waitFor();
    expect(await statusOf('Item 3')).toBe('confirmed');
  });
});

describe('the pages of a customer', () => {
  it('find an order, fold a long item, and change their language, without script on a phone', async () => {
    const page = await openOrders({ javaScriptEnabled: false, viewport: PHONE });
    const heading = page.getByRole('heading', { name: 'Sukuma wiki' });
    const folded = (await heading.boundingBox())?.height ?? 0;
    await heading.click();
    expect((await heading.boundingBox())?.height ?? 0).toBeGreaterThan(folded * 2);
    await page.getByRole('searchbox').fill('mkate');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.waitForURL('**/?q=mkate');
    await page.getByRole('button', { name: 'Kiswahili' }).click();
    await page.waitForURL('**/?q=mkate');
    await page.getByRole('heading', { name: 'Oda zangu' }).waitFor();
    expect(await page.getByRole('article').count()).toBe(1);
    await page.getByText('Imepokelewa').waitFor();
  });

  it.each([
    ['en', 'light'],
    ['sw', 'dark'],
  ] as const)('have no serious fault in %s and %s colours, at four widths', async (locale, colorScheme) => {
    const page = await openOrders({ locale, colorScheme });
    for (const [name, path] of Object.entries({
      orders: '/',
      profile: '/profile',
      'not-found': '/?q=zzz',
      problem: '/nowhere',
    })) {
      await page.goto(path);
      const whole = `customer-${name}-${locale}-${colorScheme}`;
      expect(await inspect(page, whole)).toEqual(noFaults(whole));
      for (const width of [320, 360, 768]) {
        await page.setViewportSize({ width, height: 740 });
        await page.screenshot({ path: `screenshots/${whole}-${width}.png`, fullPage: true });
      }
    }
  });

  it('break nothing with text of twice the size on a screen of 320 px', async () => {
    const page = await openOrders({ viewport: { width: 320, height: 640 } });
    const odd: string[] = [];
    for (const path of ['/', '/profile', '/?q=zzz', '/nowhere']) {
      await page.goto(path);
      await page.evaluate(`document.documentElement.style.fontSize = '200%'`);
      for (const summary of await page.locator('main summary').all()) await summary.click();
      await page.screenshot({ path: `screenshots/customer-large${path.replace(/\W/g, '-')}.png`, fullPage: true });
      odd.push(...((await page.evaluate(FIND_CUT)) as string[]).map((what) => `${path}: ${what}`));
    }
    const visitor = await pages.open({ viewport: { width: 320, height: 640 } });
    await visitor.goto('/');
    await visitor.evaluate(`document.documentElement.style.fontSize = '200%'`);
    await visitor.screenshot({ path: 'screenshots/customer-large-sign-in.png', fullPage: true });
    odd.push(...((await visitor.evaluate(FIND_CUT)) as string[]).map((what) => `sign-in: ${what}`));
    expect(odd).toEqual([]);
  });

  it('print what they say, without bars and buttons', async () => {
    const page = await openOrders();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: 'Sign out' }).isVisible()).toBe(false);
    expect(await page.getByText('I have received it').first().isVisible()).toBe(false);
    expect(await page.getByText('0712 345678').isVisible()).toBe(true);
    await page.screenshot({ path: 'screenshots/customer-print.png', fullPage: true });
  });

  it('name the shop at the sign-in, with the marks of the providers', async () => {
    const page = await pages.open();
    await page.goto('/');
    expect(await page.getByRole('link', { name: 'Sign in with Google' }).locator('svg').count()).toBe(1);
    expect(await inspect(page, 'customer-sign-in')).toEqual(noFaults('customer-sign-in'));
    const dark = await pages.open({ colorScheme: 'dark', locale: 'sw' });
    await dark.goto('/');
    expect(await inspect(dark, 'customer-sign-in-dark')).toEqual(noFaults('customer-sign-in-dark'));
    await signIn(page, 'GitHub', 'Otieno');
    await page.getByText('Give the shop the number that you order with').waitFor();
    expect(await inspect(page, 'customer-not-yet')).toEqual(noFaults('customer-not-yet'));
  });

  it('break no policy and ask no other host', () => {
    expect([pages.complaints, pages.strangers]).toEqual([[], []]);
  });
});

/** What reaches beyond the right edge of the screen, or is cut off by a box that hides the rest. */
const FIND_CUT = `(() => {
  const found = document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [];
  for (const element of document.querySelectorAll('body *')) {
    const box = element.getBoundingClientRect();
    if (element.closest('.skip, svg') || box.width === 0) continue;
    if (box.right > innerWidth + 1 || (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0))
      found.push(element.outerHTML.slice(0, 80));
  }
  return found;
})()`;
