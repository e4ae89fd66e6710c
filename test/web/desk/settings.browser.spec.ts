import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { inspect, noFaults, PHONE, startChromium, type WatchedPages, watchPages } from '../../support/chromium.js';
import { DatabaseLink } from '../../support/database-link.js';
import { aCustomer } from '../../support/factories.js';
import { aMember, anEmail } from '../../support/staff.js';
import { type ApiClient, startApp, type TestApp } from '../../support/test-app.js';

const LONG = 'a.very.long.address.that.somebody.chose.once.upon.a.time@a-long-host.example.com';

let at: TestApp;
let api: ApiClient;
let link: DatabaseLink;
let chromium: Browser;
let pages: WatchedPages;
let owner: ReadonlyMap<string, string>;
beforeAll(async () => {
  const way = async (url: string): Promise<string> => {
    link = await DatabaseLink.to(url);
    return link.url;
  };
  [at, chromium] = await Promise.all([startApp({}, undefined, way), startChromium()]);
  api = await at.asAdmin();
  pages = watchPages(chromium, at);
  owner = (await aMember(at, 'owner')).browser.cookies;
});
afterAll(async () => {
  await chromium.close();
  await at.close();
  await link.cut();
});

/** A page of an owner who is signed in. */
const openDesk = (options: BrowserContextOptions = {}): Promise<Page> => pages.openWith(owner, options);

describe('the staff in a browser', () => {
  it('is invited, changed and disabled by forms, and the last owner stays', async () => {
    await aMember(at, 'viewer');
    const page = await openDesk();
    await page.goto('/desk/staff');
    await page.getByLabel('E-mail').fill(LONG);
    await page.getByRole('radio', { name: 'Clerk' }).check();
    await page.getByRole('button', { name: 'Invite' }).click();
    await page.getByText('Invited. No e-mail is sent.').waitFor();
    expect(await inspect(page, 'desk-staff')).toEqual(noFaults('desk-staff'));

    const invited = page.getByRole('row', { name: LONG });
    await invited.getByText('Change role').click();
    await invited.getByLabel('New role of').selectOption('Viewer');
    await invited.getByRole('button', { name: 'Save role' }).click();
    await page.getByText('The role was changed.').waitFor();
    await invited.getByText('Disable', { exact: true }).click();
    expect(await inspect(page, 'desk-staff-open')).toEqual(noFaults('desk-staff-open'));
    await invited.getByRole('button', { name: 'Yes, disable' }).click();
    await invited.getByText('Enable', { exact: true }).waitFor();

    const own = page.getByRole('row', { name: '(you)' });
    await own.getByText('Disable', { exact: true }).click();
    await own.getByRole('button', { name: 'Yes, disable' }).click();
    await own.getByRole('alert').getByText('This is the last owner.').waitFor();
    expect(await inspect(page, 'desk-staff-last-owner')).toEqual(noFaults('desk-staff-last-owner'));
  });

  it('is shown in Swahili, in the dark, on a phone', async () => {
    const email = anEmail();
    await api.post('/api/staff', { email, role: 'clerk' });
    const page = await openDesk({ locale: 'sw-KE', colorScheme: 'dark', viewport: PHONE });
    await page.goto('/desk/staff');
    await page.getByLabel('Barua pepe').fill(email);
    await page.getByRole('radio', { name: 'Mtazamaji' }).check();
    await page.getByRole('button', { name: 'Alika' }).click();
    await page.getByText('Anwani hii tayari ina jukumu au mwaliko.').waitFor();
    expect(await inspect(page, 'desk-staff-swahili-dark')).toEqual(noFaults('desk-staff-swahili-dark'));
  });
});

describe('the keys in a browser', () => {
  it('are made, rotated and revoked by forms, and the text is shown once', async () => {
    const page = await openDesk();
    await page.goto('/desk/keys');
    expect(await inspect(page, 'desk-keys-none')).toEqual(noFaults('desk-keys-none'));
    await page.getByLabel('Name of the program').fill('Web shop');
    await page.getByLabel('Place, confirm and cancel orders').check();
    await page.getByLabel('Days until it ends').fill('10');
    await page.getByRole('button', { name: 'Make key' }).click();
    await page.getByRole('heading', { name: 'Copy the key now' }).waitFor();
    expect(await inspect(page, 'desk-key-shown')).toEqual(noFaults('desk-key-shown'));
    const text = (await page.locator('code.key-text').textContent()) ?? '';
    expect(text).toMatch(/^agz_/);
    await page.getByRole('link', { name: 'I have copied it' }).click();
    const row = page.getByRole('row', { name: 'Web shop' });
    await row.getByText('10 days left. Rotate it.').waitFor();
    expect(await page.content()).not.toContain(text);
    await row.getByText('Rotate', { exact: true }).click();
    expect(await inspect(page, 'desk-keys')).toEqual(noFaults('desk-keys'));
    await row.getByLabel('Days from now').fill('365');
    await row.getByRole('button', { name: 'Yes, rotate' }).click();
    await page.getByText('The key of Web shop has a new text.').waitFor();
    await page.goto('/desk/keys');
    await row.getByText('Its old text works until').waitFor();
    await row.getByText('Revoke', { exact: true }).click();
    await row.getByRole('button', { name: 'Yes, revoke' }).click();
    await page.getByText('The key was revoked.').waitFor();
  });

  it('are shown in Swahili, in the dark, on a phone', async () => {
    await api.post('/api/keys', { name: `Duka ${'mtandao'.repeat(13)}`, expires_in_days: 3 });
    const page = await openDesk({ locale: 'sw-KE', colorScheme: 'dark', viewport: PHONE });
    await page.goto('/desk/keys');
    const row = page.getByRole('row', { name: /Duka/ });
    await row.getByText('Zungusha', { exact: true }).click();
    await row.getByLabel('Saa ambazo').fill('1000');
    await row.getByRole('button', { name: 'Ndiyo, zungusha' }).click();
    await row.getByText('Andika namba kamili kuanzia 0 mpaka 168.').waitFor();
    expect(await inspect(page, 'desk-keys-swahili-dark')).toEqual(noFaults('desk-keys-swahili-dark'));
    await page.setViewportSize(PHONE);
    await row.getByLabel('Saa ambazo').fill('0');
    await row.getByRole('button', { name: 'Ndiyo, zungusha' }).click();
    await page.getByRole('heading', { name: 'Nakili ufunguo sasa' }).waitFor();
    expect(await inspect(page, 'desk-key-shown-swahili-dark')).toEqual(noFaults('desk-key-shown-swahili-dark'));
  });
});

describe('the page of settings in a browser', () => {
  it('shows what the words come to while somebody types, and keeps them', async () => {
    const page = await openDesk();
    await page.goto('/desk/settings');
    expect(await inspect(page, 'desk-settings')).toEqual(noFaults('desk-settings'));
    const words = page.getByLabel('Words', { exact: true });
    await words.fill('Habari {first_name} 🥭, oda {order_number}: {item}, {amount}');
    await page.getByText('only 70 in one SMS').waitFor();
    await page.getByText('U+1F96D').waitFor();
    expect(await inspect(page, 'desk-settings-dear')).toEqual(noFaults('desk-settings-dear'));
    await words.fill('Habari {jina}, oda {order_number} imefika');
    await page.getByText('“{jina}” cannot be filled in.').waitFor();
    await page.getByRole('button', { name: 'Save words' }).click();
    await page.getByLabel('Words', { exact: true }).and(page.locator('[aria-invalid]')).waitFor();
    expect(await inspect(page, 'desk-settings-refused')).toEqual(noFaults('desk-settings-refused'));
    await words.fill('Habari {first_name}, oda {order_number} imefika');
    await page.getByText('Habari Wanjiku, oda 12345 imefika').waitFor();
    await page.getByRole('button', { name: 'Save words' }).click();
    await page.getByText('Saved. Orders that are taken from now on').waitFor();
    await page.getByRole('button', { name: 'Check the account' }).click();
    await page.getByText(/Africa’s Talking says: KES 1234.50 left/).waitFor();
    expect(await inspect(page, 'desk-settings-saved')).toEqual(noFaults('desk-settings-saved'));
  });

  it('works without a script, in Swahili, in the dark, on a phone', async () => {
    const page = await openDesk({
      ...{ locale: 'sw-KE', colorScheme: 'dark', viewport: PHONE, javaScriptEnabled: false },
    });
    await page.goto('/desk/settings');
    await page.getByLabel('Maneno', { exact: true }).fill('Habari {first_name} [oda] {order_number} imefika');
    await page.getByRole('button', { name: 'Onyesha kwanza' }).click();
    await page.getByText('Hizi zinachukua nafasi ya mbili:').waitFor();
    await page.getByRole('button', { name: 'Angalia akaunti' }).click();
    await page.getByText('Africa’s Talking inasema').waitFor();
    await page.getByLabel('Namba ya simu yako').fill('0712 345 678');
    await page.getByRole('button', { name: 'Tuma SMS ya majaribio' }).click();
    await page.getByText('SMS ya majaribio kwa').waitFor();
    await page.getByText('Inasubiri kutumwa').waitFor();
  });
});

describe('a form of the desk while the database is away', () => {
  it('stays as it was typed, says why, and can be sent again', async () => {
    const { code } = await aCustomer(at.pool);
    const placed = await api.post('/api/orders', { customer_code: code, item: 'Mango', amount: '420' });
    const page = await openDesk();
    await page.goto(`/desk/orders/${placed.json.order_id}`);
    await page.locator('summary', { hasText: 'Cancel the order' }).click();
    const form = page.locator('form[action$="/cancel"]');
    await form.getByRole('textbox').fill('They rang <b>again</b>');
    await link.cut();
    await form.getByRole('button').click();
    await page.locator('#toast').getByText('the data cannot be reached').waitFor();
    expect(await inspect(page, 'desk-away-toast')).toEqual(noFaults('desk-away-toast'));
    expect(await form.getByRole('textbox').inputValue()).toBe('They rang <b>again</b>');
    await link.mend();
    await form.getByRole('button').click();
    await page.getByText('Cancelled.').waitFor();
  });
});

describe('the settings', () => {
  it('contact no other host and break no policy', () => {
    const { strangers, complaints } = pages;
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
  });
});
