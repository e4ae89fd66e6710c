import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Behaviour } from '../../../src/development/carrier/behaviour.js';
import { aBrowser } from '../../support/browser.js';
import { type CarrierApp, startCarrierApp } from '../../support/carrier-app.js';
import { aCustomer } from '../../support/factories.js';
import { aMember, type Member } from '../../support/staff.js';
import type { Answer } from '../../support/test-app.js';

let at: CarrierApp;
let clerk: Member;
let other: Member;
let viewer: Member;
let order: { id: string; number: number };
beforeAll(async () => {
  at = await startCarrierApp();
  [clerk, other, viewer] = [await aMember(at, 'clerk'), await aMember(at, 'clerk'), await aMember(at, 'viewer')];
  await at.pool.query(`update users set name = 'Baraka Mwangi' where id = $1`, [other.userId]);
});
afterAll(() => at.close());
beforeEach(async () => {
  order = await anOrder();
});

/** Places an order of a new customer, without an SMS unless `notify`. */
async function anOrder(item = 'Mango', notify = false): Promise<{ id: string; number: number; phone: string }> {
  const { code, phone } = await aCustomer(at.pool);
  const placed = await at.api.post('/api/orders', { customer_code: code, item, amount: '420', notify });
  return { id: placed.json.order_id, number: placed.json.order.number, phone };
}

const path = (action = '') => `/desk/orders/${order.id}${action}`;
const read = async (address = path(), { browser }: Member = clerk) => (await browser.open(address)).text;
const press = (action: string, form: Record<string, string> = {}, { browser }: Member = clerk): Promise<Answer> =>
  browser.press(path(action), form);
const pressInPlace = ({ browser }: Member, action: string, form: Record<string, string> = {}): Promise<Answer> =>
  browser.open(path(action), {
    method: 'POST',
    body: new URLSearchParams(form).toString(),
    headers: {
      'HX-Request': 'true',
      'Content-Type': 'application/x-www-form-urlencoded',
      'Sec-Fetch-Site': 'same-origin',
    },
  });
const rowOf = async (id = order.id) =>
  (await at.pool.query('select status, item, amount::text from orders where id = $1', [id])).rows[0];
/** The text of a page, without its tags. */
const wordsOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');

describe('GET /desk/orders/:id', () => {
  it('opens by id and by number, with facts, and links to call and to write', async () => {
    const { id, number, phone } = await anOrder('Mango');
    for (const reference of [id, String(number)]) {
      const text = await read(`/desk/orders/${reference}`);
      expect(wordsOf(text)).toContain(`Order no. ${number}`);
      expect(text).toContain(`href="tel:${phone}"`);
      expect(text).toContain(`href="https://wa.me/${phone.slice(1)}"`);
      for (const words of ['Mango', 'KES 420.00', 'Wanjiku Kamau', 'No SMS was asked for'])
        expect(text).toContain(words);
    }
  });

  it.each([
    '0',
    'nonsense',
    '%00',
    '999999999999999999',
    '1e5',
    `${'9'.repeat(300)}`,
    '00000000-0000-0000-0000-000000000000',
  ])('answers the reference %s, which no order has, with a page that says so', async (reference) => {
    const { status, text } = await clerk.browser.open(`/desk/orders/${reference}`);
    expect([status, /<html/.test(text)]).toEqual([404, true]);
    expect((await clerk.browser.press(`/desk/orders/${reference}/confirm`)).status).toBe(404);
  });

  it('shows whoever may only look no button, and refuses what they send', async () => {
    const text = await read(path(), viewer);
    expect(text).not.toMatch(/action="\/desk\/orders/);
    for (const action of ['/confirm', '/cancel', '/correct', '/undo-confirmation', '/send-again'])
      expect((await press(action, { reason: 'x' }, viewer)).status).toBe(403);
    expect(await rowOf()).toMatchObject({ status: 'pending' });
  });

  it('takes a request of another site for one without a session', async () => {
    const options = { method: 'POST', headers: { 'Sec-Fetch-Site': 'cross-site', Origin: 'http://evil.example' } };
    const { headers } = await clerk.browser.open(path('/confirm'), options);
    expect(headers.get('refresh')).toMatch(/url=\/google\/login/);
    expect(await rowOf()).toMatchObject({ status: 'pending' });
  });

  it('says after taking an order that it was taken, with the focus on the link to the next one', async () => {
    const text = await read(`${path()}?placed=1`);
    expect(text).toMatch(/Order taken.*<a class="action primary" href="\/desk\/orders\/new" autofocus[^>]*>Next order/);
    expect(text.match(/autofocus/g)).toHaveLength(1);
    expect(await read(`${path()}?placed=1`, viewer)).not.toContain('/desk/orders/new');
    expect(await read(`${path()}?placed=2&done=%3Cb%3E&done=x`)).not.toContain('class="news');
  });

  it('shows markup, right-to-left text and 200 characters as what they are', async () => {
    const hostile = `<img src=x onerror=alert(1)>"'&\u202emango مانجو 🥭`.padEnd(200, 'w');
    order = await anOrder(hostile);
    await press('/cancel', { reason: '<b>because</b>' });
    const text = await read();
    expect(text).not.toMatch(/<img|<b>because/);
    expect(text).toContain('&lt;img src=x onerror=alert(1)>');
    expect(text).toContain('<q>&lt;b>because&lt;/b></q>');
  });

  it('says it in Swahili to whoever reads Swahili', async () => {
    const { text } = await clerk.browser.open(path(), { headers: { 'Accept-Language': 'sw' } });
    for (const words of ['<html lang="sw">', 'Yaliyotokea', 'Ghairi oda', 'Oda hii haikuombewa SMS'])
      expect(text).toContain(words);
  });
});

describe('what staff do to an order', () => {
  it('confirms with one press, says so, and names who did it', async () => {
    const { status, headers } = await press('/confirm', {}, other);
    expect([status, headers.get('location')]).toEqual([303, `${path()}?done=confirmed`]);
    const text = await read(`${path()}?done=confirmed`);
    expect(text).toMatch(/<p class="news good" role="status" tabindex="-1" autofocus[^>]*>Confirmed\./);
    expect(wordsOf(text)).toMatch(
      /Order taken by admin\d+@example.com .* Confirmed: the customer has it by Baraka Mwangi/,
    );
    expect(text).not.toContain(other.userId);
  });

  it('undoes a confirmation for a reason within 24 hours, and not later', async () => {
    await press('/confirm');
    expect((await press('/undo-confirmation', { reason: 'Wrong order.' })).status).toBe(303);
    expect(await rowOf()).toMatchObject({ status: 'pending' });
    expect(wordsOf(await read())).toMatch(/Confirmation undone by Achieng Atieno: Wrong order\./);
    await press('/confirm');
    await at.pool.query(`update orders set confirmed_at = now() - interval '25 hours' where id = $1`, [order.id]);
    expect(await read()).not.toContain('/undo-confirmation');
    const late = await press('/undo-confirmation', { reason: 'Too late.' });
    expect([late.status, wordsOf(late.text)]).toEqual([409, expect.stringContaining('more than 24 hours ago')]);
  });

  it('cancels for a reason, and asks for it in the form as typed', async () => {
    for (const reason of ['', ' ', 'x'.repeat(201), 'two\nlines']) {
      const { status, text } = await press('/cancel', { reason });
      expect([status, /<details class="confirm" open>/.test(text)]).toEqual([422, true]);
      expect(text).toMatch(/<input id="reason" name="reason"[^>]*autofocus[^>]*aria-invalid="true"/);
    }
    expect(await rowOf()).toMatchObject({ status: 'pending' });
    expect((await press('/cancel', { reason: 'The customer rang.' })).status).toBe(303);
    expect(await rowOf()).toMatchObject({ status: 'cancelled' });
    const text = await read();
    expect(wordsOf(text)).toMatch(/Cancelled by Achieng Atieno: The customer rang\./);
    expect(text).not.toContain('action="/desk/orders');
  });

  it('corrects item and amount, shows both before and after, and texts nobody unless asked', async () => {
    const { status } = await press('/correct', { item: '2 Mango', amount: '840' });
    expect([status, await rowOf()]).toEqual([303, { status: 'pending', item: '2 Mango', amount: '840.00' }]);
    const text = await read();
    expect(text).toContain('Item: <del>Mango</del> <ins>2 Mango</ins>');
    expect(text).toContain('Amount: <del>KES 420.00</del> <ins>KES 840.00</ins>');
    expect((await at.pool.query('select from notifications where order_id = $1', [order.id])).rowCount).toBe(0);
    expect(wordsOf(text)).toMatch(/Send the customer one more SMS: 1 SMS, KES \d+\.\d\d/);
    await press('/correct', { item: '2 Mango', amount: '840', notify: 'true' });
    expect((await at.pool.query('select from notifications where order_id = $1', [order.id])).rowCount).toBe(1);
  });

  it.each([
    [{ item: '', amount: '1' }, 'item'],
    [{ item: 'w'.repeat(201), amount: '1' }, 'item'],
    [{ item: 'a\u0000b', amount: '1' }, 'item'],
    [{ item: 'Mango', amount: '0' }, 'amount'],
    [{ item: 'Mango', amount: '-1' }, 'amount'],
    [{ item: 'Mango', amount: '1.005' }, 'amount'],
    [{ item: 'Mango', amount: '9'.repeat(40) }, 'amount'],
    [{ item: 'Mango', amount: 'NaN' }, 'amount'],
    [{ item: 'Mango', amount: '' }, 'amount'],
    [{ item: 'Mango', amount: '1', notify: 'maybe' }, null],
  ])(
    'gives the form back as typed for %j, with the fault beside its field',
    async (form: Record<string, string>, field) => {
      const { status, text } = await press('/correct', form);
      expect(status).toBe(422);
      if (field !== null) {
        expect(text).toMatch(
          new RegExp(
            `<input id="${field}" [^>]*autofocus[^>]*aria-invalid="true"[^>]*aria-describedby="${field}-fault"`,
          ),
        );
        expect(text.match(/autofocus/g)).toHaveLength(1);
      }
      expect(await rowOf()).toMatchObject({ item: 'Mango', amount: '420.00' });
    },
  );

  it('refuses a form of a megabyte with a page', async () => {
    expect((await press('/cancel', { reason: 'x'.repeat(1_100_000) })).status).toBe(413);
  });

  it('answers whoever came second with 409: who did it, when, and how the order stands now', async () => {
    await press('/confirm', {}, other);
    const clock = new Intl.DateTimeFormat('en-KE', {
      ...({ timeZone: 'Africa/Nairobi', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const),
    }).format(new Date());
    const { status, text } = await press('/cancel', { reason: 'The customer rang.' });
    expect([status, /^<!doctype html>/.test(text)]).toEqual([409, true]);
    expect(wordsOf(text)).toMatch(/Somebody else \(Baraka Mwangi\) did this at \d\d:\d\d/);
    expect(wordsOf(text)).toContain(`did this at ${clock.slice(0, 4)}`);
    expect(wordsOf(text)).toContain('Confirmed: the customer has it . Your change was not made.'.replace(' .', '.'));
    expect(text).toContain('/undo-confirmation');
    expect(await rowOf()).toMatchObject({ status: 'confirmed' });
    const second = await pressInPlace(clerk, '/confirm');
    expect([second.status, second.text.startsWith('<div id="order">')]).toEqual([409, true]);
    expect(wordsOf((await press('/confirm', {}, other)).text)).toMatch(/You did this already at \d\d:\d\d/);
  });

  it('lets one of two who press at once do it, and tells the other', async () => {
    const answers = await Promise.all([press('/confirm'), press('/cancel', { reason: 'x' }, other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  });

  it('answers htmx with the part that changed', async () => {
    const { status, text } = await pressInPlace(clerk, '/confirm');
    expect([status, text.startsWith('<div id="order"><p class="news good"')]).toEqual([200, true]);
  });

  it('names a customer who confirmed on their own page, and a program that placed the order', async () => {
    const key = await at.api.post('/api/keys', { name: 'Till 2', scopes: ['orders:write'] });
    const { code, id: customerId } = await aCustomer(at.pool, 'Njeri Wambui');
    const placed = await at
      .as(key.json.secret)
      .post('/api/orders', { customer_code: code, item: 'Beans', amount: '1', notify: false });
    const buyer = aBrowser(at);
    await buyer.signIn('google', 'wanjiku');
    const { rows } = await at.pool.query(`select user_id from identities where email like 'wanjiku%'`);
    await at.pool.query('update customers set user_id = $2 where id = $1', [customerId, rows[0].user_id]);
    await buyer.press(`/orders/${placed.json.order_id}/confirm`);
    const words = wordsOf(await read(`/desk/orders/${placed.json.order_id}`));
    expect(words).toContain('Order taken by the program “Till 2”');
    expect(words).toContain('by the customer, Njeri Wambui on their own page');
  });
});

describe("the order's SMS", () => {
  /** Places an order whose SMS the carrier treats like this, and waits for that status. */
  async function told(behaviour: Behaviour, status: string, reports?: readonly string[]): Promise<string> {
    const { code, phone } = await aCustomer(at.pool);
    at.carrier.script(phone, { behaviour, ...(reports === undefined ? {} : { reports }) });
    const { json } = await at.api.post('/api/orders', { customer_code: code, item: 'Mango', amount: '420' });
    order = { id: json.order_id, number: json.order.number };
    await at.waitForStatus(json.sms.id, status);
    return json.sms.id;
  }

  it('shows each state with its time and in plain words, the text, its price and who reported it', async () => {
    await told('deliver', 'delivered');
    const text = await read();
    expect(wordsOf(text)).toMatch(/SMS On the phone It says · 1 SMS, KES \d+\.\d\d Hello/);
    for (const words of ['Waiting to go out', 'Going out', 'With the network, not yet on the phone', 'On the phone'])
      expect(wordsOf(text)).toMatch(new RegExp(`SMS to 07\\d\\d \\d+: ${words}`));
    expect(wordsOf(text)).toMatch(/: On the phone reported by/);
    expect(text).not.toMatch(/hx-trigger="every|send-again/);
  });

  it('asks for itself when something changed, with what happened meanwhile, and never by the clock', async () => {
    const id = await told('deliver', 'sent', ['Submitted']);
    const waits = new RegExp(
      `<section id="sms" data-live hx-get="/desk/orders/${order.id}/sms" hx-trigger="orders from:body [^"]*"`,
    );
    expect(await read()).toMatch(waits);
    await at.pool.query(`update notifications set status = 'delivered', network_code = '63902' where id = $1`, [id]);
    const news = await read(path('/sms'));
    expect(news).toMatch(/^<section id="sms" [^>]*><h2>SMS<\/h2>.*<section id="history" hx-swap-oob="true">/);
    expect(news).toMatch(waits);
    expect(news).not.toContain('every ');
    expect(news).toContain('reported by Safaricom');
    expect((await viewer.browser.open(path('/sms'))).status).toBe(200);
  });

  it('says why it failed and what to do, and the price and the number before it is sent again', async () => {
    await told('invalid-number', 'failed');
    const text = await read();
    expect(wordsOf(text)).toContain('No such number Check it with the customer.');
    expect(wordsOf(text)).toMatch(/Send the SMS again This costs 1 SMS, KES 0\.80\. It goes to 07\d\d \d+\./);
    expect(await read(path(), viewer)).not.toContain('send-again');
  });

  it('is sent again by one press, to the number that the customer has now, and names who asked', async () => {
    const id = await told('deliver', 'undelivered', ['AbsentSubscriber']);
    expect(wordsOf(await read())).toContain('Phone off or out of reach The network has given up: call them.');
    const { status, headers } = await press('/send-again', {}, other);
    expect([status, headers.get('location')]).toEqual([303, `${path()}?done=resent`]);
    await at.waitForStatus(id, 'delivered');
    expect(wordsOf(await read())).toMatch(/Waiting to go out asked for by Baraka Mwangi/);
  });

  it('is not sent twice: whoever comes second learns who asked and when', async () => {
    await told('deliver', 'undelivered', ['AbsentSubscriber']);
    await press('/send-again', {}, other);
    const { status, text } = await press('/send-again');
    expect(status).toBe(409);
    expect(wordsOf(text)).toMatch(/Somebody else \(Baraka Mwangi\) did this at \d\d:\d\d/);
    const events = `select from notification_events e join notifications n on n.id = e.notification_id where n.order_id = $1 and e.changed_by is not null`;
    expect((await at.pool.query(events, [order.id])).rowCount).toBe(1);
  });

  it('says when somebody has sent as many again as they may in an hour', async () => {
    const id = await told('invalid-number', 'failed');
    const spent = `insert into quotas (source, span_seconds, used, began_at) values ($1, 3600, 100000, now())
                   on conflict (source, span_seconds) do update set used = 100000`;
    await at.pool.query(spent, [`resends:${clerk.userId}`]);
    const { status, text } = await press('/send-again');
    expect([status, wordsOf(text)]).toEqual([422, expect.stringContaining('as many SMS again as you may in one hour')]);
    expect((await at.notification(id)).status).toBe('failed');
  });

  it('refuses to send again what an order without an SMS does not have', async () => {
    expect((await press('/send-again')).status).toBe(422);
  });
});
