import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CarrierApp, startCarrierApp } from '../../support/carrier-app.js';
import { aPhone } from '../../support/factories.js';
import { aMember, type Member } from '../../support/staff.js';
import type { Answer } from '../../support/test-app.js';
import { waitFor } from '../../support/waiting.js';

let at: CarrierApp;
let owner: Member;
beforeAll(async () => {
  at = await startCarrierApp();
  owner = await aMember(at, 'owner');
});
afterAll(() => at.close());

const KEYS = /name="key" value="([^"]+)"/;
const keyIn = ({ text }: Answer): string => KEYS.exec(text)?.[1] ?? '';
const aKey = async (by = owner): Promise<string> => keyIn(await by.browser.open('/desk/settings'));
const sendTest = (phone: string, key: string, by = owner): Promise<Answer> =>
  by.browser.press('/desk/settings/test-sms', { phone, key });
const idIn = ({ headers }: Answer): string => /sent=([0-9a-f-]+)/.exec(headers.get('location') ?? '')?.[1] ?? '';
const countTests = async (): Promise<number> =>
  (await at.pool.query(`select count(*)::int as n from notifications where kind = 'test-sms'`)).rows[0].n;

describe('GET /desk/settings/account', () => {
  /** An answer of the carrier holds for 10 s, so that each case waits for its own. */
  const check = (wanted: string): Promise<string> =>
    waitFor(
      async () => (await owner.browser.open('/desk/settings/account')).text,
      (text) => text.includes(wanted),
      15_000,
    );

  it('says what is left, about how many SMS that is, and what went wrong instead, in plain words', async () => {
    expect(await check('Africa’s Talking says: KES 1234.50 left, about 1,234 SMS.')).toContain('Check again');
    const fragment = await owner.browser.open('/desk/settings/account', { headers: { 'HX-Request': 'true' } });
    expect(fragment.text).toMatch(/^<div id="account"><div class="news stacked good" role="status">/);
    at.carrier.account = 'wrong-key';
    expect(await check('does not know our user name and key')).not.toContain('sandbox:');
  });

  it('says that the carrier did not answer in time, within the time-out of an SMS', async () => {
    at.carrier.account = 'silence';
    const began = performance.now();
    expect(await check('did not answer in time')).toContain('Check again');
    expect(performance.now() - began).toBeLessThan(15_000);
    at.carrier.account = 'balance';
  });
});

describe('POST /desk/settings/test-sms', () => {
  it('says words and price before, sends one SMS, and shows what became of it', async () => {
    const page = await owner.browser.open('/desk/settings');
    expect(page.text).toContain('<blockquote>Agiza: a test SMS. SMS reach you.</blockquote>');
    expect(page.text).toMatch(/It costs KES \d+\.\d\d at most/);
    const phone = aPhone();
    const sent = await sendTest(`0${phone.slice(4)}`, keyIn(page));
    expect([sent.status, idIn(sent).length]).toEqual([303, 36]);
    const { body, segments } = await at.waitForStatus(idIn(sent), 'delivered');
    expect([body, segments]).toEqual(['Agiza: a test SMS. SMS reach you.', 1]);
    expect(at.carrier.phones.messages(phone)).toHaveLength(1);
    const state = await owner.browser.open(`/desk/settings/test-sms/${idIn(sent)}`);
    expect(state.text).toMatch(/On the phone.*It cost KES 0\.\d\d\./s);
    expect((await owner.browser.open(sent.headers.get('location') ?? '')).text).toContain('On the phone');
    const { rows } = await at.pool.query('select sum(spent)::float as spent from sms_days');
    expect(rows[0].spent).toBeGreaterThan(0);
  });

  it('sends one SMS for a form that is sent twice, at once or again', async () => {
    const [key, phone, before] = [await aKey(), aPhone(), await countTests()];
    const answers = await Promise.all([sendTest(phone, key), sendTest(phone, key)]);
    answers.push(await sendTest(phone, key));
    expect(new Set(answers.map(idIn)).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await countTests()).toBe(before + 1);
  });

  it.each([
    ['no number', '', 'Write a phone number'],
    ['text', '<b>0712</b>', 'Write a phone number'],
    ['a landline', '020 2345678', 'No SMS goes to this number'],
    ['a number abroad', '+14155552671', 'No SMS goes to this number'],
  ])('answers 422 with the fault beside the field to %s', async (_, phone, fault) => {
    const before = await countTests();
    const key = await aKey();
    const { status, text } = await sendTest(phone, key);
    expect([status, text.split('id="phone-fault"')[1]?.includes(fault)]).toEqual([422, true]);
    expect([keyIn({ text } as Answer), await countTests()]).toEqual([key, before]);
  });

  it('sends five an hour for each person, and takes a form that was taken before', async () => {
    const member = await aMember(at, 'owner');
    const keys: string[] = [];
    for (let n = 0; n < 5; n++) {
      const key = await aKey(member);
      keys.push(key);
      expect((await sendTest(aPhone(), key, member)).status).toBe(303);
    }
    const { status, text } = await sendTest(aPhone(), await aKey(member), member);
    expect([status, text.includes('You may send 5 test SMS in an hour. Try again in 60 min.')]).toEqual([422, true]);
    expect((await sendTest(aPhone(), keys[0] ?? '', member)).status).toBe(303);
    expect((await sendTest(aPhone(), await aKey())).status).toBe(303);
  });

  it('makes a row that /desk/messages shows when it fails, and that can be sent again', async () => {
    const phone = aPhone();
    at.carrier.script(phone, { behaviour: 'invalid-number' });
    const id = idIn(await sendTest(phone, await aKey()));
    await at.waitForStatus(id, 'failed');
    const page = await owner.browser.open('/desk/messages?reason=noSuchNumber');
    expect([page.status, page.text.includes(`href="tel:${phone}"`)]).toEqual([200, true]);
    expect((await at.resend(id)).status).toBe(202);
    await at.waitForStatus(id, 'delivered');
  });

  it('shows a test SMS to whoever sent it alone', async () => {
    const id = idIn(await sendTest(aPhone(), await aKey()));
    const { browser } = await aMember(at, 'owner');
    expect((await browser.open(`/desk/settings/test-sms/${id}`)).status).toBe(404);
    expect((await browser.open(`/desk/settings?sent=${id}`)).text).not.toContain('id="test-sms-state"');
    expect((await browser.open('/desk/settings/test-sms/x')).status).toBe(404);
  });
});
