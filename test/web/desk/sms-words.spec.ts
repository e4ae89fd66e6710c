import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { closeOthers, startAnother } from '../../support/another-app.js';
import type { Browser } from '../../support/browser.js';
import { type CarrierApp, startCarrierApp } from '../../support/carrier-app.js';
import { aMember, type Member } from '../../support/staff.js';
import type { Answer } from '../../support/test-app.js';
import { waitFor } from '../../support/waiting.js';

const OWN = 'Habari {first_name}, oda {order_number}: {item}, {currency} {amount}. {shop}';

let at: CarrierApp;
let owner: Member;
let other: Member;
let clerk: Browser;
let viewer: Browser;
beforeAll(async () => {
  at = await startCarrierApp({ SHOP_NAME: 'Duka la Mama' });
  [owner, other] = [await aMember(at, 'owner'), await aMember(at, 'owner')];
  [clerk, viewer] = [(await aMember(at, 'clerk')).browser, (await aMember(at, 'viewer')).browser];
});
afterAll(async () => {
  await closeOthers();
  await at.close();
});
afterEach(() => at.pool.query('delete from sms_templates'));

const versionIn = ({ text }: Answer): string => /name="version" value="(\d+)"/.exec(text)?.[1] ?? '';
const openSettings = ({ browser }: Member): Promise<Answer> => browser.open('/desk/settings');
const save = async (template: string, by = owner): Promise<Answer> =>
  by.browser.press('/desk/settings/template', { template, version: versionIn(await openSettings(by)) });
const kept = async (): Promise<string | null | undefined> =>
  (await at.pool.query('select template from sms_templates')).rows[0]?.template;
const preview = (template: string): Promise<Answer> =>
  owner.browser.open('/desk/settings/preview', {
    method: 'POST',
    body: new URLSearchParams({ template }).toString(),
    headers: {
      ...{ 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' },
      'HX-Request': 'true',
    },
  });
const placeAndRead = async (): Promise<string | null> => {
  const { id } = await at.placeOrder({ name: 'Wanjiku Kamau' });
  return (await at.waitForStatus(id, 'delivered')).body;
};

describe('GET /desk/settings', () => {
  it('is for owners alone, in the menu too, and leads to the other settings', async () => {
    const { status, text } = await openSettings(owner);
    expect(status).toBe(200);
    for (const place of ['/desk/staff', '/desk/keys', '/desk/audit']) expect(text).toContain(`href="${place}"`);
    for (const browser of [clerk, viewer]) {
      expect((await browser.open('/desk')).text).not.toContain('/desk/settings');
      for (const path of ['/desk/settings', '/desk/settings/account'])
        expect((await browser.open(path)).status).toBe(403);
      for (const path of ['template', 'template/reset', 'preview', 'test-sms'])
        expect((await browser.press(`/desk/settings/${path}`, { template: OWN, version: '0' })).status).toBe(403);
    }
    expect(await kept()).toBeUndefined();
  });

  it('ignores odd values in its address', async () => {
    const { status, text } = await owner.browser.open('/desk/settings?done=constructor&sent=%22x');
    expect([status, text.includes('class="done"')]).toEqual([200, false]);
  });
});

describe('POST /desk/settings/preview', () => {
  it('shows the very words, the encoding, the room, the segments and the price', async () => {
    const { status, text } = await preview(OWN);
    expect(status).toBe(200);
    expect(text).toContain('Habari Wanjiku, oda 12345: Maize flour, 2 bags, KES 840.00. Duka la Mama');
    expect(text).toMatch(/An order of every day · 1 SMS · 72 of 160 characters · KES \d/);
    expect(text).toMatch(/The longest that it can get · 1 SMS · \d+ of 160 characters/);
    expect(text).toContain('Plain letters: 160 in one SMS');
    expect(text).toContain('but it never takes more than 2 SMS, KES 2.00.');
    expect(text).not.toContain('<html');
  });

  it('names what makes it dear', async () => {
    const { text } = await preview('Habari {first_name} 🥭 ж, oda {order_number}: {item} {amount}');
    expect(text).toContain('only 70 in one SMS, 67 in each of several');
    expect(text).toMatch(/<mark>🥭<\/mark> picture <code>U\+1F96D<\/code>/);
    expect(text).toMatch(/<mark>ж<\/mark> letter <code>U\+0436<\/code>/);
    expect(text).toContain('Habari Wanjiku <mark>🥭</mark> <mark>ж</mark>, oda 12345');
    expect((await preview('Order [{order_number}] is here')).text).toMatch(/take the room of two:.*<mark>\[<\/mark>/);
  });

  it('is a page for a browser without a script, which keeps what was typed', async () => {
    const { status, text } = await owner.browser.press('/desk/settings/preview', { template: OWN, version: '0' });
    expect([status, text.includes(`>${OWN}</textarea>`), text.includes('Habari Wanjiku')]).toEqual([200, true, true]);
    expect(await kept()).toBeUndefined();
  });

  it('takes hostile text as text', async () => {
    const { text } = await preview(`<img src=x> \u202e{order_number} & "quoted"`);
    expect(text).toContain('&lt;img src=x>');
    expect(text).not.toContain('<img');
  });
});

describe('POST /desk/settings/template', () => {
  it('words the SMS of orders that are placed from then on, and the configured words come back', async () => {
    expect(await placeAndRead()).toMatch(/^Hello Wanjiku, Duka la Mama has your order no\. \d+: Mango/);
    const saved = await save(OWN);
    expect([saved.status, saved.headers.get('location')]).toEqual([303, '/desk/settings?done=saved']);
    expect(await placeAndRead()).toMatch(/^Habari Wanjiku, oda \d+: Mango, KES 420\.00\. Duka la Mama$/);
    const page = await openSettings(owner);
    expect(page.text).toMatch(new RegExp(`Changed by .*, .*${OWN.slice(-6)}|${OWN.slice(0, 6)}`));
    const back = await owner.browser.press('/desk/settings/template/reset', { version: versionIn(page) });
    expect([back.status, back.headers.get('location')]).toEqual([303, '/desk/settings?done=reset']);
    expect(await placeAndRead()).toMatch(/^Hello Wanjiku/);
  });

  it('holds for another process within seconds', async () => {
    const another = await startAnother(at, { SHOP_NAME: 'Duka la Mama' });
    const { rows } = await at.pool.query('select code from customers order by id desc limit 1');
    const body = JSON.stringify({ customer_code: rows[0].code, item: 'Mango', amount: '420' });
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${at.token}` };
    const segments = async (): Promise<number> => {
      const answer = await fetch(`${another.url}/api/orders`, { method: 'POST', body, headers });
      return ((await answer.json()) as { sms: { segments: number } }).sms.segments;
    };
    expect(await segments()).toBe(1);
    await save(`${OWN}${' Asante sana.'.repeat(10)}`);
    expect(await waitFor(segments, (count) => count === 2, 5_000)).toBe(2);
  });

  it('makes a space of a line break', async () => {
    await save('Oda yako {order_number}\r\n iko tayari');
    expect(await kept()).toBe('Oda yako {order_number} iko tayari');
  });

  it.each([
    ['too few characters', 'Oda', 'Write 10 to 300 characters. These are 3.'],
    ['too many characters', 'x'.repeat(301), 'Write 10 to 300 characters. These are 301.'],
    ['nothing', '', 'Write 10 to 300 characters. These are 0.'],
    ['an unknown field', 'Habari {jina}, karibu', '“{jina}” cannot be filled in.'],
    ['a brace', 'Habari {first_name, karibu', '“{first_name, karibu” cannot be filled in.'],
    ['a control character', 'Habari\u0007 {first_name}', 'no SMS can show'],
    ['NUL', 'Habari\0 {first_name}', 'no SMS can show'],
    ['too many segments', `{amount} ${'x'.repeat(291)}`, 'it takes 3 SMS, and at most 2 may be paid for. Shorten it.'],
    ['special letters', `{amount} ${'ማ'.repeat(130)}`, 'or leave out the special characters'],
  ])('answers 422 with the fault beside the field to %s', async (_, template, fault) => {
    const { status, text } = await save(template);
    expect(status).toBe(422);
    expect(text).toMatch(/aria-invalid/);
    expect(text.split('id="template-fault"')[1]?.split('</small>')[0]).toContain(fault);
    expect(await kept()).toBeUndefined();
  });

  it('answers 409 with the fresh words to the second of two owners, who may save again', async () => {
    const version = versionIn(await openSettings(other));
    await save(OWN);
    const theirs = 'Oda {order_number} imefika. Asante!';
    const late = await other.browser.press('/desk/settings/template', { template: theirs, version });
    expect([late.status, late.text.includes(`>${theirs}</textarea>`)]).toEqual([409, true]);
    expect(late.text).toMatch(/changed the words at \d\d:\d\d/);
    expect(late.text).toContain(`<blockquote>${OWN}</blockquote>`);
    expect(await kept()).toBe(OWN);
    const again = { template: theirs, version: versionIn(late) };
    expect((await other.browser.press('/desk/settings/template', again)).status).toBe(303);
    expect(await kept()).toBe(theirs);
  });

  it('keeps one of two that are sent at the same moment', async () => {
    const version = versionIn(await openSettings(owner));
    const send = ({ browser }: Member, template: string) =>
      browser.press('/desk/settings/template', { template, version });
    const answers = await Promise.all([send(owner, OWN), send(other, 'Oda {order_number} imefika.')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  });

  it('speaks Swahili', async () => {
    const headers = { 'Accept-Language': 'sw' };
    const { text } = await owner.browser.open('/desk/settings', { headers });
    expect(text).toContain('Herufi za kawaida: 160 kwa SMS moja');
  });
});
