import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type CarrierApp, startCarrierApp } from '../../support/carrier-app.js';
import { startChromium, type WatchedPages, watchPages } from '../../support/chromium.js';
import { aCustomer, aPhone } from '../../support/factories.js';
import { aMember, signInWithGoogle } from '../../support/staff.js';

const SMALL: BrowserContextOptions = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };

let at: CarrierApp;
let chromium: Browser;
let pages: WatchedPages;
let known: { id: string; name: string; phone: string };
beforeAll(async () => {
  [at, chromium] = await Promise.all([startCarrierApp(), startChromium()]);
  pages = watchPages(chromium, at);
});
afterAll(async () => {
  await chromium.close();
  await at.close();
});

/** What a day begins with: a known customer, a failed SMS, and somebody who waits for a number. */
beforeEach(async () => {
  await at.pool.query(`delete from users where role = 'user' and phone is null`);
  known = await aCustomer(at.pool, 'Wanjiku Kamau');
  await at.api.post('/api/orders', { phone: known.phone, item: 'Mango', amount: '420', notify: false });
  const failing = await at.placeOrder({ behaviour: 'invalid-number', name: 'Otieno Odhiambo' });
  await at.waitForStatus(failing.id, 'failed');
  await signInWithGoogle(at);
});

async function openAsClerk(options: BrowserContextOptions = {}): Promise<Page> {
  const { browser } = await aMember(at, 'clerk');
  const page = await pages.openWith(browser.cookies, options);
  await page.goto('/desk');
  return page;
}

/** What a person does to a page with one kind of hand. */
interface Hand {
  /** Reaches a link, button, step or field by its name. */
  press(page: Page, name: string): Promise<void>;
  fill(page: Page, name: string, text: string): Promise<void>;
}

const NAME_OF_FOCUSED = `(() => {
  const { activeElement: at } = document;
  return (at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent).trim();
})()`;
/** No page of the desk in these tests has as many links and fields. */
const TABS_MOST = 120;

async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let tabs = 0; tabs < TABS_MOST; tabs++) {
    await page.keyboard.press('Tab');
    const focused = (await page.evaluate(NAME_OF_FOCUSED)) as string;
    if (focused.startsWith(name)) return;
    passed.push(focused);
  }
  throw new Error(`no "${name}" among ${passed.join(' | ')}`);
}

const KEYBOARD: Hand = {
  press: async (page, name) => {
    await tabTo(page, name);
    await page.keyboard.press('Enter');
  },
  fill: async (page, name, text) => {
    await tabTo(page, name);
    await page.keyboard.type(text);
  },
};

/** Something to tap, by the beginning of its name, which has no signs of regular expressions. */
const findTarget = (page: Page, name: string) => {
  const begins = new RegExp(`^${name}`);
  return page
    .getByRole('link', { name: begins })
    .or(page.getByRole('button', { name: begins }))
    .or(page.locator('summary').filter({ hasText: begins }))
    .first();
};

/** Least width and height of a target, in CSS px (WCAG 2.5.5). */
const TARGET_LEAST = 44;

const FINGER: Hand = {
  press: async (page, name) => {
    const target = findTarget(page, name);
    await target.scrollIntoViewIfNeeded();
    const { height = 0 } = (await target.boundingBox()) ?? {};
    expect([name, height >= TARGET_LEAST]).toEqual([name, true]);
    await target.tap();
  },
  fill: async (page, name, text) => {
    const field = page.getByLabel(name).first();
    await field.tap();
    await field.fill(text);
  },
};

/** The page fits the screen without scrolling sideways. */
const expectToFit = async (page: Page): Promise<void> => {
  const overflow = (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number;
  expect([page.url(), overflow <= 0]).toEqual([page.url(), true]);
};

const newestOrder = async (): Promise<Record<string, unknown>> => {
  const text = `select o.item, o.status, c.name, c.phone, n.status as sms
                from orders o join customers c on c.id = o.customer_id left join notifications n on n.order_id = o.id
                order by o.id desc, n.id desc limit 1`;
  return (await at.pool.query(text)).rows[0];
};

/** A whole day at the counter. Each step ends with what the clerk must see. */
async function liveTheDay(page: Page, hand: Hand): Promise<void> {
  const { press, fill } = hand;

  // A known customer calls.
  await press(page, 'New order');
  await page.waitForURL('**/desk/orders/new');
  await page.locator('#who').waitFor();
  await page.locator('#who').pressSequentially(known.phone.slice(-6));
  await page.getByRole('option', { name: /Wanjiku/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/desk/orders/new?customer=*');
  await page.keyboard.type('Mango');
  await page.getByText('SMS, KES').waitFor();
  await expectToFit(page);
  await press(page, 'Take order');
  await page.waitForURL('**/desk/orders/*?placed=1');
  await page.locator('#sms').getByText('On the phone').waitFor();
  expect(await newestOrder()).toMatchObject({ item: 'Mango', name: known.name, phone: known.phone, sms: 'delivered' });

  // The customer comes and takes it.
  await press(page, 'Confirm: the customer has it');
  await page.getByText('Confirmed.', { exact: true }).waitFor();
  expect(await newestOrder()).toMatchObject({ status: 'confirmed' });
  await expectToFit(page);

  // Somebody new calls.
  const phone = aPhone();
  await press(page, 'New order');
  await page.locator('#who').waitFor();
  await page.locator('#who').pressSequentially(phone);
  await page.getByRole('option', { name: /New customer/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('#name').waitFor();
  await fill(page, 'Name', 'Achieng Atieno');
  await fill(page, 'Item', 'Sukuma wiki');
  await fill(page, 'Amount', '150');
  await press(page, 'Take order');
  await page.waitForURL('**/desk/orders/*?placed=1');
  expect(await newestOrder()).toMatchObject({ item: 'Sukuma wiki', name: 'Achieng Atieno', phone });

  // They call again: it was a mistake.
  await press(page, 'Cancel the order');
  await page.getByLabel('Why?').fill('Ordered twice.');
  await page.keyboard.press('Enter');
  await page.getByText('Cancelled.', { exact: true }).waitFor();
  expect(await newestOrder()).toMatchObject({ status: 'cancelled' });

  // An SMS failed: why, and for whom?
  await press(page, 'Messages');
  await page.waitForURL('**/desk/messages');
  await expectToFit(page);
  await press(page, 'Show');
  await page.getByText('Otieno Odhiambo').first().waitFor();
  await expectToFit(page);

  // Somebody who signed in gets a number.
  await press(page, 'People');
  await page.waitForURL('**/desk/people');
  const waiting = aPhone();
  await fill(page, 'Phone number of', waiting);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/desk/customers/*');
  await expectToFit(page);
  expect((await at.pool.query('select from customers where phone = $1', [waiting])).rowCount).toBe(1);

  // A name was misspelt.
  await press(page, 'Correct name or number');
  await page.waitForURL('**/edit');
  await page.getByLabel('Name').fill('Achieng Akinyi');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/desk/customers/*?done=*');
  await page.getByRole('heading', { name: 'Achieng Akinyi' }).waitFor();
  await expectToFit(page);

  await press(page, 'Sign out');
  await page.waitForURL((url) => !url.pathname.startsWith('/desk'));
}

describe("a clerk's day", () => {
  it('goes by keyboard alone', async () => liveTheDay(await openAsClerk(), KEYBOARD));

  it('goes on a touch screen 360 px wide, where every target is at least 44 px high', async () =>
    liveTheDay(await openAsClerk(SMALL), FINGER));

  it('takes one order for a double press, and Back shows an empty form for the next', async () => {
    const page = await openAsClerk();
    const count = async () => (await at.pool.query('select count(*)::int from orders')).rows[0].count;
    const { code } = (await at.pool.query('select code from customers where id = $1', [known.id])).rows[0];
    await page.goto(`/desk/orders/new?customer=${code}`);
    await page.fill('#item', 'Maziwa');
    await page.fill('#amount', '120');
    const before = await count();
    await page.getByRole('button', { name: 'Take order' }).dblclick();
    await page.waitForURL('**/desk/orders/*?placed=1');
    await page.goBack();
    expect([await count(), await page.inputValue('#item')]).toEqual([before + 1, '']);
  });

  it('breaks no policy and asks no other host', () => {
    expect([pages.complaints, pages.strangers]).toEqual([[], []]);
  });
});
