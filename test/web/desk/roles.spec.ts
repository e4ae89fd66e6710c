import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCustomer } from '../../support/factories.js';
import { aMember, signInWithGoogle } from '../../support/staff.js';
import { startApp, type TestApp } from '../../support/test-app.js';
import { aNeeding } from './needing.js';

let at: TestApp;
let starts: string[];
beforeAll(async () => {
  at = await startApp();
  const api = await at.asAdmin();
  const customer = await aCustomer(at.pool);
  const placed = await api.post('/api/orders', { customer_code: customer.code, item: 'Mango', amount: '420' });
  await aNeeding(at, api);
  await signInWithGoogle(at);
  starts = ['/desk', `/desk/customers/${customer.id}`, `/desk/orders/${placed.json.order_id}`];
});
afterAll(() => at.close());

/** Pages that the crawl below stops after. The desk has some thirty kinds. */
const PAGES_MOST = 150;

/** The addresses of links to the desk, and of its forms. */
function readTargets(html: string): { links: string[]; forms: string[] } {
  const gather = (pattern: RegExp) =>
    [...html.matchAll(pattern)].map(([, address = '']) => address.replaceAll('&amp;', '&'));
  return {
    links: gather(/<a [^>]*href="(\/desk[^"]*)"/g),
    forms: gather(/<form [^>]*method="post"[^>]*action="(\/desk[^"]*)"/g),
  };
}

describe('every link and form on the pages of the desk', () => {
  it.each(['viewer', 'clerk', 'owner'])('is open to the %s who sees it', async (role) => {
    const { browser } = await aMember(at, role);
    const links = new Set(starts);
    const forms = new Set<string>();
    const refused: unknown[] = [];
    let opened = 0;
    for (const link of links) {
      if (++opened > PAGES_MOST) break;
      const { status, text, headers } = await browser.open(link);
      if (status !== 200) refused.push([link, status]);
      if (!headers.get('content-type')?.startsWith('text/html')) continue;
      const found = readTargets(text);
      for (const each of found.links) links.add(each.split('#')[0] ?? each);
      for (const each of found.forms) forms.add(each);
    }
    // An unknown field has a form refused, unless the person may not send it at all.
    for (const form of forms) {
      const { status } = await browser.press(form, { nonsense: 'x' });
      if (status === 401 || status === 403 || status >= 500) refused.push([form, status]);
    }
    expect(refused).toEqual([]);
    expect(links.size).toBeGreaterThan(8);
    expect(forms.size > 0).toBe(role !== 'viewer');
  });
});
