import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type CarrierApp, startCarrierApp } from '../../support/carrier-app.js';
import { inspect, noFaults, PHONE, startChromium, type WatchedPages, watchPages } from '../../support/chromium.js';
import { aCustomer } from '../../support/factories.js';
import { aMember, type Member } from '../../support/staff.js';

let at: CarrierApp;
let chromium: Browser;
let pages: WatchedPages;
let clerk: Member;
let owner: Member;
beforeAll(async () => {
  [at, chromium] = await Promise.all([startCarrierApp(), startChromium()]);
  pages = watchPages(chromium, at);
  [clerk, owner] = [await aMember(at, 'clerk'), await aMember(at, 'owner')];
  await at.pool.query(`update users set name = 'Baraka Mwangi' where id = $1`, [owner.userId]);
});
afterAll(async () => {
  await chromium.close();
  await at.close();
});

/** A page of a browser that has the member's session. */
async function openAs({ browser }: Member, path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await pages.openWith(browser.cookies, options);
  await page.goto(path);
  return page;
}

/** Places an order of a new customer. */
async function anOrder(
  item: string,
  name = 'Wanjiku Kamau',
  notify = false,
): Promise<{ id: string; number: number; phone: string }> {
  const { code, phone } = await aCustomer(at.pool, name);
  const placed = await at.api.post('/api/orders', { customer_code: code, item, amount: '1420', notify });
  return { id: placed.json.order_id, number: placed.json.order.number, phone };
}
const statusOf = async (id: string) =>
  (await at.pool.query('select status from orders where id = $1', [id])).rows[0].status;

const LONG =
  'Sukuma wiki, three bunches, with a note that is rather long for a small screen and_one_word_without_any_blank_in_it';

describe('the list of orders in a browser', () => {
  it('shows what to do when empty, and orders in every state as a table and as cards, in both languages', async () => {
    const empty = await openAs(clerk, '/desk/orders');
    expect(await inspect(empty, 'desk-orders-empty')).toEqual(noFaults('desk-orders-empty'));
    const { id } = await anOrder('2 crates of mangoes');
    await anOrder(LONG, 'Mwanaidi binti Abdulrahman wa Kisiwa cha Unguja');
    for (const [behaviour, status] of [
      ['deliver', 'delivered'],
      ['invalid-number', 'failed'],
      ['blacklisted', 'failed'],
    ] as const) {
      const told = await at.placeOrder({ behaviour, item: 'Maziwa', name: 'Otieno Odhiambo' });
      await at.waitForStatus(told.id, status);
    }
    await anOrder('مانجو', 'مريم عبدالله');
    await at.api.post(`/api/orders/${id}/cancel`);
    for (const locale of ['en-GB', 'sw-KE']) {
      const page = await openAs(owner, '/desk/orders?status=pending&from=2024-01-01', { locale });
      const name = `desk-orders-${locale.slice(0, 2)}`;
      expect(await inspect(page, name)).toEqual(noFaults(name));
    }
    const dark = await openAs(owner, '/desk/orders?customer=x', { colorScheme: 'dark' });
    expect(await inspect(dark, 'desk-orders-dark')).toEqual(noFaults('desk-orders-dark'));
  });

  it('filters by keyboard alone, and keeps the filter in the address', async () => {
    const page = await openAs(clerk, '/desk/orders');
    await page.getByLabel('SMS').focus();
    await page.keyboard.type('Needs');
    await page.getByRole('button', { name: 'Show', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/notification=attention/);
    expect(await page.locator('.row-link').count()).toBe(2);
    await page.locator('.row-link').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/desk\/orders\/[0-9a-f-]{36}$/);
  });
});

describe('the page of an order in a browser', () => {
  it('has "Next order" focused after taking one, and shows the SMS arriving without a reload', async () => {
    const { code, phone } = await aCustomer(at.pool);
    at.carrier.script(phone, { behaviour: 'deliver', reports: ['Submitted'] });
    const placed = await at.api.post('/api/orders', { customer_code: code, item: 'Mango', amount: '420' });
    await at.waitForStatus(placed.json.sms.id, 'sent');
    const page = await openAs(clerk, `/desk/orders/${placed.json.order_id}?placed=1`);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Next order');
    const looked = await openAs(clerk, `/desk/orders/${placed.json.order_id}?placed=1`);
    expect(await inspect(looked, 'desk-order-placed')).toEqual(noFaults('desk-order-placed'));
    await looked.close();
    await page.evaluate('window.untouched = true');
    await at.pool.query(`update notifications set status = 'delivered', network_code = '63902' where id = $1`, [
      placed.json.sms.id,
    ]);
    await page.locator('#sms').getByText('On the phone').waitFor();
    await page.locator('#history').getByText('reported by Safaricom').waitFor();
    expect(await page.evaluate('window.untouched')).toBe(true);
    expect(await page.locator('#sms[hx-trigger*="every"]').count()).toBe(0);
    expect(await page.locator('#history').count()).toBe(1);
  });

  it('confirms, undoes, corrects and cancels in place, and each answer has the focus', async () => {
    const { id } = await anOrder('Mango');
    const page = await openAs(clerk, `/desk/orders/${id}`);
    await page.evaluate('window.untouched = true');
    const focused = () => page.evaluate('document.activeElement.textContent');
    await page.getByRole('button', { name: 'Confirm: the customer has it' }).click();
    await page.getByText('Confirmed.', { exact: true }).waitFor();
    expect(await focused()).toBe('Confirmed.');
    await page.getByText('Undo the confirmation').click();
    await page.getByLabel('Why?').fill('Wrong order.');
    await page.getByRole('button', { name: 'Undo it' }).click();
    await page.getByText('The confirmation was undone.').waitFor();
    await page.getByText('Correct item or amount').click();
    await page.getByLabel('Amount').fill('nothing');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Write an amount above 0').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('amount');
    await page.getByLabel('Amount').fill('840.50');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByText('Cancel the order').click();
    await page.getByLabel('Why?').fill('The customer rang.');
    await page.keyboard.press('Enter');
    await page.getByText('Cancelled.', { exact: true }).waitFor();
    expect([await statusOf(id), await page.evaluate('window.untouched')]).toEqual(['cancelled', true]);
    expect(await inspect(page, 'desk-order-cancelled')).toEqual(noFaults('desk-order-cancelled'));
  });

  it('confirms once when the button is pressed twice, and goes on looking at an SMS after a failed look', async () => {
    const { code, phone } = await aCustomer(at.pool);
    at.carrier.script(phone, { behaviour: 'deliver', reports: ['Submitted'] });
    const placed = await at.api.post('/api/orders', { customer_code: code, item: 'Mango', amount: '420' });
    await at.waitForStatus(placed.json.sms.id, 'sent');
    const page = await openAs(clerk, `/desk/orders/${placed.json.order_id}`);
    await page.route('**/sms', (route) => route.fulfill({ status: 503, body: 'gone' }), { times: 1 });
    const failed = page.waitForResponse((response) => response.status() === 503);
    await anOrder('Maize flour');
    await failed;
    const seen = page.waitForResponse((response) => response.url().endsWith('/sms') && response.status() === 200);
    await page.getByRole('button', { name: 'Confirm: the customer has it' }).dblclick();
    await page.getByText('Confirmed.', { exact: true }).waitFor();
    await seen;
    expect(await page.getByText('did this').count()).toBe(0);
    const events = await at.pool.query('select from order_events where order_id = $1', [placed.json.order_id]);
    expect(events.rowCount).toBe(1);
  });

  it('passes axe and fits a phone with a fault in an open form, and with a confirmation to undo', async () => {
    const { id } = await anOrder('Mango');
    const page = await openAs(clerk, `/desk/orders/${id}`);
    await page.getByText('Correct item or amount').click();
    await page.getByLabel('Amount').fill('nothing');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Write an amount above 0').waitFor();
    expect(await inspect(page, 'desk-order-fault')).toEqual(noFaults('desk-order-fault'));
    await clerk.browser.press(`/desk/orders/${id}/confirm`);
    await page.goto(`/desk/orders/${id}?done=confirmed`);
    await page.getByText('Undo the confirmation').click();
    expect(await inspect(page, 'desk-order-undo')).toEqual(noFaults('desk-order-undo'));
  });

  it('tells the second of two clerks who was first, with the order as it stands, with and without a script', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { id } = await anOrder('Mango');
      const page = await openAs(clerk, `/desk/orders/${id}`, { javaScriptEnabled, viewport: PHONE });
      await owner.browser.press(`/desk/orders/${id}/confirm`);
      await page.getByText('Cancel the order').click();
      await page.getByLabel('Why?').fill('The customer rang.');
      await page.getByRole('button', { name: 'Cancel it' }).click();
      await page.getByText(/Somebody else \(Baraka Mwangi\) did this at \d\d:\d\d/).waitFor();
      expect(await page.getByText('Undo the confirmation').count()).toBe(1);
      expect(await statusOf(id)).toBe('confirmed');
      if (javaScriptEnabled)
        expect(await inspect(page, 'desk-order-conflict')).toEqual(noFaults('desk-order-conflict'));
    }
  });

  it('does all of it without a script, in Swahili and on a phone', async () => {
    const { id } = await anOrder(LONG, 'Mwanaidi binti Abdulrahman');
    const page = await openAs(clerk, `/desk/orders/${id}`, {
      javaScriptEnabled: false,
      locale: 'sw-KE',
      viewport: PHONE,
    });
    await page.getByRole('button', { name: 'Thibitisha' }).click();
    await page.getByText('Imethibitishwa.', { exact: true }).waitFor();
    expect(page.url()).toContain('done=confirmed');
    await page.getByText('Tengua uthibitisho').click();
    await page.getByLabel('Kwa nini?').fill('Nimekosea.');
    await page.getByRole('button', { name: 'Tengua' }).click();
    await page.getByText('Uthibitisho umetenguliwa.').waitFor();
    expect(await statusOf(id)).toBe('pending');
  });

  it('fits a phone and passes axe in both languages and both schemes, with an SMS that failed', async () => {
    const { orderId, id } = await at.placeOrder({ behaviour: 'invalid-number', item: LONG });
    await at.waitForStatus(id, 'failed');
    for (const [locale, colorScheme] of [
      ['en-GB', 'light'],
      ['sw-KE', 'light'],
      ['en-GB', 'dark'],
    ] as const) {
      const page = await openAs(clerk, `/desk/orders/${orderId}`, { locale, colorScheme });
      await page.locator('#sms summary').click();
      const name = `desk-order-${locale.slice(0, 2)}-${colorScheme}`;
      expect(await inspect(page, name)).toEqual(noFaults(name));
    }
  });

  it('loads nothing from elsewhere, and no script complains', () => {
    expect([pages.strangers, pages.complaints]).toEqual([[], []]);
  });
});
