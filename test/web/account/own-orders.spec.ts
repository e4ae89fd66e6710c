import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aBrowser, type Browser } from '../../support/browser.js';
import { startApp, type TestApp } from '../../support/test-app.js';
import { forgetEverybody, signInBuyer } from '../buyer.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp({ SHOP_PHONE: '+254 712 345 678' });
});
afterAll(() => at.close());
beforeEach(() => forgetEverybody(at));

/** The items on a page, from the top. */
const itemsOf = async (browser: Browser, path: string): Promise<string[]> => {
  const { status, text } = await browser.open(path);
  expect(status).toBe(200);
  return [...text.matchAll(/<h2 id="order-[^>]*>([^<]*)<\/h2>/g)].map(([, item = '']) => item);
};
const confirmAll = (at: TestApp, but: string) =>
  at.pool.query(`update orders set status = 'confirmed', confirmed_at = now() where item <> $1`, [but]);

describe('GET / of a customer', () => {
  it('has open orders first, and a button for each', async () => {
    const { browser } = await signInBuyer(at, 'wanjiku', 25);
    await confirmAll(at, 'Item 3');
    expect((await itemsOf(browser, '/')).slice(0, 3)).toEqual(['Item 3', 'Item 25', 'Item 24']);
    expect(await itemsOf(browser, '/?page=3')).toEqual(['Item 6', 'Item 5', 'Item 4', 'Item 2', 'Item 1']);
  });

  it('pages on, newest first, beyond the newest 1,000 orders', async () => {
    const { browser } = await signInBuyer(at, 'wanjiku', 1015);
    await confirmAll(at, 'Item 2');
    const { text } = await browser.open('/?page=100');
    expect(text).toMatch(/Page 100 of 102.*rel="next"/s);
    expect(await itemsOf(browser, '/?page=101')).toEqual(Array.from({ length: 10 }, (_, n) => `Item ${15 - n}`));
    expect(await itemsOf(browser, '/?page=102')).toEqual(['Item 5', 'Item 4', 'Item 3', 'Item 2', 'Item 1']);
  });

  it('finds one of 200 orders by words of its item, or by its number', async () => {
    const { browser, orders } = await signInBuyer(at, 'wanjiku', 200);
    await signInBuyer(at, 'otieno', 1);
    await at.pool.query(`update orders set item = 'Unga wa mahindi 2 kg' where id = $1`, [orders[150]]);
    const { number } = (await at.pool.query('select number from orders where id = $1', [orders[150]])).rows[0];
    const found = ['Unga wa mahindi 2 kg'];
    expect(await itemsOf(browser, '/?q=MAHINDI+unga')).toEqual(found);
    for (const typed of [`#${number}`, `no. ${number}`, ` order no. 000${number} `])
      expect(await itemsOf(browser, `/?q=${encodeURIComponent(typed)}`)).toEqual(found);
    expect(await itemsOf(browser, '/?q=mahindi+mchele')).toEqual([]);
  });

  it('pages through what was found, and comes back to it after a confirmation', async () => {
    const { browser, orders } = await signInBuyer(at, 'wanjiku', 30);
    const { text } = await browser.open('/?q=item+1');
    expect(text).toContain('href="/?page=2&amp;q=item+1"');
    expect(text).toContain('value="item 1"');
    expect(await itemsOf(browser, '/?page=2&q=item+1')).toEqual(['Item 10', 'Item 1']);
    const answer = await browser.press(`/orders/${orders[29]}/confirm?page=2&q=item+1`);
    expect(answer.headers.get('location')).toBe('/?page=2&q=item+1&thanks=1');
  });

  it('finds no order of somebody else', async () => {
    const { orders } = await signInBuyer(at, 'otieno', 1);
    const { number } = (await at.pool.query('select number from orders where id = $1', [orders[0]])).rows[0];
    const { browser } = await signInBuyer(at, 'wanjiku', 0);
    expect(await itemsOf(browser, `/?q=${number}`)).toEqual([]);
    expect((await browser.open('/?q=item')).text).toContain('No such order');
  });

  it.each(['%25', '_', '%5C', "'", '%00', '"><script>', 'a'.repeat(3000), '9'.repeat(40), '%F0%9F%8D%8C', '%D8%B9'])(
    'answers a search for %s with a page',
    async (typed) => {
      const { browser } = await signInBuyer(at, 'wanjiku', 12);
      const { status, text } = await browser.open(`/?q=${typed}&q2=x`);
      expect([status, text.includes('<script>')]).toEqual([200, false]);
      if (typed !== '%00') expect(text).toContain('No such order');
    },
  );

  it('shows an item of 200 characters folded, and a short one as it is', async () => {
    const { browser, orders } = await signInBuyer(at, 'wanjiku', 2);
    const item = `${'ndizi '.repeat(33)}ab`;
    await at.pool.query('update orders set item = $2 where id = $1', [orders[0], item]);
    const { text } = await browser.open('/');
    expect(text.match(/<details class="long">/g)).toHaveLength(1);
    expect(text).toContain(item);
  });
});

describe('the pages of a customer', () => {
  it('name the shop and the number to call, also a problem', async () => {
    const { browser } = await signInBuyer(at, 'wanjiku', 1);
    for (const path of ['/', '/profile', '/nowhere'])
      expect((await browser.open(path)).text).toMatch(
        /<footer.*<strong>Agiza<\/strong>.*<a href="tel:\+254712345678">0712 345678<\/a>.*<\/footer>/,
      );
  });

  it('tell whom the shop knows by phone alone how to get in, and nothing about any number', async () => {
    const browser = aBrowser(at);
    await browser.signIn('facebook', 'wanjiku');
    const { text } = await browser.open('/');
    expect(text).toContain('Give the shop the number that you order with');
    expect(text.replace(/tel:\+254712345678|0712 345678/g, '')).not.toMatch(/\d{4} ?\d{6}/);
    const swahili = await browser.open('/', { headers: { 'Accept-Language': 'sw' } });
    expect(swahili.text).toContain('Lipe duka namba ya simu unayoagizia');
  });
});
