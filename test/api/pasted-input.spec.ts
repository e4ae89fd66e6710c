import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCustomer, aPhone, someOrders } from '../support/factories.js';
import { faultyFields } from '../support/problems.js';
import { type ApiClient, startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let api: ApiClient;
let customer: { id: string; code: string; phone: string };
let orderId: string;

beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  customer = await aCustomer(at.pool);
  await someOrders(at.pool, customer.id, 3);
  orderId = (await at.pool.query('select id from orders order by id limit 1')).rows[0].id;
});
afterAll(() => at.close());

/** What phone books, chats, tables and web pages put before and after a value. */
const AROUND = [
  ['spaces', ' ', ' '],
  ['the end of a line of a CSV', '', '\r'],
  ['the end of a line', '', '\r\n'],
  ['a tab', '\t', '\t'],
  ['no-break spaces', '\u00a0', '\u202f'],
  ['a figure space and an ideographic one', '\u2007', '\u3000'],
  ['an embedding', '\u202a', '\u202c'],
  ['an override', '\u202d', '\u202c'],
  ['an isolate', '\u2066', '\u2069'],
  ['a first-strong isolate', '\u2068', '\u2069'],
  ['direction marks', '\u200e', '\u200f'],
  ['a byte order mark', '\ufeff', ''],
  ['zero-width spaces', '\u200b', '\u2060'],
  ['a soft hyphen and a variation selector', '\u00ad', '\ufe0f'],
] as const;

describe.each(AROUND)('%s around a value', (_, before, after) => {
  const paste = (value: unknown) => `${before}${value}${after}`;

  it('does not change an order that names its customer by code or phone', async () => {
    const byCode = { customer_code: paste(customer.code), item: paste('Mango'), amount: paste('420') };
    const byPhone = { phone: paste(customer.phone), item: paste('Mango'), amount: paste('420') };
    for (const body of [byCode, byPhone]) {
      const { status, json } = await api.post('/api/orders/create/', body);
      expect([status, json.order?.customer_code, json.order?.item, json.order?.amount]).toEqual([
        201,
        customer.code,
        'Mango',
        '420.00',
      ]);
    }
  });

  it('does not change a number or an id in an address', async () => {
    const statement = await api.get(`/api/order/${encodeURIComponent(paste(customer.phone))}`);
    expect([statement.status, statement.json.phone]).toEqual([200, customer.phone]);
    const found = await api.get(`/api/orders/${encodeURIComponent(paste(orderId.toUpperCase()))}/`);
    expect([found.status, found.json.order?.id]).toEqual([200, orderId]);
  });

  it('does not change paging, a filter or a confirmation', async () => {
    const list = '/api/orders/all-orders/';
    const first = await api.post(list, {
      page: paste(1),
      per_page: paste(2),
      status: paste('pending'),
      customer_code: paste(customer.code),
    });
    expect([first.status, first.json.orders?.length]).toEqual([200, 2]);
    const next = await api.post(list, { cursor: paste(first.json.next_cursor) });
    expect(next.status).toBe(200);
    const confirmed = await api.post('/api/orders/customer-order/confirm/', {
      customer_code: paste(customer.code),
      order_id: paste(orderId),
    });
    expect(confirmed.status).toBe(200);
  });

  it('does not change a name, an e-mail, a key or a password', async () => {
    const made = await api.post('/api/customer', { name: paste('Wanjiku Kamau'), phone: paste(aPhone()) });
    expect([made.status, made.json.customer?.name]).toEqual([201, 'Wanjiku Kamau']);
    const login = { email: 'admin1@example.com', password: 'correct horse battery', api_key: '123456721' };
    const pasted = await at.as().post('/api/auth/login/', { ...login, email: paste(login.email) });
    expect(pasted.status).toBe(200);
    for (const field of ['password', 'api_key'] as const) {
      await at.pool.query('truncate login_attempts');
      const answer = await at.as().post('/api/auth/login/', { ...login, [field]: paste(login[field]) });
      expect([field, answer.status]).toEqual([field, 200]);
    }
    const key = paste('123456721');
    const registration = { email: `${aPhone().slice(1)}@example.com`, phone_number: aPhone(), api_key: key };
    const registered = await at
      .as()
      .post('/api/auth/admin-register', { ...registration, password: paste(' a b c d e ') });
    expect(registered.status).toBe(201);
    await at.pool.query('truncate login_attempts');
  });
});

describe('values as other programs write them', () => {
  it.each([
    ['customer_code', (code: string) => code.toLowerCase()],
    [
      'customer_code',
      (code: string) => String.fromCharCode(...Array.from(code, (letter) => letter.charCodeAt(0) + 0xfee0)),
    ],
    ['customer_code', (code: string) => `${code.slice(0, 4)}\r\n${code.slice(4)}`],
    ['customer_code', (code: string) => `"${code}"`],
    ['customer_code', (code: string) => `'${code}`],
    ['customer_code', (code: string) => `="${code}"`],
    ['customer_code', (code: string) => `“${code}”,`],
    ['customer_code', (code: string) => `${code}.`],
  ])('reads a %s written otherwise as the same', async (_, write) => {
    const answer = await api.post('/api/orders', { customer_code: write(customer.code), item: 'Mango', amount: '1' });
    expect(answer.json.order.customer_code).toBe(customer.code);
  });

  it.each(['–', '‑', '−', '—', '－'])('reads an id with the dash %s as the same', async (dash) => {
    const written = orderId.replaceAll('-', dash);
    expect((await api.get(`/api/orders/${encodeURIComponent(written)}`)).json.order.id).toBe(orderId);
    const body = { customer_code: customer.code, order_id: written };
    expect((await api.post('/api/orders/customer-order/confirm/', body)).status).toBe(200);
  });

  it.each([
    (id: string) => `"${id}"`,
    (id: string) => `'${id}`,
    (id: string) => `${id},`,
    (id: string) => `("${id.toUpperCase()}")`,
  ])('reads an id with quotation marks and commas around it as the same', async (write) => {
    const body = { customer_code: customer.code, order_id: write(orderId) };
    expect((await api.post('/api/orders/customer-order/confirm/', body)).status).toBe(200);
    expect((await api.get(`/api/orders/${encodeURIComponent(write(orderId))}`)).status).toBe(200);
  });

  it.each(['"admin1@example.com"', '“admin1@example.com”', 'admin1@example.com,', '<admin1@example.com>;'])(
    'reads the address %s',
    async (email) => {
      const body = { email, password: 'correct horse battery', api_key: '123456721' };
      expect((await at.as().post('/api/auth/login/', body)).status).toBe(200);
    },
  );

  it.each(["'admin1@example.com", 'admin1@example.com.', 'a@example.com,admin1@example.com'])(
    'does not take %s for another address',
    async (email) => {
      const body = { email, password: 'correct horse battery', api_key: '123456721' };
      expect((await at.as().post('/api/auth/login/', body)).status).toBeGreaterThanOrEqual(400);
    },
  );

  it.each([
    ['４２０', '420.00'],
    ['٤٢٠', '420.00'],
    ['٤٢٠٫٥٠', '420.50'],
    ['४२०', '420.00'],
    ['４２０．５', '420.50'],
  ])('reads the amount %s', async (amount, kept) => {
    const { json } = await api.post('/api/orders', { customer_code: customer.code, item: 'Mango', amount });
    expect(json.order?.amount).toBe(kept);
  });

  it('reads a page number in other digits', async () => {
    for (const page of ['１', '١', '१', '1.0', '01', '1\u200b', '１．０'])
      expect((await api.get(`/api/lookup/all-users/?page=${encodeURIComponent(page)}`)).json.page).toBe(1);
  });

  it.each(['\n', '\r\n', '\r', '\n\n', ' ', ' \r\n', '\u00a0', '\u200b', '\ufeff', '\u2069\u202c'])(
    'takes an API key and a password with what stands after them in a file or a chat: %j',
    async (end) => {
      const body = { email: 'admin1@example.com', password: 'correct horse battery', api_key: '123456721' };
      for (const field of ['password', 'api_key'] as const) {
        await at.pool.query('truncate login_attempts');
        const answer = await at.as().post('/api/auth/login/', { ...body, [field]: body[field] + end });
        expect([field, answer.status]).toEqual([field, 200]);
      }
    },
  );

  it.each([
    ['correct  horse battery', 401],
    ['correct\u00a0horse battery', 401],
    ['correct\u200b horse battery', 401],
    ['correct horse\r battery', 401],
    ['Correct horse battery', 401],
    ['ｃorrect horse battery', 401],
  ])('changes nothing inside a password: %j', async (password, status) => {
    await at.pool.query('truncate login_attempts');
    const body = { email: 'admin1@example.com', password, api_key: '123456721' };
    expect((await at.as().post('/api/auth/login/', body)).status).toBe(status);
  });

  it('keeps the spaces of a password that was chosen with them, and drops a line break', async () => {
    const email = `${aPhone().slice(1)}@example.com`;
    const registration = { email, phone_number: aPhone(), password: ' my own words \r\n', api_key: '123456721' };
    expect((await at.as().post('/api/auth/admin-register', registration)).status).toBe(201);
    for (const [password, status] of [
      [' my own words ', 200],
      [' my own words \r', 200],
      ['my own words', 401],
      [' my own words', 401],
    ] as const) {
      await at.pool.query('truncate login_attempts');
      const answer = await at.as().post('/api/auth/login/', { email, password, api_key: '123456721' });
      expect([password, answer.status]).toEqual([password, status]);
    }
  });

  it.each([
    ['in braces', (id: string) => `{${id}}`],
    ['in parentheses', (id: string) => `(${id})`],
    ['in quotation marks', (id: string) => `"${id}"`],
    ['without dashes', (id: string) => id.replaceAll('-', '')],
    ['as a URN', (id: string) => `urn:uuid:${id}`],
    ['in capitals and braces', (id: string) => `{${id.toUpperCase()}}`],
  ])('reads an id %s as the same', async (_, write) => {
    const written = write(orderId);
    expect((await api.get(`/api/orders/${encodeURIComponent(written)}`)).json.order?.id).toBe(orderId);
    const body = { customer_code: customer.code, order_id: written };
    expect((await api.post('/api/orders/customer-order/confirm/', body)).json.order?.id).toBe(orderId);
    const list = { customer_id: write(customer.id) };
    expect((await api.post('/api/orders/customer/all-orders/', list)).json.customer?.id).toBe(customer.id);
    const { notifications } = (await api.get('/api/notifications?per_page=1')).json;
    if (notifications.length > 0) {
      const found = await api.get(`/api/notifications/${encodeURIComponent(write(notifications[0].id))}`);
      expect(found.json.notification?.id).toBe(notifications[0].id);
    }
  });

  it.each(['0001', '#0001', 'no. 01', '０００１', '٠٠١', '№ 1', ' 01\u200b'])(
    'reads the order number %s as the same, in an address and in a body',
    async (written) => {
      const { order } = (await api.get('/api/orders/1')).json;
      expect((await api.get(`/api/orders/${encodeURIComponent(written)}`)).json.order?.id).toBe(order.id);
      const body = { customer_code: customer.code, order_id: written };
      expect((await api.post('/api/orders/customer-order/confirm/', body)).json.order?.number).toBe(1);
    },
  );

  it.each([
    'https://wa.me/$',
    'wa.me/$?text=Habari%20yako',
    'https://api.whatsapp.com/send?phone=$&text=Habari',
    'whatsapp://send?phone=$',
    'tel:+$',
  ])('reads the link %s as its number, in an address and in a body', async (link) => {
    const written = link.replace('$', customer.phone.slice(1));
    expect((await api.get(`/api/order/${encodeURIComponent(written)}`)).json.phone).toBe(customer.phone);
    const placed = await api.post('/api/orders', { phone: written, item: 'Mango', amount: '1' });
    expect(placed.json.order?.phone).toBe(customer.phone);
  });

  it('reads a local number with the code of its country beside it', async () => {
    const written = `tel:0${customer.phone.slice(4)};phone-context=+254`;
    expect((await api.get(`/api/order/${encodeURIComponent(written)}`)).json.phone).toBe(customer.phone);
    expect((await api.get(`/api/order/${written}`)).json.phone).toBe(customer.phone);
    const placed = await api.post('/api/orders', { phone: written, item: 'Mango', amount: '1' });
    expect(placed.json.order?.phone).toBe(customer.phone);
  });

  it.each(['\u200b', '\u00ad', '\u2060', '\ufeff', '\ufe0f', '\u3164', '\u034f', '\u{e0041}'])(
    'reads an e-mail with the invisible character %j inside as the same',
    async (mark) => {
      const body = {
        email: `ad${mark}min1@exam${mark}ple.com`,
        password: 'correct horse battery',
        api_key: '123456721',
      };
      await at.pool.query('truncate login_attempts');
      expect((await at.as().post('/api/auth/login/', body)).status).toBe(200);
    },
  );

  it.each(['mailto:Admin1@Example.com', '<admin1@example.com>', 'mailto:admin1@example.com?subject=Habari'])(
    'reads an e-mail address as mail programs write it: %s',
    async (email) => {
      const body = { email, password: 'correct horse battery', api_key: '123456721' };
      await at.pool.query('truncate login_attempts');
      expect((await at.as().post('/api/auth/login/', body)).status).toBe(200);
    },
  );
});

describe('names and items', () => {
  it.each([
    ['composed', 'Cafe\u0301 Ngu\u0303gi\u0303', 'Café Ngũgĩ'],
    ['without marks of direction', 'שלום \u202eabc\u202c a\u200bb\u2066c\u2069', 'שלום abc abc'],
    ['with the joiners of emoji', '👩\u200d🌾 ❤\ufe0f\u200b ', '👩\u200d🌾 ❤\ufe0f'],
  ])('stores a name and an item %s, as they are shown', async (_, text, kept) => {
    const { customer: made } = (await api.post('/api/customer', { name: text, phone: aPhone() })).json;
    const { order } = (await api.post('/api/orders', { customer_code: made.customer_code, item: text, amount: '1' }))
      .json;
    const { rows } = await at.pool.query(
      'select o.item, c.name from orders o join customers c on c.id = o.customer_id where o.id = $1',
      [order.id],
    );
    expect([made.name, order.item, order.customer_name, rows[0]]).toEqual([
      kept,
      kept,
      kept,
      { item: kept, name: kept },
    ]);
  });

  it.each(['\u200b', '\u202e\u202c', '\u3164', '\u2800 \u2800', '\ufe0f', '\u{e0041}'])(
    'refuses a name and an item of which nobody sees anything: %j',
    async (text) => {
      const order = { customer_code: customer.code, item: text, amount: '1' };
      expect(faultyFields(await api.post('/api/orders', order))).toEqual(['item']);
      expect(faultyFields(await api.post('/api/customer', { name: text, phone: aPhone() }))).toEqual(['name']);
    },
  );
});
