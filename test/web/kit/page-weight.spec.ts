import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBrowser, type Browser } from '../../support/browser.js';
import { aCustomer } from '../../support/factories.js';
import { aMember } from '../../support/staff.js';
import { startApp, type TestApp } from '../../support/test-app.js';

/** What the stylesheets and scripts of one page may have together, compressed. */
const BYTES_MOST = 60_000;

let at: TestApp;
let owner: Browser;
beforeAll(async () => {
  at = await startApp();
  owner = (await aMember(at, 'owner')).browser;
});
afterAll(() => at.close());

const ASSET = /\/assets\/[\w.-]+\.(?:css|js)\?v=[\w-]+/g;

/** Each stylesheet and script that a page loads, and those that they import, with its bytes. */
async function weigh(html: string): Promise<ReadonlyMap<string, number>> {
  const weights = new Map<string, number>();
  const waiting = [...(html.match(ASSET) ?? [])];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (weights.has(path)) continue;
    const { headers, text } = await at.request(path, { headers: { 'Accept-Encoding': 'br' } });
    expect(headers.get('content-encoding')).toBe('br');
    weights.set(path, Number(headers.get('content-length')));
    waiting.push(...(text.match(ASSET) ?? []));
  }
  return weights;
}

const sum = (weights: ReadonlyMap<string, number>): number =>
  [...weights.values()].reduce((all, each) => all + each, 0);

describe('what a page loads', () => {
  it.each([
    ...['/desk', '/desk/orders', '/desk/orders/new', '/desk/customers', '/desk/people', '/desk/messages'],
    ...['/desk/figures', '/desk/staff', '/desk/keys', '/desk/audit', '/desk/keyboard'],
  ])(`is ${BYTES_MOST} bytes of styles and scripts at most: %s`, async (path) => {
    const weights = await weigh((await owner.open(path)).text);
    expect(weights.size).toBeGreaterThan(4);
    expect(sum(weights)).toBeLessThanOrEqual(BYTES_MOST);
  });

  it('is no more on the pages of an order and of customers, signed in or not', async () => {
    const { code, id } = await aCustomer(at.pool);
    const { json } = await (await at.asAdmin()).post('/api/order', {
      customer_code: code,
      item: 'Mango',
      amount: '420',
    });
    const buyer = aBrowser(at);
    const before = (await buyer.open('/')).text;
    await buyer.signIn('google', 'amina');
    const texts = [before, (await buyer.open('/')).text, (await buyer.open('/profile')).text];
    for (const path of [`/desk/orders/${json.order_id}`, `/desk/customers/${id}`])
      texts.push((await owner.open(path)).text);
    for (const text of texts) expect(sum(await weigh(text))).toBeLessThanOrEqual(BYTES_MOST);
  });
});
