import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { inspect, noFaults, startChromium, type WatchedPages, watchPages } from '../../support/chromium.js';
import { aCustomer } from '../../support/factories.js';
import { aMember } from '../../support/staff.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let chromium: Browser;
let pages: WatchedPages;
beforeAll(async () => {
  [at, chromium] = await Promise.all([startApp(), startChromium()]);
  pages = watchPages(chromium, at);
  const { id } = await aCustomer(at.pool);
  await at.pool.query(
    `insert into orders (id, customer_id, item, amount, currency, created_at)
     select overlay(first_id_at(at)::text placing lpad(to_hex(n), 12, '0') from 25)::uuid, $1, 'Mango', 120 + n * 37 % 900, 'KES', at
     from generate_series(1, 1200) n
     cross join lateral (select now() - (n * n % 90) * interval '1 day' - interval '1 minute' as at) t`,
    [id],
  );
  await at.pool.query(
    `insert into notifications (id, order_id, phone, status, message_id, network_code, created_at)
     select gen_random_uuid(), id, '+254712345678', case when number % 12 = 0 then 'undelivered' else 'delivered' end, 'ATXid_' || number,
            (array['63902', '63902', '63902', '63903', '63907', '99999'])[1 + number % 6], created_at
     from orders`,
  );
  await at.pool.query(
    `insert into sms_days (day, spent) select shop_day(now()) - n, 2000 + n * 733 % 7000 from generate_series(0, 89) n on conflict do nothing`,
  );
});
afterAll(async () => {
  await chromium.close();
  await at.close();
});

describe('/desk/figures in a browser', () => {
  it.each([
    ['figures-en', 7, { locale: 'en-GB' }],
    ['figures-sw', 30, { locale: 'sw-KE' }],
    ['figures-dark', 90, { locale: 'en-GB', colorScheme: 'dark' }],
  ])('has no serious fault, fits on a phone and needs no script: %s', async (name, days, options) => {
    const { browser } = await aMember(at, 'viewer');
    const page = await pages.openWith(browser.cookies, options as object);
    await page.goto(`/desk/figures?days=${days}`);
    expect(await page.locator('svg.plot').count()).toBe(4);
    expect(await inspect(page, name)).toEqual(noFaults(name));
    for (const table of await page.locator('.figure-card summary').all()) await table.click();
    expect(await inspect(page, `${name}-tables`)).toEqual(noFaults(`${name}-tables`));
    expect(pages.strangers).toEqual([]);
    expect(pages.complaints).toEqual([]);
  });
});
