import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { routesIn } from '../support/documented-routes.js';
import { aCustomer, aPhone } from '../support/factories.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../support/test-app.js';

const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const CODE = expect.stringMatching(/^[A-Z]{8}$/);

let at: TestApp;
let api: ApiClient;

beforeAll(async () => {
  at = await startApp({ ROLE: 'api' });
  api = await at.asAdmin();
});
afterAll(() => at.close());

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

/** Every way to send a body that the phone API takes. */
const SENDERS: Record<string, (path: string, body: Record<string, string>) => Promise<Answer>> = {
  'as JSON': (path, body) => api.post(path, body),
  'as JSON labelled a form': (path, body) => api.post(path, JSON.stringify(body, null, 4), FORM),
  'as a form': (path, body) => api.post(path, new URLSearchParams(body).toString(), FORM),
};

/** The same value with words in place of the document's own. */
function fillIn<T>(value: T, words: Readonly<Record<string, string>>): T {
  const filled = Object.entries(words).reduce((json, [word, by]) => json.replaceAll(word, by), JSON.stringify(value));
  return JSON.parse(filled);
}

describe('the phone API', () => {
  it('gives empty lists while no customer is there', async () => {
    for (const path of ['/api/customers', '/api/orders', '/api/customers?limit=5', '/api/orders/?limit=5']) {
      const { status, text, headers } = await api.get(path);
      expect([path, status, text, headers.get('link')]).toEqual([path, 200, '[]', null]);
    }
    const { phone, name } = await aCustomer(at.pool);
    for (const path of [`/api/order/${phone}`, `/api/order/${phone}?limit=5`])
      expect((await api.get(path)).json).toEqual({ customer_name: name, phone, orders: [] });
    await at.pool.query('truncate customers restart identity cascade');
  });

  it('answers each documented request with the documented fields', async () => {
    const documented = routesIn(readFileSync('docs/api/phone-api.md', 'utf8'));
    expect(documented.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/customer',
      'GET /api/customers',
      'POST /api/order',
      'GET /api/order/<phone>',
      'GET /api/orders',
      'GET /google/login',
      'POST /google/auth/',
    ]);
    const asSent = { '<phone>': '0712345678', 'Customer Phone Number': '0712345678', 'Order Amount': '420' };
    const asShown = {
      ...{ 'Customer Phone Number': '+254712345678', 'Order Amount': '420.00' },
      'Order Creation Time': '2024-10-01T12:00:00.000Z',
    };
    for (const { method, path, request, response } of documented.filter(({ path }) => path.startsWith('/api/'))) {
      const address = fillIn(path, asSent);
      const answer = await (method === 'GET' ? api.get(address) : api.post(address, fillIn(request ?? {}, asSent)));
      expect([path, answer.status, answer.json]).toMatchObject([
        path,
        method === 'GET' ? 200 : 201,
        fillIn(response, asShown),
      ]);
      await at.pool.query(`update orders set created_at = '2024-10-01 12:00:00+00'`);
    }
    await at.pool.query('truncate customers restart identity cascade');
  });

  it('shows a customer and an order in the documented form from registration to the lists', async () => {
    const registered = await SENDERS['as JSON']?.('/api/customer', { name: 'Customer Name', phone: '0712345678' });
    expect([registered?.status, registered?.json.message]).toEqual([201, 'customer created successfully']);
    const [customer] = (await api.get('/api/customers')).json;
    const { customer_id, customer_code } = customer;
    expect(customer).toEqual({
      id: 1,
      name: 'Customer Name',
      phone: '+254712345678',
      customer_id: UUID,
      customer_code: CODE,
    });

    const placed = await SENDERS['as JSON']?.('/api/order', { phone: '0712345678', item: 'Item Name', amount: '420' });
    expect([placed?.status, placed?.json.message]).toEqual([201, 'Order created successfully']);
    await at.pool.query(`update orders set created_at = '2024-10-01 15:00:00.987+03'`);
    const order = { item: 'Item Name', amount: '420.00' };
    const id = placed?.json.order_id;
    expect((await api.get('/api/order/0712345678')).json).toEqual({
      customer_name: 'Customer Name',
      phone: '+254712345678',
      orders: [{ order_id: 1, ...order, created_at: '2024-10-01 12:00:00', id, status: 'pending' }],
    });
    const listed = { ...order, time: '2024-10-01T12:00:00.987Z', customer: 'Customer Name', phone: '+254712345678' };
    const more = { order_id: id, number: 1, status: 'pending', customer_code, currency: 'KES' };
    expect((await api.get('/api/orders')).json).toEqual([{ ...listed, ...more }]);
    expect(customer_id).toBe((await at.pool.query('select customer_id from orders')).rows[0].customer_id);
  });

  it('queues one notification for the customer of a new order', async () => {
    const { phone } = await aCustomer(at.pool);
    const { json } = await api.post('/api/order', { phone, item: 'Mango', amount: 420 });
    const { rows } = await at.pool.query('select phone, status from notifications where order_id = $1', [
      json.order_id,
    ]);
    expect(rows).toEqual([{ phone, status: 'queued' }]);
  });

  it.each(Object.keys(SENDERS))(
    'takes a customer and an order sent %s, with a trailing slash or without',
    async (how) => {
      const send = SENDERS[how] as (typeof SENDERS)[string];
      for (const slash of ['', '/']) {
        const phone = aPhone();
        const customer = await send(`/api/customer${slash}`, { name: 'Otieno & Sons + Co', phone });
        expect([customer.status, customer.json.customer]).toEqual([
          201,
          expect.objectContaining({ name: 'Otieno & Sons + Co', phone_number: phone }),
        ]);
        const order = await send(`/api/order${slash}`, { phone, item: 'Mango & lime', amount: '420.5' });
        expect([order.status, order.json.order]).toEqual([
          201,
          expect.objectContaining({ phone, item: 'Mango & lime', amount: '420.50' }),
        ]);
        expect((await api.get(`/api/order/${phone}${slash}`)).json.orders).toHaveLength(1);
        for (const list of ['/api/customers', '/api/orders']) expect((await api.get(list + slash)).status).toBe(200);
      }
    },
  );

  it('answers 400 to missing and invalid fields, and names them', async () => {
    const wrong: [string, object, string[]][] = [
      ['/api/customer', {}, ['name', 'phone']],
      ['/api/customer', { name: 'Customer Name', phone: 'Customer Phone Number' }, ['phone']],
      ['/api/customer', { name: '', phone: aPhone() }, ['name']],
      ['/api/order', {}, ['item', 'amount', 'customer_code']],
      ['/api/order', { phone: aPhone(), item: 'Item Name', amount: 'Order Amount' }, ['amount']],
      ['/api/order', { phone: 'Customer Phone Number', item: 'Item Name', amount: '1' }, ['phone']],
      ['/api/order', { phone: aPhone(), item: 'Item Name', amount: '1', status: 'confirmed' }, ['status']],
    ];
    for (const [path, body, fields] of wrong) {
      const { status, json } = await api.post(path, body);
      const named = json.errors?.map(({ field }: { field: string }) => field);
      expect([path, body, status, named]).toEqual([path, body, 400, fields]);
    }
  });

  it('answers 404 to an unknown phone number, 400 to a wrong one and 409 to a taken one', async () => {
    const { phone } = await aCustomer(at.pool);
    const stranger = aPhone();
    expect((await api.post('/api/order', { phone: stranger, item: 'Mango', amount: '1' })).status).toBe(404);
    expect((await api.get(`/api/order/${stranger}`)).status).toBe(404);
    expect((await api.get('/api/order/mango')).status).toBe(400);
    expect((await api.post('/api/customer', { name: 'Another', phone: phone.replace('+254', '0') })).status).toBe(409);
  });

  it('finds a customer by the phone number in any usual notation', async () => {
    const { name } = await aCustomer(at.pool, 'Akinyi');
    await at.pool.query('update customers set phone = $1 where name = $2', ['+254722000111', name]);
    const writings = [
      '0722000111',
      '254722000111',
      '+254722000111',
      '%2B254722000111',
      '%2b254722000111',
      '+254-722-000-111',
    ];
    const spaced = ['0722%20000%20111', '%2B254%20722%20000%20111', '+254%20722-000-111', '(0722)%20000-111'];
    const answers = await Promise.all(
      [...writings, ...spaced].map(async (phone) => [phone, (await api.get(`/api/order/${phone}`)).json]),
    );
    expect(answers).toEqual(
      [...writings, ...spaced].map((phone) => [phone, { customer_name: 'Akinyi', phone: '+254722000111', orders: [] }]),
    );
  });
});
