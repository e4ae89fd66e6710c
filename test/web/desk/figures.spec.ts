import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from '../../support/browser.js';
import { aCustomer } from '../../support/factories.js';
import { aMember } from '../../support/staff.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let viewer: Browser;
let customerId: string;
beforeAll(async () => {
  at = await startApp();
  viewer = (await aMember(at, 'viewer')).browser;
  customerId = (await aCustomer(at.pool)).id;
});
afterAll(() => at.close());

/** Places an order of some days ago, at noon of the shop. */
const placeOrder = (daysAgo: number, amount: number, status = 'pending', currency = 'KES'): Promise<unknown> =>
  at.pool.query(
    `insert into orders (id, customer_id, item, amount, currency, created_at, status, cancelled_at)
     select overlay(first_id_at(at)::text placing $6 from 25)::uuid, $1, 'Mango', $2, $5, at, $4::text, case when $4 = 'cancelled' then at end
     from (select ((now() at time zone 'Africa/Nairobi')::date - $3::int + time '12:00') at time zone 'Africa/Nairobi' as at) t`,
    [customerId, amount, daysAgo, status, currency, randomBytes(6).toString('hex')],
  );
const read = async (query = '', language = 'en'): Promise<string> => {
  const { status, text } = await viewer.open(`/desk/figures${query}`, { headers: { 'Accept-Language': language } });
  expect(status).toBe(200);
  return text;
};
const sentences = (text: string): string[] =>
  Array.from(text.matchAll(/<figcaption>(.*?)<\/figcaption>/g), ([, sentence = '']) => sentence);
const barsOf = (text: string, title: string): string[] => {
  const svg = text.match(new RegExp(`<svg[^>]*><title>${title}</title>(.*?)</svg>`, 's'))?.[1] ?? '';
  return Array.from(svg.matchAll(/<rect[^>]*><title>(.*?)<\/title>/g), ([, says = '']) => says);
};
const dayAgo = async (days: number): Promise<{ short: string; weekday: string }> => {
  const { rows } = await at.pool.query(`select ((now() at time zone 'Africa/Nairobi')::date - $1::int)::text as day`, [
    days,
  ]);
  const write = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-KE', { timeZone: 'UTC', ...options }).format(new Date(rows[0].day));
  return { short: write({ weekday: 'short', month: 'short', day: 'numeric' }), weekday: write({ weekday: 'long' }) };
};

describe('GET /desk/figures', () => {
  it('says that there is nothing yet in an empty shop, without a plot', async () => {
    const text = await read();
    expect(sentences(text)).toEqual(Array(4).fill('Nothing in these days yet.'));
    expect(text).not.toContain('<svg');
  });

  it('shows orders and revenue of each day with a sentence, a title for each bar, and a table', async () => {
    for (const [daysAgo, amount] of [
      [1, 420],
      [1, 80.5],
      [1, 99],
      [3, 1000],
      [8, 7],
    ] as const)
      await placeOrder(daysAgo, amount);
    await placeOrder(1, 5000, 'cancelled');
    await placeOrder(3, 9, 'pending', 'USD');
    const [yesterday, before] = [await dayAgo(1), await dayAgo(3)];
    const text = await read('?days=7');
    expect(sentences(text).slice(0, 2)).toEqual([
      `${yesterday.weekday} was best: 4 orders, KES 599.50. 6 orders together.`,
      `${before.weekday} brought most: KES 1000.00. KES 1599.50 together, without cancelled orders.`,
    ]);
    expect(barsOf(text, 'Orders')).toHaveLength(7);
    expect(barsOf(text, 'Orders')).toContain(`${yesterday.short}: 4 orders`);
    expect(barsOf(text, 'Revenue')).toContain(`${before.short}: KES 1000.00`);
    expect(text).toContain('<td data-label="Cancelled" class="figure">1</td>');
    expect(sentences(await read('?days=30'))[0]).toBe(
      `${yesterday.short} was best: 4 orders, KES 599.50. 7 orders together.`,
    );
    expect(barsOf(await read('?days=90'), 'Orders')).toHaveLength(90);
    expect(sentences(await read('?days=7', 'sw'))[1]).toContain('Jumla KES 1599.50');
  });

  it('shows which share each network delivered, and SMS against the budget', async () => {
    const { rows } = await at.pool.query('select id from orders limit 1');
    await at.pool.query(
      `insert into notifications (id, order_id, phone, status, message_id, network_code, created_at)
       select gen_random_uuid(), $1, '+254712345678', case when n % 10 = 0 then 'undelivered' else 'delivered' end, 'ATXid_' || n,
              case when n % 4 = 0 then '63903' else '63902' end, now() - n % 5 * interval '1 day'
       from generate_series(1, 100) n`,
      [rows[0].id],
    );
    await at.pool.query(
      `insert into sms_days (day, spent, unpriced, price) values (shop_day(now()) - 2, 120.4, 2, 0.8)`,
    );
    const text = await read('?days=7');
    expect(sentences(text).slice(2)).toEqual([
      'Safaricom delivered 93.3% of 75 SMS. Airtel delivered least: 80%.',
      `${(await dayAgo(2)).weekday} cost most: KES 122.00, 1.2% of the budget. KES 122.00 together; a day may cost KES 10000.00.`,
    ]);
    expect(barsOf(text, 'Delivered, by network')).toEqual([
      'Safaricom: 70 of 75 SMS delivered, 93.3%',
      'Airtel: 20 of 25 SMS delivered, 80%',
    ]);
  });

  it('holds no script, no style and no attribute of style', async () => {
    const main = (await read('?days=90')).match(/<main.*<\/main>/s)?.[0] ?? '';
    expect(main).toContain('<svg');
    expect(main).not.toMatch(/<script|<style|style=|\son\w+=/);
  });

  it.each([
    '?days=8',
    '?days=7.5',
    '?days=-7',
    '?days[]=7',
    '?days=7&days=30',
    '?days=%00',
    `?days=${'9'.repeat(300)}`,
  ])('shows 30 days where the address has an odd number: %s', async (query) => {
    expect(await read(query)).toContain('<a href="/desk/figures?days=30" aria-current="page">');
  });
});
