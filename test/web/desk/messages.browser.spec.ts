import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { inspect, noFaults, startChromium, type WatchedPages, watchPages } from '../../support/chromium.js';
import { aMember } from '../../support/staff.js';
import { type ApiClient, startApp, type TestApp } from '../../support/test-app.js';
import { aNeeding } from './needing.js';

let at: TestApp;
let api: ApiClient;
let chromium: Browser;
let pages: WatchedPages;
beforeAll(async () => {
  [at, chromium] = await Promise.all([startApp(), startChromium()]);
  api = await at.asAdmin();
  pages = watchPages(chromium, at);
  for (const [status, reason, name, item] of [
    ['undelivered', 'AbsentSubscriber', 'Wanjiku Kamau', 'Sukuma wiki, three bunches'],
    ['undelivered', 'AbsentSubscriber', 'Otieno Odhiambo', 'Mango'],
    ['undelivered', 'AbsentSubscriber', 'Achieng Atieno', 'Unga wa dona, 2 kg'],
    ['undelivered', 'AbsentSubscriber', 'Baraka Mwangi', 'Sugar'],
    ['failed', '406 UserInBlacklist', 'Chebet Koech', 'Rice'],
    [
      'failed',
      '403 InvalidPhoneNumber',
      'A name with no space in it that is long'.replaceAll(' ', ''),
      'i'.repeat(120),
    ],
    ['unknown', 'no answer in time', '<b>Farida</b> مريم', 'Cooking oil 🥭'],
  ])
    await aNeeding(at, api, { status, reason, name, item });
});
afterAll(async () => {
  await chromium.close();
  await at.close();
});

/** A page of a member of the staff. */
const openAs = async (role: string, options: object = {}): Promise<Page> =>
  pages.openWith((await aMember(at, role)).browser.cookies, options);

describe('/desk/messages in a browser', () => {
  it.each([
    ['messages-en', { locale: 'en-GB' }],
    ['messages-sw', { locale: 'sw-KE' }],
    ['messages-dark', { locale: 'en-GB', colorScheme: 'dark' }],
  ])('has no serious fault and fits on a phone: %s', async (name, options) => {
    await at.pool.query(
      `insert into sms_days (day, spent) values (shop_day(now()), 20000) on conflict (day) do update set spent = $1`,
      [name === 'messages-dark' ? 20_000 : 3_250.4],
    );
    const page = await openAs('clerk', options);
    await page.goto('/desk/messages');
    expect(await inspect(page, name)).toEqual(noFaults(name));
    await page.goto('/desk/messages?reason=absent&queued=2&changed=1&left=3&waitMinutes=12');
    for (const step of await page.locator('#messages summary').all()) await step.click();
    expect(await inspect(page, `${name}-reason`)).toEqual(noFaults(`${name}-reason`));
    await page.goto('/desk/messages?reason=noSuchNumber');
    expect(await inspect(page, `${name}-long`)).toEqual(noFaults(`${name}-long`));
  });

  it('sends all of a reason again in place, by keyboard, and a viewer sees no button', async () => {
    const page = await openAs('clerk');
    await page.goto('/desk/messages?reason=blocked');
    await page.evaluate('window.untouched = true');
    await page.locator('.steps summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('1 SMS waits to go out again.').waitFor();
    expect(await page.evaluate('window.untouched')).toBe(true);
    const viewers = await openAs('viewer');
    await viewers.goto('/desk/messages?reason=absent');
    expect(await viewers.locator('main form').count()).toBe(0);
    expect(pages.strangers).toEqual([]);
    expect(pages.complaints).toEqual([]);
  });

  it('sends one again without a script', async () => {
    const page = await openAs('clerk', { javaScriptEnabled: false });
    await page.goto('/desk/messages?reason=unknown');
    await page.locator('table summary').click();
    await page.locator('table').getByRole('button', { name: 'Yes, send it again' }).click();
    await page.getByText('1 SMS waits to go out again.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/desk/messages');
  });
});
