import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { inspect, noFaults, PHONE, startChromium, type WatchedPages, watchPages } from '../../support/chromium.js';
import { aCustomer, aPhone } from '../../support/factories.js';
import { aMember } from '../../support/staff.js';
import { startApp, type TestApp } from '../../support/test-app.js';

const LONG = `Mama ${'Wanjiku'.repeat(12)}`;

let at: TestApp;
let chromium: Browser;
let pages: WatchedPages;
let owner: ReadonlyMap<string, string>;
beforeAll(async () => {
  [at, chromium] = await Promise.all([startApp(), startChromium()]);
  pages = watchPages(chromium, at);
  owner = (await aMember(at, 'owner')).browser.cookies;
});
afterAll(async () => {
  await chromium.close();
  await at.close();
});

/** A page of an owner who is signed in. */
const openDesk = (options: BrowserContextOptions = {}): Promise<Page> => pages.openWith(owner, options);

const asFile = (text: string) => ({ name: 'sheet.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

/** Lets no row be written, so that an import stays where it is. */
const holdRows = () =>
  at.pool.query(`
    create function hold_row() returns trigger language plpgsql as $$ begin raise exception 'held'; end $$;
    create trigger held before update on import_rows for each row execute function hold_row()`);
const releaseRows = () => at.pool.query('drop trigger held on import_rows; drop function hold_row');

describe('an import in a browser', () => {
  it('is checked, added with progress in place, and not added twice by Back', async () => {
    const known = await aCustomer(at.pool);
    const rows = [
      ...['Name,Phone,Town', `Njeri Mwangi,${aPhone()},Thika`, `${LONG},${aPhone()},`, `Njeri Mwangi,${known.phone},`],
      ...['Otieno,2.54712E+11,', `,${aPhone()},`, 'Achieng,12,'],
    ];
    const page = await openDesk();
    await page.goto('/desk');
    await page.getByRole('link', { name: 'Import' }).click();
    expect(await inspect(page, 'desk-import')).toEqual(noFaults('desk-import'));
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByText('Choose a file, or paste the rows.').waitFor();
    await page.getByLabel('The file', { exact: true }).setInputFiles(asFile(rows.join('\n')));
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByText('Nothing is written yet.').waitFor();
    expect(await inspect(page, 'desk-import-checked')).toEqual(noFaults('desk-import-checked'));
    await holdRows();
    await page.getByRole('button', { name: 'Add 2 customers' }).click();
    await page.getByText('0 of 2 rows are done.').waitFor();
    expect(await inspect(page, 'desk-import-running')).toEqual(noFaults('desk-import-running'));
    await releaseRows();
    await page.getByText('2 customers were added.').waitFor();
    expect(await inspect(page, 'desk-import-done')).toEqual(noFaults('desk-import-done'));
    await page.goBack();
    await page.goForward();
    await page.getByText('2 customers were added.').waitFor();
    expect(await page.getByRole('button', { name: /^Add/ }).count()).toBe(0);
    await page.getByRole('link', { name: 'Check another file' }).click();
    await page.getByText('Added · 2 rows').waitFor();
    expect(await inspect(page, 'desk-import-list')).toEqual(noFaults('desk-import-list'));
  });

  it('says in Swahili what is wrong, in the dark, on a phone, and what the SMS cost', async () => {
    const { phone } = await aCustomer(at.pool);
    const page = await openDesk({ locale: 'sw-KE', colorScheme: 'dark', viewport: PHONE });
    await page.goto('/desk/import');
    await page.getByRole('radio', { name: /^Oda/ }).check();
    await page.getByText('Au bandika safu').click();
    const pasted = page.getByLabel('Safu, zikianza na majina ya safu wima');
    await pasted.fill(`Simu\tBidhaa\n${phone}\tUnga`);
    await page.getByRole('button', { name: 'Kagua faili' }).click();
    await page.getByText('Hakuna safu wima ya “kiasi”.').waitFor();
    expect(await inspect(page, 'desk-import-swahili-dark')).toEqual(noFaults('desk-import-swahili-dark'));
    await page.setViewportSize(PHONE);
    const orders = [
      `${phone}\tUnga wa mahindi\t420`,
      `${phone}\t${'Sukari'.repeat(30)}\t"1,420"`,
      `${aPhone()}\tUnga\t5`,
    ];
    await pasted.fill(['Simu\tBidhaa\tKiasi', ...orders].join('\n'));
    await page.getByRole('button', { name: 'Kagua faili' }).click();
    await page.getByText('Ni SMS 1').waitFor();
    await page.getByText('hakuna mteja mwenye namba hii').waitFor();
    expect(await page.getByLabel('Watumie wateja SMS').isChecked()).toBe(false);
    expect(await inspect(page, 'desk-import-orders-swahili-dark')).toEqual(noFaults('desk-import-orders-swahili-dark'));
  });

  it('is checked and added without a script', async () => {
    const page = await openDesk({ javaScriptEnabled: false });
    await page.goto('/desk/import');
    await page.getByLabel('The file', { exact: true }).setInputFiles(asFile(`phone;name\r\n${aPhone()};Njeri`));
    await page.getByRole('button', { name: 'Check the file' }).click();
    await page.getByRole('button', { name: 'Add 1 customer' }).click();
    // The page asks again by itself until the row is written.
    await page.getByText('1 customer was added.').waitFor();
  });
});

describe('the pages of imports', () => {
  it('contact no other host and break no policy', () => {
    const { strangers, complaints } = pages;
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
  });
});
