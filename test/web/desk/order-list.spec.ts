import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Browser } from '../../support/browser.js';
import { aCustomer, someOrders } from '../../support/factories.js';
import { aMember, type Member } from '../../support/staff.js';
import { type ApiClient, startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let api: ApiClient;
let owner: Member;
let clerk: Member;
let viewer: Member;
beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  [owner, clerk, viewer] = [await aMember(at, 'owner'), await aMember(at, 'clerk'), await aMember(at, 'viewer')];
});
afterAll(() => at.close());

const HOSTILE = `<script>alert(1)</script> "quoted", 'so'`;

/** Places an order as the API does. @returns its id and number */
async function anOrder(item: string, code: string, by: ApiClient = api): Promise<{ id: string; number: number }> {
  const placed = await by.post('/api/orders', { customer_code: code, item, amount: '420' });
  return { id: placed.json.order_id, number: placed.json.order.number };
}

const open = async (path: string, { browser }: { browser: Browser } = clerk) => {
  const { status, text } = await browser.open(path);
  return {
    status,
    text,
    items: [...text.matchAll(/<a class="row-link"[^>]*>.*?<bdi>(.*?)<\/bdi>/g)].map(([, item]) => item),
  };
};

/** Sets the state of the last notification of an order, by hand. */
const setSms = (orderId: string, status: string, reason: string | null = null) =>
  at.pool.query(`update notifications set status = $2, reason = $3, message_id = $1::text where order_id = $1`, [
    orderId,
    status,
    reason,
  ]);

describe('GET /desk/orders', () => {
  it('says what to do first when there are no orders, and shows the button to whoever may take one', async () => {
    const [forClerk, forViewer] = [await open('/desk/orders'), await open('/desk/orders', viewer)];
    expect(forClerk.text).toContain('No orders yet');
    expect(forClerk.text).toMatch(/<section class="empty">.*href="\/desk\/orders\/new"/);
    expect(forViewer.text).toContain('No orders yet');
    expect(forViewer.text).not.toContain('/desk/orders/new');
  });

  it('lists orders newest first with customer, amount, status and SMS, and markup as the text that it is', async () => {
    const customer = await aCustomer(at.pool, 'مريم <b>Otieno</b> 🥭');
    await anOrder('Mango', customer.code);
    const { id, number } = await anOrder(HOSTILE, customer.code);
    const { status, text, items } = await open('/desk/orders');
    expect([status, items[1]]).toEqual([200, 'Mango']);
    expect(items[0]).toBe(HOSTILE.replaceAll('<', '&lt;').replaceAll('"', '&quot;'));
    expect(text).not.toMatch(/<script>alert|<b>Otieno/);
    expect(text).toContain(`href="/desk/orders/${id}"`);
    for (const words of [`No. ${number}`, 'KES 420.00', 'Open', 'Waiting to go out', 'مريم'])
      expect(text).toContain(words);
  });

  it('says it in Swahili to whoever reads Swahili', async () => {
    const { text } = await clerk.browser.open('/desk/orders', { headers: { 'Accept-Language': 'sw' } });
    for (const words of ['<html lang="sw">', 'Inasubiri kutumwa', 'Msimbo wa mteja']) expect(text).toContain(words);
  });

  it('filters by status, state of the SMS, customer and whoever placed the order, each alone and together', async () => {
    const [one, other] = [await aCustomer(at.pool), await aCustomer(at.pool)];
    const ids: Record<string, string> = {};
    for (const item of ['queued', 'sent', 'delivered', 'failed', 'unknown', 'undelivered', 'withdrawn'])
      ids[item] = (await anOrder(item, one.code)).id;
    await anOrder('other', other.code);
    for (const status of ['sent', 'delivered', 'failed', 'unknown', 'undelivered'])
      await setSms(ids[status] ?? '', status);
    await api.post(`/api/orders/${ids.withdrawn}/cancel`);
    await api.post('/api/orders/customer-order/confirm', { order_id: ids.delivered, customer_code: one.code });
    await at.pool.query('update orders set created_by = $1 where id = any($2)', [clerk.userId, [ids.failed, ids.sent]]);
    const find = async (query: string) => (await open(`/desk/orders?customer=${one.code}&${query}`)).items;
    expect(await find('')).toEqual(['withdrawn', 'undelivered', 'unknown', 'failed', 'delivered', 'sent', 'queued']);
    expect(await find('status=cancelled')).toEqual(['withdrawn']);
    expect(await find('notification=waiting')).toEqual(['sent', 'queued']);
    expect(await find('notification=attention')).toEqual(['undelivered', 'unknown', 'failed']);
    expect(await find('notification=delivered&status=confirmed')).toEqual(['delivered']);
    expect(await find('mine=1')).toEqual(['failed', 'sent']);
    expect(await find('mine=1&notification=attention')).toEqual(['failed']);
    // Without a customer, those that need somebody are found by their notifications.
    expect((await open('/desk/orders?notification=attention')).items).toEqual(['undelivered', 'unknown', 'failed']);
    expect((await open('/desk/orders?notification=attention&mine=1')).items).toEqual(['failed']);
    expect((await open('/desk/orders?notification=attention&status=confirmed')).items).toEqual([]);
    expect((await open(`/desk/orders?customer=${other.code.toLowerCase()}`)).items).toEqual(['other']);
  });

  it('counts the last notification of an order alone', async () => {
    const { id } = await anOrder('told twice', (await aCustomer(at.pool)).code);
    await setSms(id, 'failed', '403 InvalidPhoneNumber');
    expect((await open('/desk/orders?notification=attention')).items).toContain('told twice');
    expect((await open('/desk/orders')).text).toContain('No such number');
    await api.patch(`/api/orders/${id}`, { item: 'told twice', notify: true });
    expect((await open('/desk/orders?notification=attention')).items).not.toContain('told twice');
    expect((await open('/desk/orders?notification=waiting')).items).toContain('told twice');
  });

  it('takes days as the shop has them', async () => {
    const customer = await aCustomer(at.pool);
    const { id } = await anOrder('late at night', customer.code);
    // 23:30 in Nairobi on the third.
    const night = '019300d6-9c40-7000-8000-000000000001';
    await at.pool.query(`delete from notifications where order_id = $1`, [id]);
    await at.pool.query(`update orders set id = $2, created_at = '2024-11-06T20:30:00Z' where id = $1`, [id, night]);
    const find = async (days: string) => (await open(`/desk/orders?customer=${customer.code}&${days}`)).items;
    expect(await find('from=2024-11-06&to=2024-11-06')).toEqual(['late at night']);
    expect(await find('from=2024-11-07')).toEqual([]);
    expect(await find('to=2024-11-05')).toEqual([]);
  });

  it.each([
    ['status=odd&notification=odd&mine=yes', ''],
    ['from=2024-02-30', 'Not a day: left out.'],
    ['from=2024-11-06&to=2024-11-05', 'Not a day from the first one on: left out.'],
    ['customer=%3Cb%3E', 'A code is eight letters: left out.'],
    ['cursor=x&cursor=y', ''],
    ['cursor=%00', ''],
    ['status=pending&status=confirmed', ''],
    ['from=9999-12-31', 'Nothing matches'],
    ['to=0001-01-01', 'Nothing matches'],
    ['nothing=1', ''],
  ])('answers the odd address ?%s with a page', async (query, words) => {
    const { status, text } = await open(`/desk/orders?${query}`);
    expect([status, text.includes(words)]).toEqual([200, true]);
    expect(text).not.toContain('<b>');
  });

  it('answers a code of 5,000 letters with a page', async () => {
    const { status, text } = await open(`/desk/orders?customer=${'A'.repeat(5_000)}`);
    expect([status, text.includes('A code is eight letters: left out.')]).toEqual([200, true]);
  });

  it('goes on by cursor with the same filter, to the last order and no order twice', async () => {
    const customer = await aCustomer(at.pool);
    await someOrders(at.pool, customer.id, 60);
    const seen: (string | undefined)[] = [];
    let path: string | undefined = `/desk/orders?customer=${customer.code}`;
    for (let page = 0; path !== undefined; page++) {
      const { text, items }: Awaited<ReturnType<typeof open>> = await open(path);
      seen.push(...items);
      expect(text.includes('First page')).toBe(page > 0);
      path = /rel="next" href="(.*?)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen).toEqual(Array.from({ length: 60 }, (_, n) => `Item ${60 - n}`));
  });

  it('stops after two thousand orders that do not match, says so, and goes on from there', async () => {
    const customer = await aCustomer(at.pool);
    await someOrders(at.pool, customer.id, 2_100);
    const oldest = `(select id from orders where customer_id = $1 order by id limit 1)`;
    await at.pool.query(`update orders set created_by = $2, item = 'first of all' where id = ${oldest}`, [
      customer.id,
      clerk.userId,
    ]);
    await at.pool.query(`update orders set status = 'cancelled', cancelled_at = now() where id = ${oldest}`, [
      customer.id,
    ]);
    for (const filter of ['mine=1', 'status=cancelled']) {
      const { text, items } = await open(`/desk/orders?${filter}&customer=${customer.code}`);
      expect(items).toEqual([]);
      expect(text).toContain('Nothing so far');
      const next = /rel="next" href="(.*?)">Look further back/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
      expect((await open(next)).items).toEqual(['first of all']);
    }
  });

  it('sends a browser without a session to sign in, and back to the filter', async () => {
    const { status, headers } = await at.request('/desk/orders?status=pending', { headers: { Accept: 'text/html' } });
    expect(status).toBe(302);
    expect(headers.get('location')).toContain(encodeURIComponent('/desk/orders?status=pending'));
  });
});

describe('GET /desk/export/orders.csv', () => {
  const download = async (query = '', { browser }: { browser: Browser } = owner) =>
    browser.open(`/desk/export/orders.csv${query}`);
  const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true });

  it('is linked with the same filter for whoever may export, and is closed to others', async () => {
    const address = '/desk/orders?status=pending&mine=1';
    expect((await open(address, owner)).text).toContain('href="/desk/export/orders.csv?status=pending&amp;mine=1"');
    expect((await open(address)).text).not.toContain('orders.csv');
    expect((await download('', clerk)).status).toBe(403);
  });

  it('has a byte order mark, phones with blanks and zeros, and cells that no spreadsheet runs', async () => {
    const customer = await aCustomer(at.pool, '=HYPERLINK("http://x")');
    await anOrder('+1 "big", crate; of\u00a0mangoes', customer.code);
    const abroad = await aCustomer(at.pool, '@SUM(A1)');
    await at.pool.query(`update customers set phone = '+255712345678' where id = $1`, [abroad.id]);
    await anOrder('-2', abroad.code);
    const { status, headers, text } = await download();
    expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'attachment; filename="orders.csv"',
    ]);
    const [second, first] = rowsOf(`\ufeff${text.replace(/^\ufeff/, '')}`);
    expect(first).toMatchObject({
      customer: `'=HYPERLINK("http://x")`,
      phone: customer.phone.replace(/^\+254(\d{3})(\d{6})$/, '0$1 $2'),
      code: customer.code,
      amount: '420.00',
      currency: 'KES',
      status: 'pending',
      sms: 'Waiting to go out',
    });
    expect(first?.item).toMatch(/^'\+1 "big", crate; of/);
    expect(first?.placed).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);
    expect([second?.customer, second?.phone, second?.item]).toEqual([`'@SUM(A1)`, `'+255 712 345 678`, `'-2`]);
  });

  it('begins with the three bytes of the mark, ends lines as RFC 4180 does, and has a head without rows', async () => {
    const { cookies } = owner.browser;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${at.url}/desk/export/orders.csv?from=2001-01-01&to=2001-01-02`, {
      headers: { Cookie: cookie },
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.subarray(3).toString()).toBe(
      'number,placed,status,customer,phone,code,item,amount,currency,confirmed,cancelled,sms\r\n',
    );
  });

  it('holds every row of its filter, over several batches, and no other', async () => {
    const customer = await aCustomer(at.pool);
    await someOrders(at.pool, customer.id, 2_500);
    const rows = rowsOf((await download(`?customer=${customer.code}`)).text);
    expect(rows.map(({ item }) => item)).toEqual(Array.from({ length: 2_500 }, (_, n) => `Item ${2_500 - n}`));
    const ofNobody = await download(`?customer=${customer.code}&notification=delivered`);
    expect(rowsOf(ofNobody.text)).toEqual([]);
  });

  it('refuses a filter that means nothing, rather than leave it out', async () => {
    const answer = await send('/desk/export/orders.csv?from=2024-02-30&status=odd');
    expect([answer.status, answer.json.errors.map(({ field }: { field: string }) => field)]).toEqual([
      400,
      ['status', 'from'],
    ]);
    expect((await send('/desk/export/orders.csv?from=2024-02-03&to=2024-02-01')).status).toBe(400);
  });

  it('streams two files to a caller, waits for their readers, and refuses the third with 503', async () => {
    const customer = await aCustomer(at.pool);
    // More than the buffers of a connection hold.
    await someOrders(at.pool, customer.id, 60_000);
    const begun = [await begin(), await begin()];
    const third = await begin();
    expect([...begun, third].map(({ statusCode }) => statusCode)).toEqual([200, 200, 503]);
    third.destroy();
    const [{ count }] = (await at.pool.query('select count(*)::int from orders')).rows;
    for (const answer of begun) {
      let text = '';
      for await (const chunk of answer.setEncoding('utf8')) text += chunk;
      expect(rowsOf(text)).toHaveLength(count);
    }
  });

  /** Begins to read the whole file, and stops reading at the first byte. */
  const begin = async (): Promise<IncomingMessage> => {
    const headers = { Authorization: `Bearer ${api.token}` };
    const request = httpGet(`${at.url}/desk/export/orders.csv`, { agent: false, headers });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    return answer;
  };

  const send = (path: string) => owner.browser.open(path, { headers: { Accept: 'application/json' } });
});
