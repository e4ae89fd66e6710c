import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startChromium, watchPages } from '../../support/chromium.js';
import { aCustomer } from '../../support/factories.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let chromium: Browser;
beforeAll(async () => {
  [at, chromium] = await Promise.all([startApp(), startChromium()]);
});
afterAll(async () => {
  await chromium.close();
  await at.close();
});

/** What the page has an owner paste into the console of a browser. */
const snippets = [...readFileSync('docs/people.md', 'utf8').matchAll(/^ *```js\n([\s\S]*?)^ *```$/gm)].map(
  ([, code = '']) => code.trim().replace(/;$/, ''),
);

describe('docs/people.md', () => {
  it('has an owner invite somebody, disable the invitation, and erase a customer, as it is written', async () => {
    const pages = watchPages(chromium, at);
    const page = await pages.open();
    await page.goto('/google/login');
    await page.getByRole('link', { name: 'Njeri of the shop' }).click();
    await page.goto('/profile');
    const run = (code: string): Promise<unknown> => page.evaluate(`(async () => (${code}))()`);
    const [invite = '', change = ''] = snippets;
    const erase = snippets[5] ?? '';
    expect(await run(invite)).toMatchObject({ member: { email: 'achieng@example.com', status: 'invited' } });
    const { rows } = await at.pool.query<{ id: string }>('select id from staff');
    const changed = await run(change.replace(/[0-9a-f-]{36}/, String(rows[0]?.id)));
    expect(changed).toMatchObject({ member: { role: 'viewer', status: 'disabled' } });
    const customer = await aCustomer(at.pool);
    const erased = await run(erase.replace(/[0-9a-f-]{36}/, customer.id));
    expect(erased).toMatchObject({ customer: { customer_code: customer.code, name: null, phone_number: null } });
    expect(pages.complaints).toEqual([]);
    await page.context().close();
  });

  it('has an owner make, rotate and revoke an API key, as it is written', async () => {
    const pages = watchPages(chromium, at);
    const page = await pages.open();
    await page.goto('/google/login');
    await page.getByRole('link', { name: 'Njeri of the shop' }).click();
    await page.goto('/profile');
    const [make = '', rotate = '', revoke = ''] = snippets.slice(2);
    let id = '';
    const run = (code: string): Promise<{ key: { id: string; status: string }; secret: string }> =>
      page.evaluate(`(async () => (${code.replace(/[0-9a-f-]{36}/, id)}))()`);
    const made = await run(make);
    id = made.key.id;
    const rotated = await run(rotate);
    const statusOf = async (secret: string) => (await at.as(secret).post('/api/customer', {})).status;
    expect([await statusOf(made.secret), await statusOf(rotated.secret)]).toEqual([400, 400]);
    expect((await run(revoke)).key).toMatchObject({ id, status: 'revoked' });
    expect([await statusOf(made.secret), await statusOf(rotated.secret)]).toEqual([401, 401]);
    expect([snippets.length, pages.complaints]).toEqual([6, []]);
    await page.context().close();
  });

  it('has an owner see the role at /profile', async () => {
    const page = await watchPages(chromium, at).open();
    await page.goto('/google/login');
    await page.getByRole('link', { name: 'Njeri of the shop' }).click();
    await page.goto('/profile');
    expect(await page.getByText('Owner: may do everything.').count()).toBe(1);
    await page.context().close();
  });
});
