import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBrowser, type Browser } from '../../support/browser.js';
import { aPhone } from '../../support/factories.js';
import { aMember } from '../../support/staff.js';
import { startApp, type TestApp } from '../../support/test-app.js';

const FORM = '/desk/orders/new';

/** Text that would be markup, turns the direction of writing, or is no plain letter. */
const HOSTILE = ['<img src=x onerror=alert(1)>', '\u202egnirts', '🥭'.repeat(50), `"'&amp;`, '%_\\'];

let at: TestApp;
let clerk: Browser;
let viewer: Browser;
let made = 0;
beforeAll(async () => {
  at = await startApp();
  clerk = (await aMember(at, 'clerk')).browser;
  viewer = (await aMember(at, 'viewer')).browser;
});
afterAll(() => at.close());

/** Makes a customer through the API. */
const aCustomer = async (name: string, phone = aPhone()) => {
  const { json } = await (await at.asAdmin()).post('/api/customer', { name, phone });
  return { code: json.customer.customer_code as string, id: json.customer.id as string, phone };
};

const ordersOf = async (phone: string): Promise<Record<string, string>[]> => {
  const text = `select o.item, o.amount::text, c.name from orders o join customers c on c.id = o.customer_id
                where c.phone = $1 order by o.id`;
  return (await at.pool.query(text, [phone])).rows;
};

const keyOf = (page: string): string => /name="key" value="([^"]+)"/.exec(page)?.[1] ?? '';

describe(`GET ${FORM}`, () => {
  it('knows the customer whose code stands in the address, and offers what they order', async () => {
    const { code, phone } = await aCustomer('Wanjiku Kamau');
    await (await at.asAdmin()).post('/api/orders', { phone, item: 'Avocado', amount: '35' });
    const { status, text } = await clerk.open(`${FORM}?customer=${code.toLowerCase()}`);
    expect([status, text.includes('Wanjiku Kamau'), text.includes('data-amount="35.00"')]).toEqual([200, true, true]);
  });

  it('gives each form a key of its own', async () => {
    const [one, other] = [await clerk.open(FORM), await clerk.open(FORM)];
    expect(keyOf(one.text)).not.toBe(keyOf(other.text));
  });

  it('asks who is meant where the address names nobody that exists', async () => {
    for (const customer of ['ZZZZZZZZ', 'x', '%00', HOSTILE[0] ?? ''])
      expect((await clerk.open(`${FORM}?customer=${encodeURIComponent(customer)}`)).text).toContain('Who is it for?');
  });

  it('shows what was typed as text, whatever it is', async () => {
    for (const typed of HOSTILE) {
      const { status, text } = await clerk.open(`${FORM}?new=1&who=${encodeURIComponent(typed)}`);
      expect([status, text.includes('<img src=x')]).toEqual([200, false]);
    }
  });

  it('is forbidden to a viewer, who sees no button that leads here', async () => {
    expect((await viewer.open(FORM)).status).toBe(403);
    expect((await viewer.press(FORM, { item: 'Mango' })).status).toBe(403);
    expect((await viewer.open('/desk')).text).not.toContain('/desk/orders/new');
    expect((await clerk.open('/desk')).text).toContain('/desk/orders/new');
  });
});

describe(`GET ${FORM}/text`, () => {
  it('shows the words and the price that the order will have', async () => {
    const { code, phone } = await aCustomer('Otieno Odhiambo');
    const { text } = await clerk.open(`${FORM}/text?customer=${code}&item=Mango&amount=420`, {
      headers: { 'HX-Request': 'true' },
    });
    const shown = /<blockquote>(.*?)<\/blockquote>/.exec(text)?.[1];
    expect(text).toContain('1 SMS, KES');
    const { location } = await take({ customer: code, item: 'Mango', amount: '420' });
    const id = location.split('/').at(-1)?.split('?')[0];
    const number = (await at.pool.query('select number from orders where id = $1', [id])).rows[0].number;
    expect(shown).toContain(`order no. ${number}:`);
    expect((await ordersOf(phone)).length).toBe(1);
  });

  it('says that no text goes to a landline', async () => {
    const { text } = await clerk.open(`${FORM}/text?new=1&name=Njeri&phone=020+2012345&item=Mango&amount=420`);
    expect(text).toContain('No text goes to this number');
  });

  it('waits while item or amount are not right yet', async () => {
    for (const query of ['', '?customer=x', '?new=1&name=A&item=&amount=1', '?new=1&name=A&item=a&amount=1,5'])
      expect((await clerk.open(`${FORM}/text${query}`)).text).toContain('appears here as you type');
  });
});

/** Sends the form with a key of its own unless `fields` have one. */
const take = async (fields: Record<string, string>) => {
  const answer = await clerk.press(FORM, { key: `key ${++made}`, ...fields });
  return { status: answer.status, text: answer.text, location: answer.headers.get('location') ?? '' };
};

describe(`POST ${FORM}`, () => {
  it('places the order of a customer once, however often the form is sent', async () => {
    const { code, phone } = await aCustomer('Achieng Atieno');
    const form = { customer: code, item: 'Mango', amount: '420', key: 'twice' };
    const answers = await Promise.all([take(form), take(form), take(form)]);
    expect(new Set(answers.map(({ status, location }) => `${status} ${location}`)).size).toBe(1);
    expect(answers[0]).toMatchObject({
      status: 303,
      location: expect.stringMatching(/^\/desk\/orders\/.*\?placed=1$/),
    });
    expect(await ordersOf(phone)).toEqual([{ item: 'Mango', amount: '420.00', name: 'Achieng Atieno' }]);
  });

  it('says that the form was used, and changes nothing, when it is sent for another order', async () => {
    const { code, phone } = await aCustomer('Kiptoo Kemboi');
    await take({ customer: code, item: 'Mango', amount: '420', key: 'used' });
    const again = await take({ customer: code, item: 'Maize', amount: '100', key: 'used' });
    expect([again.status, again.text.includes('This form was sent before')]).toEqual([422, true]);
    expect((await ordersOf(phone)).length).toBe(1);
    expect(keyOf(again.text)).not.toBe('used');
  });

  it('makes the customer of a new caller and places the order, once for a double press', async () => {
    const phone = aPhone();
    const form = { new: '1', name: 'Nafula Wekesa', phone, item: 'Beans', amount: '200', key: 'newcomer' };
    const answers = await Promise.all([take(form), take(form)]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(await ordersOf(phone)).toEqual([{ item: 'Beans', amount: '200.00', name: 'Nafula Wekesa' }]);
  });

  it('names the customer who has the number already, and takes the order for them on request', async () => {
    const { code, phone } = await aCustomer('Mumbi Njoroge');
    const form = { new: '1', name: 'Somebody Else', phone, item: 'Beans', amount: '200' };
    const { status, text } = await take(form);
    expect([status, text.includes('This number belongs to Mumbi Njoroge')]).toEqual([409, true]);
    expect(await ordersOf(phone)).toEqual([]);
    expect((await take({ ...form, customer: code })).status).toBe(303);
    expect((await ordersOf(phone))[0]?.name).toBe('Mumbi Njoroge');
  });

  it('gives the form back as typed, with each fault beside its field', async () => {
    const { status, text } = await take({ new: '1', name: '', phone: '12', item: HOSTILE[0] ?? '', amount: '1,5' });
    expect(status).toBe(422);
    for (const name of ['name', 'phone', 'amount']) expect(text).toContain(`id="${name}-fault"`);
    expect(text).toContain('value="&lt;img src=x onerror=alert(1)>"');
  });

  it('asks who it is for where nobody was chosen', async () => {
    await aCustomer('Zawadi Zuberi');
    const { status, text } = await take({ who: 'zawadi', item: 'Beans', amount: '200' });
    expect([status, text.includes('Zawadi Zuberi'), text.includes('Choose who it is for')]).toEqual([422, true, true]);
  });

  it('refuses texts that are too long, and a form of another site', async () => {
    const { code } = await aCustomer('Baraka Barasa');
    expect((await take({ customer: code, item: 'x'.repeat(201), amount: '1' })).status).toBe(422);
    const foreign = await clerk.open(FORM, {
      method: 'POST',
      body: new URLSearchParams({ customer: code, item: 'x', amount: '1' }).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'cross-site' },
    });
    expect([foreign.status, foreign.headers.get('refresh')]).toEqual([401, expect.stringContaining('/google/login')]);
  });

  it('texts nobody when the clerk says so', async () => {
    const { code, phone } = await aCustomer('Pendo Mwangi');
    await take({ customer: code, item: 'Old order', amount: '1', quiet: 'on' });
    const text = 'select count(*)::int as sms from notifications where phone = $1';
    expect((await at.pool.query(text, [phone])).rows[0].sms).toBe(0);
  });
});

describe('GET /desk/find', () => {
  const find = (typed: string) => clerk.open(`/desk/find?q=${encodeURIComponent(typed)}`);

  it('opens the only hit: by number in any writing, last digits, code, name, and order number', async () => {
    const { code, id } = await aCustomer('Waceera Únique', '0799 123 987');
    for (const typed of [
      '0799123987',
      '+254 799 123987',
      '0799-123',
      '254799',
      '123987',
      code,
      code.toLowerCase(),
      'unique',
    ])
      expect([typed, (await find(typed)).headers.get('location')]).toEqual([typed, `/desk/customers/${id}`]);
    const { location } = await take({ customer: code, item: 'Mango', amount: '420' });
    const order = location.split('?')[0] ?? '';
    const { number } = (await at.pool.query('select number from orders where id = $1', [order.split('/').at(-1)]))
      .rows[0];
    expect((await find(`#${number}`)).headers.get('location')).toBe(order);
  });

  it('offers to make a new customer of what was typed', async () => {
    const { text } = await find('Nobody Whatsoever');
    expect(text).toContain('/desk/orders/new?new=1&amp;who=Nobody%20Whatsoever');
  });

  it('finds nothing wrong in whatever is typed', async () => {
    for (const typed of [...HOSTILE, '', ' ', '%', '_', "'", '+', '#', '0', 'x'.repeat(300), '\u0000'])
      expect([typed, (await find(typed)).status]).toEqual([typed, 200]);
  });
});

describe('signing in', () => {
  it('ends at the page that was asked for', async () => {
    const { headers } = await aBrowser(at).open('/desk/find?q=wanjiku+k');
    expect(headers.get('location')).toBe(`/google/login?to=${encodeURIComponent('/desk/find?q=wanjiku+k')}`);
  });
});
