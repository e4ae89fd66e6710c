import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startChromium, type WatchedPages, watchPages } from '../../support/chromium.js';
import { aCustomer } from '../../support/factories.js';
import { aMember, type Member } from '../../support/staff.js';
import { startApp, type TestApp } from '../../support/test-app.js';
import { fail } from './needing.js';

/** Characters that a name may have. */
const NAME_MOST = 100;
const MARKUP = `<script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">"'</td></textarea>`;
const TEXTS = [
  MARKUP,
  'مريم \u202eعبدالله\u202c binti "Ali"',
  '👩🏽‍🌾 Farida 🥭🥭🥭',
  'Z͑ͫ̓a̴l̶g̷o of Kisumu',
  'w'.repeat(200),
  `${'two words '.repeat(20)}`.trim(),
];

let at: TestApp;
let chromium: Browser;
let pages: WatchedPages;
let owner: Member;
const places = new Set<string>();
beforeAll(async () => {
  [at, chromium] = await Promise.all([startApp(), startChromium()]);
  pages = watchPages(chromium, at);
  owner = await aMember(at, 'owner');
  const api = await at.asAdmin();
  for (const [n, text] of TEXTS.entries()) {
    const customer = await aCustomer(at.pool, text.slice(0, NAME_MOST).trim());
    const { json } = await api.post('/api/orders', { customer_code: customer.code, item: 'Mango', amount: '420' });
    await at.pool.query('update orders set item = $2 where id = $1', [json.order_id, text]);
    await fail(at, json.sms.id, n % 2 === 0 ? 'failed' : 'undelivered', n % 2 === 0 ? text : 'AbsentSubscriber');
    await api.post(`/api/orders/${json.order_id}/cancel`, { reason: text.slice(0, 200) });
    places.add(`/desk/customers/${customer.id}`).add(`/desk/orders/${json.order_id}`);
    places.add(`/desk/customers/${customer.id}/edit`).add(`/desk/orders/new?customer=${customer.code}`);
    places.add(`/desk/find?q=${encodeURIComponent(text)}`).add(`/desk/customers?q=${encodeURIComponent(text)}`);
    places.add(`/desk/orders?q=${encodeURIComponent(text)}`);
  }
  await at.pool.query(
    `insert into users (id, role, name) select gen_random_uuid(), 'user', left(text, $2) from unnest($1::text[]) text`,
    [TEXTS, NAME_MOST],
  );
  for (const path of ['', '/orders', '/customers', '/people', '/messages', '/figures', '/staff', '/keys', '/audit'])
    places.add(`/desk${path}`);
  places.add('/desk/messages?reason=absent').add('/desk/messages?reason=other');
});
afterAll(async () => {
  await chromium.close();
  await at.close();
});

describe('markup, right-to-left text, emoji and 200 characters in names, items and reasons', () => {
  it('stay text on every page of the desk, which fits a screen of 360 px', async () => {
    const page = await pages.openWith(owner.browser.cookies, { viewport: { width: 360, height: 640 } });
    const odd: unknown[] = [];
    for (const place of places) {
      const answer = await page.goto(place);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      const state = [answer?.status(), await page.evaluate('window.hacked ?? null'), overflow];
      if (String(state) !== String([200, null, 0])) odd.push([place, ...state]);
    }
    expect(odd).toEqual([]);
  });

  it('run no script, break no policy and ask no other host', () => {
    expect([pages.complaints, pages.strangers]).toEqual([[], []]);
  });
});
