import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WRONG } from '../support/bad-values.js';
import { aCustomer, aPhone, someOrders } from '../support/factories.js';
import { faultyFields, wrongProblem } from '../support/problems.js';
import { sendBytes } from '../support/raw-http.js';
import { type ApiClient, startApp, type TestApp } from '../support/test-app.js';
import { digestTables } from '../support/test-database.js';

let at: TestApp;
let api: ApiClient;
const world = { code: '', orderId: '' };

const cursorOf = (key: string) => Buffer.from(key).toString('base64url');

beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  const { id, code } = await aCustomer(at.pool);
  await someOrders(at.pool, id, 3);
  Object.assign(world, { code, orderId: (await at.pool.query('select id from orders limit 1')).rows[0].id });
});
afterAll(() => at.close());

describe('text fields', () => {
  it.each([
    ['of four bytes a character and as long as allowed', '🥭'.repeat(100)],
    ['with letters and digits of other scripts', 'Café ማንጎ ٤٢٠ ４２０'],
    ['of both directions with joiners inside', 'שלום نامه\u200cها 👩\u200d🌾 ❤\ufe0f'],
    ['that looks like HTML, SQL or JSON', `<img src=x onerror=alert(1)> '; drop table orders; -- {"a":1} \\u0000 %00`],
  ])('keep text %s as it was sent', async (_, text) => {
    const { customer } = (await api.post('/api/customer', { name: text, phone: aPhone() })).json;
    const { order } = (
      await api.post('/api/orders/create/', { customer_code: customer.customer_code, item: text, amount: '420' })
    ).json;
    const found = (await api.get(`/api/orders/${order.id}/`)).json.order;
    const [listed] = (await api.get('/api/orders?limit=1')).json;
    const shown = [customer.name, order.item, found.item, found.customer_name, listed.item, listed.customer];
    expect(shown).toEqual(shown.map(() => text));
    expect((await at.pool.query('select item from orders where id = $1', [order.id])).rows).toEqual([{ item: text }]);
  });

  it('are measured in characters, not in UTF-16 code units', async () => {
    const order = { customer_code: world.code, amount: '420' };
    expect((await api.post('/api/orders/create/', { ...order, item: '🥭'.repeat(200) })).status).toBe(201);
    expect(faultyFields(await api.post('/api/orders/create/', { ...order, item: '🥭'.repeat(201) }))).toEqual(['item']);
  });

  it('are refused in paths, queries and headers too when PostgreSQL cannot store them', async () => {
    for (const bad of ['%00', '07194%00', '%ED%A0%80', '%FF', '%']) {
      for (const path of [
        '/api/order/$',
        '/api/orders/$/',
        '/api/customers?cursor=$',
        '/api/lookup/all-users/?page=$',
        '/api/orders?$=1',
      ]) {
        const answer = await api.get(path.replace('$', bad));
        expect([path, bad, wrongProblem(answer, answer.status === 404 ? 404 : 400)]).toEqual([path, bad, null]);
      }
    }
    const before = await digestTables(at.pool);
    const body = JSON.stringify({ customer_code: world.code, item: 'Mango', amount: '420' });
    for (const key of ['\0', 'a\0', '\xed\xa0\x80', '🔑', 'a\tb', '\x7f', '', ' ', 'k'.repeat(256)]) {
      const head = `POST /api/orders/create/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer ${api.token}\r\nIdempotency-Key: ${key}`;
      const { status, text } = await sendBytes(
        at.url,
        Buffer.from(
          `${head}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
          'latin1',
        ),
      );
      expect([key, status]).toEqual([key, 400]);
      expect(text).toContain('application/problem+json');
    }
    expect(await digestTables(at.pool)).toBe(before);
  });
});

describe('GET /api/orders', () => {
  it('lists an order whose created_at is infinity with an empty time', async () => {
    const update = 'update orders set created_at = $2::timestamptz where id = $1';
    await at.pool.query(update, [world.orderId, 'infinity']);
    const listed = (await api.get('/api/orders')).json.find(
      ({ order_id }: { order_id: string }) => order_id === world.orderId,
    );
    await at.pool.query(update, [world.orderId, new Date()]);
    expect(listed).toMatchObject({ order_id: world.orderId, time: '' });
  });
});

describe('phone numbers', () => {
  it('are the same number in every notation', async () => {
    const writings = [
      '0719485369',
      '254719485369',
      '+254719485369',
      '+254 719-485-369',
      '+254 (719) 485 369',
      '０７１９４８５３６９',
    ];
    const rarer = ['٠٧١٩٤٨٥٣٦٩', '+2540719485369', ' 0719.485.369 ', 254719485369];
    const made = await api.post('/api/customer', { name: 'Atieno', phone: writings[0] });
    expect([made.status, made.json.customer.phone_number]).toEqual([201, '+254719485369']);
    for (const phone of [...writings, ...rarer]) {
      expect([phone, (await api.post('/api/customer', { name: 'Again', phone })).status]).toEqual([phone, 409]);
      expect((await api.post('/api/order', { phone, item: 'Mango', amount: 1 })).json.order.phone).toBe(
        '+254719485369',
      );
      const statement = await api.get(`/api/order/${encodeURIComponent(phone)}`);
      expect([phone, statement.json.customer_name]).toEqual([phone, 'Atieno']);
    }
  });

  it('may be those of landlines and of other countries', async () => {
    const written = ['020 271 2345', '+44 20 7946 0958', '+1 (212) 555-0123'];
    const phones = await Promise.all(
      written.map(async (phone) => (await api.post('/api/customer', { name: 'Home', phone })).json),
    );
    expect(phones.map(({ customer }) => customer.phone_number)).toEqual([
      '+254202712345',
      '+442079460958',
      '+12125550123',
    ]);
  });

  it('are refused in a path with a 400 that names the phone', async () => {
    for (const phone of [
      'abc',
      '12',
      '+999123456789',
      '00999123456789',
      '0719485369%00',
      '0719485369;ext=5',
      "'%20or%201=1",
      '%20',
    ]) {
      expect([phone, faultyFields(await api.get(`/api/order/${phone}`))]).toEqual([phone, ['phone']]);
    }
  });
});

describe('amounts', () => {
  it.each([
    ['420', '420.00'],
    [420, '420.00'],
    ['0.01', '0.01'],
    [0.5, '0.50'],
    ['000420.5', '420.50'],
    ['999999999999.99', '999999999999.99'],
    [999999999999.99, '999999999999.99'],
  ])('are kept to the cent: %j', async (amount, kept) => {
    const { order } = (await api.post('/api/orders/create/', { customer_code: world.code, item: 'Mango', amount }))
      .json;
    expect([order.amount, (await api.get(`/api/orders/${order.id}`)).json.order.amount]).toEqual([kept, kept]);
  });
});

describe('paths', () => {
  it('answer 404 to a malformed order id as to an unknown one', async () => {
    const none = '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99';
    for (const id of [
      '0',
      '-1',
      '00',
      '0999999',
      '1.0',
      '1e1',
      '+1',
      '٩٩٩٩٩٩',
      '999999',
      '9'.repeat(18),
      '9'.repeat(19),
      'x',
      '%20',
      none,
      `${none}x`,
      `${none}%0a`,
      `{${none}}`,
      "'%20or%201=1",
      'x'.repeat(400),
      '%E2%80%AE',
    ]) {
      expect([id, wrongProblem(await api.get(`/api/orders/${id}/`), 404)]).toEqual([id, null]);
      expect([id, wrongProblem(await api.post(`/api/orders/${id}/cancel`, {}), 404)]).toEqual([id, null]);
    }
    expect((await api.get(`/api/orders/${world.orderId.toUpperCase()}/`)).json.order.id).toBe(world.orderId);
    expect((await api.get('/api/orders/٢/')).json.order.number).toBe(2);
  });

  it('answer a problem when they are far too long', async () => {
    expect(wrongProblem(await api.get(`/api/order/${'1'.repeat(600)}`), 414)).toBeNull();
    const { status, text } = await sendBytes(
      at.url,
      `GET /api/orders/${'1'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    );
    expect([status, text]).toEqual([431, expect.stringContaining('application/problem+json')]);
  });
});

describe('paging', () => {
  const ARRAYS = ['/api/customers', '/api/orders', '/api/order/0719485369'];
  const LISTS = ['/api/lookup/all-users/', '/api/lookup/all-customers/'];

  it.each(ARRAYS)('refuses a malformed limit or cursor of the array %s', async (path) => {
    const limits = ['0', '1001', 'abc', '', '-1', '1.5', '1e2', '%2B5', '9223372036854775808', '5&limit=5'];
    for (const query of limits.map((limit) => `limit=${limit}`)) {
      expect([query, faultyFields(await api.get(`${path}?${query}`))]).toEqual([query, ['limit']]);
    }
    const foreign = path === '/api/customers' ? cursorOf(world.orderId) : cursorOf('3');
    for (const cursor of [
      '',
      'x',
      '%00',
      "'",
      foreign,
      cursorOf('-1'),
      cursorOf('9'.repeat(30)),
      cursorOf(`${world.orderId}'`),
    ]) {
      expect([cursor, faultyFields(await api.get(`${path}?cursor=${cursor}`))]).toEqual([cursor, ['cursor']]);
    }
    for (const unknown of ['page', 'limit[]', 'id', '__proto__', 'toString']) {
      expect(faultyFields(await api.get(`${path}?${encodeURIComponent(unknown)}=1`))).toEqual([unknown]);
    }
  });

  it.each(LISTS)('refuses in the query of the list %s what it refuses in the body', async (path) => {
    for (const page of WRONG.page.filter((value) => typeof value !== 'object' && typeof value !== 'boolean')) {
      expect([page, faultyFields(await api.get(`${path}?page=${encodeURIComponent(page)}`))]).toEqual([page, ['page']]);
    }
    const both = { page: '1', cursor: cursorOf(world.orderId) };
    expect([
      faultyFields(await api.post(path, both)),
      faultyFields(await api.get(`${path}?${new URLSearchParams(both)}`)),
    ]).toEqual([['cursor'], ['cursor']]);
    expect(faultyFields(await api.post(path, { page: 100_000, per_page: 2 }))).toEqual(['page']);
    const sized = await Promise.all([100, '100', '10', 10].map((per_page) => api.post(path, { per_page })));
    expect(sized.map(({ json }) => json.per_page)).toEqual([100, 100, 10, 10]);
    for (const per_page of [101, 1e9, '1000000000'])
      expect(faultyFields(await api.post(path, { per_page }))).toEqual(['per_page']);
  });

  it('refuses a thousand form fields, and a form field that comes twice', async () => {
    const form = Array.from({ length: 1000 }, (_, n) => `field${n}=1`).join('&');
    expect(wrongProblem(await at.curl('/api/customer', form, api.token), 400)).toBeNull();
    expect(faultyFields(await at.curl('/api/lookup/all-users/', 'page=1&page=2', api.token))).toEqual(['page']);
    const twice = '{"per_page":1,"per_page":2}';
    expect(faultyFields(await at.curl('/api/lookup/all-users/', twice, api.token))).toEqual(['per_page']);
  });
});
