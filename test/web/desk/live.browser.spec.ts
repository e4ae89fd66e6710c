import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type AnotherApp, closeOthers, startAnother } from '../../support/another-app.js';
import { inspect, noFaults, PHONE, startChromium, type WatchedPages, watchPages } from '../../support/chromium.js';
import { aCustomer } from '../../support/factories.js';
import { aMember, type Member } from '../../support/staff.js';
import { type ApiClient, startApp, type TestApp } from '../../support/test-app.js';
import { waitFor } from '../../support/waiting.js';

let at: TestApp;
let api: ApiClient;
let chromium: Browser;
let pages: WatchedPages;
let clerk: Member;
let code: string;
beforeAll(async () => {
  [at, chromium] = await Promise.all([startApp(), startChromium()]);
  pages = watchPages(chromium, at);
  [api, clerk] = [await at.asAdmin(), await aMember(at, 'clerk')];
  code = (await aCustomer(at.pool, 'Wanjiku Kamau')).code;
  for (const item of ['Mango', 'Maize flour', 'Sukuma wiki']) await place(item);
});
afterAll(async () => {
  await chromium.close();
  await closeOthers();
  await at.close();
});

const place = async (item: string): Promise<{ id: string; number: number; smsId: string }> => {
  const { json } = await api.post('/api/order', { customer_code: code, item, amount: '420' });
  return { id: json.order_id, number: json.order.number, smsId: json.sms.id };
};

const opened: Page[] = [];
afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

/** A page of the clerk, or of another member, which remembers whether it was loaded again. */
async function openDesk(path: string, options: BrowserContextOptions = {}, member = clerk): Promise<Page> {
  const page = await pages.openWith(member.browser.cookies, options);
  opened.push(page);
  const isLive = !/new|kit|keyboard/.test(path);
  const stream = isLive ? page.waitForResponse('**/desk/stream*') : null;
  await page.goto(path);
  await stream;
  await page.evaluate('window.untouched = true');
  return page;
}
const isUntouched = (page: Page) => page.evaluate('window.untouched === true');

describe('an open page of the desk', () => {
  it('shows the day with a new order in place, says so, and keeps the focus on its row', async () => {
    const page = await openDesk('/desk');
    await page.getByRole('link', { name: 'Maize flour' }).focus();
    await place('Two crates of tomatoes');
    await page.getByRole('link', { name: 'Two crates of tomatoes' }).waitFor();
    await page.locator('#toast').getByText('1 new order came in.').waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Maize flour');
    expect(await isUntouched(page)).toBe(true);
    expect(await inspect(page, 'desk-live-today')).toEqual(noFaults('desk-live-today'));
  });

  it('leaves the rows of the list alone and offers the new ones in a line', async () => {
    const page = await openDesk('/desk/orders?status=pending');
    const before = await page.locator('.row-link').allTextContents();
    await place('Unga wa dona');
    await page.getByRole('status').getByText('1 new order.').waitFor();
    await place('Beans');
    await page.getByRole('status').getByText('2 new orders.').waitFor();
    expect(await page.locator('.row-link').allTextContents()).toEqual(before);
    expect(await inspect(page, 'desk-live-orders')).toEqual(noFaults('desk-live-orders'));
    await page.getByRole('link', { name: 'Show them' }).click();
    await page.getByRole('link', { name: 'Beans' }).waitFor();
    expect(page.url()).toMatch(/\/desk\/orders\?status=pending$/);
  });

  it('leaves a step that stands open alone, and catches up when it is closed', async () => {
    const { id, smsId } = await place('Rice');
    await at.pool.query(`update notifications set status = 'unknown', reason = 'no answer in time' where id = $1`, [
      smsId,
    ]);
    const page = await openDesk(`/desk/orders/${id}`);
    await page.locator('#sms summary').click();
    await at.pool.query(`update notifications set status = 'failed', reason = '403 InvalidPhoneNumber' where id = $1`, [
      smsId,
    ]);
    await page.locator('#sms[data-stale]').waitFor();
    expect(await page.locator('#sms').locator('[type=submit]').isVisible()).toBe(true);
    await page.locator('#sms summary').click();
    await page.locator('#sms').getByText('No such number').waitFor();
    expect(await isUntouched(page)).toBe(true);
  });

  it('shows SMS that need somebody as they come', async () => {
    const page = await openDesk('/desk/messages', { locale: 'sw-KE', colorScheme: 'dark', viewport: PHONE });
    const { smsId } = await place('Milk');
    await at.pool.query(`update notifications set status = 'failed', reason = '403 InvalidPhoneNumber' where id = $1`, [
      smsId,
    ]);
    await page.getByText('Milk').waitFor();
    expect(await isUntouched(page)).toBe(true);
    expect(await inspect(page, 'desk-live-messages')).toEqual(noFaults('desk-live-messages'));
  });

  it('holds no stream in tabs that nobody sees, so that a seventh tab opens too', async () => {
    const page = await openDesk('/desk');
    await page.context().addInitScript(`
      window.isAway = true;
      Object.defineProperty(document, 'hidden', { get: () => window.isAway });
    `);
    const away: Page[] = [];
    for (let tab = 0; tab < 7; tab += 1) {
      away.push(await page.context().newPage());
      await away[tab]?.goto('/desk', { waitUntil: 'load' });
    }
    const [seen] = away;
    const stream = seen?.waitForResponse('**/desk/stream*');
    await seen?.evaluate('window.isAway = false; document.dispatchEvent(new Event("visibilitychange"))');
    await stream;
    await place('Avocado');
    await seen?.getByRole('link', { name: 'Avocado' }).waitFor();
    expect(await isUntouched(page)).toBe(true);
  });

  it('goes on by itself when its process was started again', async () => {
    const first = await startAnother(at);
    const port = new URL(first.url).port;
    const page = await openDesk(`http://localhost:${port}/desk`);
    await first.close();
    await place('Cabbage');
    const second: AnotherApp = await startAnother(at, { PORT: port });
    await page.getByRole('link', { name: 'Cabbage' }).waitFor();
    await place('Carrots');
    await page.getByRole('link', { name: 'Carrots' }).waitFor();
    expect(await isUntouched(page)).toBe(true);
    await second.close();
  });

  it('says that the session is over, and stops asking', async () => {
    const leaving = await aMember(at, 'clerk');
    const page = await openDesk('/desk', {}, leaving);
    await leaving.browser.press('/logout');
    await place('Salt');
    await page.getByRole('alert').getByText('You are signed out').waitFor();
    expect([await page.locator('#live').count(), await isUntouched(page)]).toEqual([0, true]);
    expect(await inspect(page, 'desk-signed-out')).toEqual(noFaults('desk-signed-out'));
  });
});

describe('a lost connection', () => {
  const countOf = async (item: string) =>
    (await at.pool.query('select count(*)::int as n from orders where item = $1', [item])).rows[0].n;
  const fill = async (item: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await openDesk(`/desk/orders/new?customer=${code}`, options);
    await page.fill('#item', item);
    await page.fill('#amount', '150');
    return page;
  };

  it('is said in a bar, keeps what was typed, and the form can be sent again', async () => {
    const page = await fill('Onions', { locale: 'en-GB', viewport: PHONE });
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Take order' }).click();
    await page.getByRole('alert').getByText('No connection. What you typed is kept').waitFor();
    expect(await page.inputValue('#item')).toBe('Onions');
    expect(await inspect(page, 'desk-offline')).toEqual(noFaults('desk-offline'));
    await page.context().setOffline(false);
    await waitFor(
      () => page.locator('#trouble p').count(),
      (shown) => shown === 0,
    );
    await page.getByRole('button', { name: 'Take order' }).click();
    await page.waitForURL('**/desk/orders/*?placed=1');
    expect(await countOf('Onions')).toBe(1);
  });

  it('makes no second order when the answer alone was lost', async () => {
    const page = await fill('Garlic', { locale: 'sw-KE' });
    await page.route(
      '**/desk/orders/new',
      async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await page.locator('#new-order [type=submit]').click();
    await page.getByRole('alert').getByText('Hakuna mtandao.').waitFor();
    expect(await countOf('Garlic')).toBe(1);
    await page.locator('#new-order [type=submit]').click();
    await page.waitForURL('**/desk/orders/*?placed=1');
    expect(await countOf('Garlic')).toBe(1);
  });
});

describe('the keys of the desk', () => {
  it('go to pages, walk the rows and open one, and count for nothing while somebody types', async () => {
    const page = await openDesk('/desk/orders');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const second = await page.locator('.row-link').nth(1).getAttribute('href');
    expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe(second);
    await page.keyboard.press('k');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${second}`);
    for (const [keys, path] of [
      ['gc', '/desk/customers'],
      ['gm', '/desk/messages'],
      ['gf', '/desk/figures'],
      ['go', '/desk/orders'],
    ] as const) {
      await page.keyboard.type(keys);
      await page.waitForURL(`**${path}`);
    }
    await page.keyboard.press('/');
    await page.keyboard.type('njgo');
    expect(await page.inputValue('#find')).toBe('njgo');
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    await page.waitForURL('**/desk/orders/new');
  });

  it('are listed in a dialog and on a page of its own, without those that the reader may not use', async () => {
    const page = await openDesk('/desk', { locale: 'sw-KE', colorScheme: 'dark' });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+?');
    await page.getByRole('dialog').getByText('Anza oda mpya').waitFor();
    expect(await inspect(page, 'desk-keys-dialog')).toEqual(noFaults('desk-keys-dialog'));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('Shift+?');
    await page.getByRole('button', { name: 'Funga' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const viewer = await aMember(at, 'viewer');
    const plain = await openDesk('/desk/keyboard', { javaScriptEnabled: false }, viewer);
    await plain.getByText('Go to the orders').waitFor();
    expect(await plain.getByText('Begin a new order').count()).toBe(0);
    const scripted = await openDesk('/desk/keyboard', {}, viewer);
    expect(await inspect(scripted, 'desk-keys')).toEqual(noFaults('desk-keys'));
  });
});

describe('/desk/kit', () => {
  it.each(['light', 'dark'] as const)('shows every piece without faults, %s', async (colorScheme) => {
    const page = await openDesk('/desk/kit', { colorScheme });
    expect(await inspect(page, `desk-kit-${colorScheme}`)).toEqual(noFaults(`desk-kit-${colorScheme}`));
  });
});

describe('a page of the desk that loads', () => {
  it.each(['/desk', '/desk/orders', '/desk/orders/new'])('moves nothing: %s', async (path) => {
    for (const viewport of [PHONE, { width: 1280, height: 800 }]) {
      const page = await openDesk(path, { viewport });
      const shift = await page.evaluate(`new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 300);
      })`);
      expect(shift).toBeLessThan(0.02);
    }
  });

  it('asks no other host and breaks no policy', () => {
    const { strangers, complaints } = pages;
    const ours = (text: string) => !/net::ERR_|localhost:\d+/.test(text);
    expect({ strangers: strangers.filter(ours), complaints: complaints.filter(ours) }).toEqual({
      strangers: [],
      complaints: [],
    });
  });
});
