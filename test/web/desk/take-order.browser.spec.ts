import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { inspect, noFaults, PHONE, startChromium, type WatchedPages, watchPages } from '../../support/chromium.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let chromium: Browser;
let pages: WatchedPages;
beforeAll(async () => {
  [at, chromium] = await Promise.all([startApp(), startChromium()]);
  pages = watchPages(chromium, at);
  const api = await at.asAdmin();
  await api.post('/api/customer', { name: 'Wanjiku Kamau', phone: '0712345678' });
  await api.post('/api/customer', { name: 'Otieno Odhiambo', phone: '0722345670' });
  await api.post('/api/order', { phone: '0712345678', item: 'Mango', amount: '420' });
});
afterAll(async () => {
  await chromium.close();
  await at.close();
});

/** Signs the shop's owner in, at the page that they asked for. */
const openDesk = async (path: string, options: Parameters<WatchedPages['open']>[0] = {}): Promise<Page> => {
  const page = await pages.open(options);
  await page.goto(path);
  await page.getByRole('link', { name: 'Njeri of the shop' }).click();
  await page.waitForURL(`**${path}`);
  return page;
};

const newestOrder = async () =>
  (
    await at.pool.query(
      `select o.item, o.amount::text, c.name, c.phone from orders o join customers c on c.id = o.customer_id order by o.id desc limit 1`,
    )
  ).rows[0];

describe('taking an order', () => {
  it("takes a known caller's order with six keys and the item", async () => {
    const page = await openDesk('/desk');
    expect(await page.evaluate('document.activeElement.id')).toBe('find');
    await page.getByRole('link', { name: 'New order' }).focus();
    await page.keyboard.press('n');
    await page.waitForURL('**/desk/orders/new');
    await page.keyboard.type('678');
    await page.getByRole('option', { name: /Wanjiku/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/desk/orders/new?customer=*');
    expect(await page.evaluate('document.activeElement.id')).toBe('item');
    await page.keyboard.type('Mango');
    await page.getByText('SMS, KES').waitFor();
    expect(await page.inputValue('#amount')).toBe('420.00');
    expect(await inspect(page, 'desk-new-order')).toEqual(noFaults('desk-new-order'));
    await page.locator('#item').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/desk/orders/*?placed=1');
    expect(await newestOrder()).toEqual({
      item: 'Mango',
      amount: '420.00',
      name: 'Wanjiku Kamau',
      phone: '+254712345678',
    });
  });

  it("takes a new caller's order in one form", async () => {
    const page = await openDesk('/desk/orders/new');
    await page.keyboard.type('0733 123456');
    await page.getByRole('option', { name: /New customer/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('#name').waitFor();
    expect(await page.inputValue('#phone')).toBe('0733 123456');
    expect(await inspect(page, 'desk-newcomer')).toEqual(noFaults('desk-newcomer'));
    await page.fill('#name', 'Achieng Atieno');
    await page.fill('#item', 'Sukuma wiki');
    await page.fill('#amount', '150');
    await page.getByRole('button', { name: 'Take order' }).click();
    await page.waitForURL('**/desk/orders/*?placed=1');
    expect(await newestOrder()).toMatchObject({ item: 'Sukuma wiki', name: 'Achieng Atieno', phone: '+254733123456' });
  });

  it('takes an order without a script, on a phone', async () => {
    const page = await openDesk('/desk/orders/new', { javaScriptEnabled: false, viewport: PHONE });
    await page.fill('#who', 'otieno');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('option', { name: /Otieno/ }).click();
    await page.fill('#item', 'Maize flour');
    await page.fill('#amount', '1,2');
    await page.getByRole('button', { name: 'Take order' }).click();
    await page.getByText('Write the sum in digits').waitFor();
    expect(await page.inputValue('#item')).toBe('Maize flour');
    await page.fill('#amount', '120');
    await page.getByRole('button', { name: 'Take order' }).click();
    expect(page.url()).toMatch(/placed=1$/);
    expect(await newestOrder()).toMatchObject({ item: 'Maize flour', name: 'Otieno Odhiambo' });
  });

  it('keeps what was typed when the session ended meanwhile', async () => {
    const page = await openDesk('/desk/orders/new');
    await page.keyboard.type('678');
    await page.getByRole('option', { name: /Wanjiku/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/desk/orders/new?customer=*');
    await page.fill('#item', 'Two crates of tomatoes');
    await page.fill('#amount', '3700');
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Take order' }).click();
    await page.getByRole('link', { name: 'Njeri of the shop' }).click();
    await page.waitForURL('**/desk/orders/new?customer=*');
    expect([await page.inputValue('#item'), await page.inputValue('#amount')]).toEqual([
      'Two crates of tomatoes',
      '3700',
    ]);
    await page.getByRole('button', { name: 'Take order' }).click();
    await page.waitForURL('**/desk/orders/*?placed=1');
    await page.goto('/desk/orders/new');
    expect(await page.inputValue('#item')).toBe('');
  });

  it('breaks no policy and asks no other host', () => {
    expect([pages.complaints, pages.strangers]).toEqual([[], []]);
  });
});

describe('the find box', () => {
  it('shows hits while somebody types, and Enter opens the only one', async () => {
    const page = await openDesk('/desk');
    await page.keyboard.type('wanj');
    await page.getByRole('option', { name: /Wanjiku/ }).waitFor();
    expect(await inspect(page, 'desk-find')).toEqual(noFaults('desk-find'));
    await page.locator('#find').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/desk/customers/*');
  });
});
