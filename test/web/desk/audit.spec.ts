import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser as RealBrowser } from 'playwright-core';
import type { Browser } from '../../support/browser.js';
import { inspect, noFaults, startChromium, watchPages } from '../../support/chromium.js';
import { aMember, type Member } from '../../support/staff.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let chromium: RealBrowser;
let owner: Member;
let clerk: Browser;
let orderId: string;
beforeAll(async () => {
  [at, chromium] = await Promise.all([startApp(), startChromium()]);
  owner = await aMember(at, 'owner');
  clerk = (await aMember(at, 'clerk')).browser;
  const api = await at.asAdmin();
  await api.post('/api/customer', { name: 'Wanjiku Kamau', phone: '0712345678' });
  orderId = (await api.post('/api/orders', { phone: '0712345678', item: 'Mango', amount: '420' })).json.order_id;
  await owner.browser.press(`/desk/orders/${orderId}/cancel`, { reason: 'Canary reason' });
});
afterAll(async () => {
  await chromium.close();
  await at.close();
});

describe('GET /desk/audit', () => {
  it('tells who did what to whom, without any value of a personal field', async () => {
    const { status, text } = await owner.browser.open('/desk/audit');
    expect(status).toBe(200);
    for (const words of ['Order cancelled', 'Achieng Atieno', `/desk/orders/${orderId}`, 'Staff invited'])
      expect(text).toContain(words);
    expect(text).not.toMatch(/Canary reason|Wanjiku|712345678/);
  });

  it('filters by what was done, by days and by whoever did it', async () => {
    const open = async (query: string) => (await owner.browser.open(`/desk/audit?${query}`)).text;
    const rows = (text: string) => text.match(/<th scope="row">/g)?.length ?? 0;
    expect(rows(await open('action=order-cancelled'))).toBe(1);
    expect(rows(await open(`actor=${owner.userId}`))).toBe(1);
    expect(await open('from=2024-10-01&to=2024-10-31')).toContain('Nothing was done');
  });

  it('answers an odd filter with a page', async () => {
    for (const query of ['action=odd', 'from=2024-02-30', 'from=0000-01-01', 'actor=x', 'cursor=x', 'to=%00', 'x=1'])
      expect([query, (await owner.browser.open(`/desk/audit?${query}`)).status]).toEqual([query, 200]);
  });

  it('is forbidden to a clerk, whose menu does not name it', async () => {
    expect((await clerk.open('/desk/audit')).status).toBe(403);
    expect((await clerk.open('/desk/export/audit.csv')).status).toBe(403);
    expect((await clerk.open('/desk')).text).not.toContain('/desk/audit');
    expect((await owner.browser.open('/desk/settings')).text).toContain('/desk/audit');
  });

  it('gives the same as a file, with the same filter', async () => {
    const { text, headers } = await owner.browser.open('/desk/export/audit.csv?action=order-cancelled');
    expect(headers.get('content-disposition')).toContain('audit.csv');
    const lines = text.trim().split('\r\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(`order-cancelled,staff,${owner.userId},order,${orderId}`);
  });

  it('shows no fault in English and Swahili, on a desktop and on a phone', async () => {
    const pages = watchPages(chromium, at);
    for (const locale of ['en-GB', 'sw-KE']) {
      const page = await pages.open({ locale });
      await page.goto('/desk/audit');
      await page.getByRole('link', { name: 'Njeri of the shop' }).click();
      await page.waitForURL('**/desk/audit');
      expect(await inspect(page, `desk-audit-${locale}`)).toEqual(noFaults(`desk-audit-${locale}`));
      await page.context().close();
    }
    expect([pages.complaints, pages.strangers]).toEqual([[], []]);
  });
});
