import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { inspect, noFaults, PHONE, startChromium, type WatchedPages, watchPages } from '../../support/chromium.js';
import { aCustomer, aUser, someOrders } from '../../support/factories.js';
import { aMember } from '../../support/staff.js';
import { startApp, type TestApp } from '../../support/test-app.js';

/** A name and an item that fill what room there is, with marks of other scripts. */
const LONG = `Ng'ang'a <b>Wa</b> مرحبا 🥭 ${'Kamau'.repeat(15)}`.slice(0, 100);
const LONG_ITEM = `Sukuma wiki <i>&amp;</i> 🥬 ${'maziwa '.repeat(30)}`.slice(0, 200);

let at: TestApp;
let chromium: Browser;
let pages: WatchedPages;
let clerk: ReadonlyMap<string, string>;
beforeAll(async () => {
  [at, chromium] = await Promise.all([startApp(), startChromium()]);
  pages = watchPages(chromium, at);
  clerk = (await aMember(at, 'owner')).browser.cookies;
});
afterAll(async () => {
  await chromium.close();
  await at.close();
});

/** A page of somebody of the staff who is signed in. */
const openDesk = (options: BrowserContextOptions = {}): Promise<Page> => pages.openWith(clerk, options);

/** Customers, of whom one has orders in each status. */
async function aShop(): Promise<{ id: string; code: string; phone: string }> {
  const customer = await aCustomer(at.pool, 'Wanjiku Kamau');
  await aCustomer(at.pool, LONG);
  await someOrders(at.pool, customer.id, 60);
  await at.pool.query(`update orders set status = 'confirmed', confirmed_at = now() where number % 3 > 0`);
  await at.pool.query(
    `update orders set status = 'cancelled', confirmed_at = null, cancelled_at = now() where number % 7 = 0`,
  );
  await at.pool.query('update orders set item = $1 where number = (select max(number) from orders)', [LONG_ITEM]);
  return customer;
}

describe('customers in a browser', () => {
  it('are found, opened, corrected, and seen with their history', async () => {
    const { id } = await aShop();
    const page = await openDesk();
    await page.goto('/desk/customers');
    expect(await inspect(page, 'desk-customers')).toEqual(noFaults('desk-customers'));
    await page.getByLabel('Phone, name or code').fill('kamau wanj');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Wanjiku Kamau' }).click();
    await page.getByRole('heading', { name: 'Open orders' }).waitFor();
    expect(await inspect(page, 'desk-customer')).toEqual(noFaults('desk-customer'));
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.waitForURL('**/desk/customers/*cursor=*');
    await page.getByRole('link', { name: 'First page' }).click();
    await page.waitForURL(`**/desk/customers/${id}`);

    const other = await openDesk();
    await other.goto(`/desk/customers/${id}/edit`);
    await page.getByRole('link', { name: 'Correct name or number' }).click();
    await page.waitForURL('**/edit');
    await page.getByLabel('Name').fill('Wanjiru Kamau');
    await page.getByLabel('Phone number').fill('0722 000 111');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/^Number: 0710 \d{6} → 0722 000111$/).waitFor();
    await page.getByText('Achieng Atieno, at the desk').waitFor();

    await other.getByLabel('Name').fill('Wanjiku K.');
    await other.getByRole('button', { name: 'Save' }).click();
    await other.getByText('Somebody else changed this meanwhile').waitFor();
    await other.getByText('Your form had: Wanjiku K.').waitFor();
    expect(await inspect(other, 'desk-customer-stale')).toEqual(noFaults('desk-customer-stale'));
    await page.emulateMedia({ media: 'print' });
    expect(await inspect(page, 'desk-customer-print')).toEqual(noFaults('desk-customer-print'));
    expect(await page.getByRole('heading', { name: 'History' }).isVisible()).toBe(false);
    expect(await page.getByRole('heading', { name: 'Statement' }).isVisible()).toBe(true);
  });

  it('are shown in Swahili, in the dark, on a phone, whatever their names', async () => {
    const page = await openDesk({ locale: 'sw-KE', colorScheme: 'dark', viewport: PHONE });
    await page.goto('/desk/customers');
    expect(await inspect(page, 'desk-customers-swahili-dark')).toEqual(noFaults('desk-customers-swahili-dark'));
    await page.getByRole('link', { name: 'Wanjiru Kamau' }).click();
    await page.getByRole('heading', { name: 'Oda zilizo wazi' }).waitFor();
    expect(await inspect(page, 'desk-customer-swahili-dark')).toEqual(noFaults('desk-customer-swahili-dark'));
    await page.goto('/desk/customers');
    await page.getByRole('link', { name: /Ng'ang'a/ }).click();
    expect(await inspect(page, 'desk-customer-long')).toEqual(noFaults('desk-customer-long'));
    await page.getByRole('link', { name: 'Sahihisha jina au namba' }).click();
    expect(await inspect(page, 'desk-customer-edit')).toEqual(noFaults('desk-customer-edit'));
  });
});

describe('people in a browser', () => {
  it('get a number by keyboard alone and without script, and are joined by a second press', async () => {
    await aUser(at.pool);
    const { email } = await aUser(at.pool, 'otieno@example.com');
    const { phone, code } = await aCustomer(at.pool, 'Otieno Odhiambo');
    const page = await openDesk({ javaScriptEnabled: false });
    await page.goto('/desk/people');
    expect(await page.getByRole('rowheader').count()).toBe(2);
    await page
      .getByRole('row', { name: email ?? '' })
      .getByRole('textbox')
      .fill(phone);
    await page.keyboard.press('Enter');
    const join = page.getByRole('button', { name: `Yes, join with Otieno Odhiambo (${code})` });
    await join.waitFor();
    await join.press('Enter');
    await page.getByText('The account was joined with this customer.').waitFor();
    await page.getByText('otieno@example.com').first().waitFor();
  });

  it('are shown in both languages without faults', async () => {
    await aUser(at.pool, 'a.very.long.address.that.somebody.chose@a-long-host.example.com');
    const { phone } = await aCustomer(at.pool, 'Akinyi Otieno');
    const page = await openDesk();
    await page.goto('/desk/people');
    expect(await inspect(page, 'desk-people')).toEqual(noFaults('desk-people'));
    const swahili = await openDesk({ locale: 'sw-KE', colorScheme: 'dark' });
    await swahili.goto('/desk/people');
    expect(await inspect(swahili, 'desk-people-swahili-dark')).toEqual(noFaults('desk-people-swahili-dark'));
    await swahili.getByRole('textbox').first().fill(phone);
    await swahili.keyboard.press('Enter');
    await swahili.getByRole('button', { name: /Ndiyo, unganisha/ }).waitFor();
    expect(await inspect(swahili, 'desk-person-held')).toEqual(noFaults('desk-person-held'));
  });

  it('contact no other host and break no policy, nor do customers', () => {
    const { strangers, complaints } = pages;
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
  });
});
