import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCustomer } from '../support/factories.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let api: ApiClient;
let code: string;

beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  code = (await aCustomer(at.pool)).code;
});
afterAll(() => at.close());

/** The faults that a 400 names, by field. */
const faultsOf = ({ status, json }: Answer): Record<string, string> =>
  status === 400
    ? Object.fromEntries(json.errors.map(({ field, message }: Record<string, string>) => [field, message]))
    : {};

const order = (more: object) => api.post('/api/orders', { customer_code: code, item: 'Mango', amount: '420', ...more });

describe('a field that the request does not have', () => {
  it.each([
    ['/api/orders', 'customerCode', 'customer_code'],
    ['/api/orders', 'CustomerCode', 'customer_code'],
    ['/api/orders', 'customer-code', 'customer_code'],
    ['/api/orders', 'Customer Code', 'customer_code'],
    ['/api/orders', 'customercode', 'customer_code'],
    ['/api/orders', 'CUSTOMER_CODE', 'customer_code'],
    ['/api/orders', 'costumer_code', 'customer_code'],
    ['/api/orders', 'code', 'customer_code'],
    ['/api/orders', 'phoneNumber', 'phone'],
    ['/api/orders', 'phone_number', 'phone'],
    ['/api/orders', 'mobile', 'phone'],
    ['/api/orders', 'price', 'amount'],
    ['/api/orders', 'totalAmount', 'amount'],
    ['/api/orders', 'ammount', 'amount'],
    ['/api/orders', 'product', 'item'],
    ['/api/orders', 'itm', 'item'],
    ['/api/customer', 'phone_number', 'phone'],
    ['/api/customer', 'fullName', 'name'],
    ['/api/customer', 'nmae', 'name'],
    ['/api/auth/add-user-number', 'phone', 'phone_number'],
    ['/api/auth/add-user-number', 'userId', 'user_id'],
    ['/api/auth/create-customer', 'id', 'user_id'],
    ['/api/auth/login', 'apiKey', 'api_key'],
    ['/api/auth/login', 'username', 'email'],
    ['/api/orders/customer-order/confirm', 'orderId', 'order_id'],
    ['/api/orders/all-orders', 'perPage', 'per_page'],
    ['/api/orders/all-orders', 'limit', 'per_page'],
  ])('at %s is refused with the field that was meant: %s', async (path, sent, meant) => {
    const faults = faultsOf(await api.post(path, { [sent]: 'x' }));
    expect(faults[sent]).toBe(`is not a field of this request: did you mean ${meant}?`);
  });

  it.each(['per_page', 'perPage', 'page_size', 'limmit'])('is explained in a query too: %s', async (sent) => {
    const faults = faultsOf(await api.get(`/api/orders?${sent}=5`));
    expect(faults).toEqual({ [sent]: 'is not a field of this request: did you mean limit?' });
  });

  it.each(['id', 'role', 'currency_code_of_the_shop', 'x', '', '___', '🥭', 'constructor', 'toString'])(
    'is refused without a guess when nothing is near: %j',
    async (sent) => {
      const faults = faultsOf(await api.post('/api/customer', { name: 'Wanjiku', phone: '0712345678', [sent]: 1 }));
      expect(faults).toEqual({ [sent]: 'is not a field of this request' });
    },
  );

  it.each(['items', 'line_items', 'lineItems', 'orderItems', 'products', 'cart'])(
    'says that one order is one item: %s',
    async (sent) => {
      const answer = await api.post('/api/orders', { customer_code: code, [sent]: [{ item: 'Mango', amount: 420 }] });
      expect(faultsOf(answer)).toEqual({
        [sent]: 'is not a field of this request: one order is one item, so send item and amount',
        item: 'is required',
        amount: 'is required',
      });
    },
  );

  it.each(['offset', 'skip'])('says how to go on without a number of rows to skip: %s', async (sent) => {
    const array = faultsOf(await api.get(`/api/orders?${sent}=5`));
    const list = faultsOf(await api.post('/api/orders/all-orders', { [sent]: 5 }));
    expect([array[sent], list[sent]]).toEqual([
      'is not a field of this request: go on with cursor, as the Link header of the page before says',
      'is not a field of this request: go on with page, or with the next_cursor of the page before as cursor',
    ]);
  });

  it('says how to go on to another page of an array', async () => {
    for (const path of ['/api/orders', '/api/customers'])
      expect(faultsOf(await api.get(`${path}?page=2`)).page).toBe(
        'is not a field of this request: go on with cursor, as the Link header of the page before says',
      );
  });

  it('says where a quantity, a currency and a name go', async () => {
    const faults = faultsOf(await order({ quantity: 2, qty: 2, currency: 'KES', customerName: 'Wanjiku' }));
    expect(faults.quantity).toMatch(/into item.*into amount/);
    expect(faults.qty).toBe(faults.quantity);
    expect(faults.currency).toContain('currency of the shop');
    expect(faults.customerName).toContain('/api/customer takes the name');
  });
});

describe('a request with several faults', () => {
  it('is answered with all of them at once', async () => {
    const answer = await api.post('/api/orders', { customerCode: code, item: ['Mango'], price: 420 });
    expect(faultsOf(answer)).toEqual({
      customerCode: 'is not a field of this request: did you mean customer_code?',
      price: 'is not a field of this request: did you mean amount?',
      item: 'is a list, but must be text',
      amount: 'is required',
      customer_code: 'give exactly one of customer_code and phone',
    });
    expect(answer.json.detail).toContain('customerCode: is not a field of this request: did you mean customer_code? ');
  });

  it('names the two ways to name the customer whether there is none of them or both', async () => {
    const [none, both] = [await api.post('/api/orders', {}), await order({ phone: '0712345678', amount: -5 })];
    expect(faultsOf(none)).toEqual({
      item: 'is required',
      amount: 'is required',
      customer_code: 'give exactly one of customer_code and phone',
    });
    expect(faultsOf(both)).toEqual({
      amount: 'must be more than 0',
      customer_code: 'give exactly one of customer_code and phone',
    });
  });

  it('names a phone number that cannot be one beside the other faults', async () => {
    const phone = 'must be a phone number, such as +254712345678 or 0712345678';
    const both = await api.post('/api/orders', { phone: 'abc', item: 'Mango', amount: -5 });
    expect(faultsOf(both)).toEqual({ phone, amount: 'must be more than 0' });
    const alone = await api.post('/api/orders', { phone: 'abc', item: 'Mango', amount: 5 });
    expect([alone.json.type, faultsOf(alone)]).toEqual(['/problems/phone-invalid', { phone }]);
  });

  it('keeps the code of its own where that is the only fault', async () => {
    const answer = await api.post('/api/orders', { item: 'Mango', amount: 420 });
    expect([answer.json.type, faultsOf(answer)]).toEqual([
      '/problems/customer-unnamed',
      { customer_code: 'give exactly one of customer_code and phone' },
    ]);
  });
});

describe('an object around the fields', () => {
  it.each(['order', 'data', 'body', 'payload', 'Order', 'customer'])(
    'is refused with what to do, and with every fault of the fields in it: %s',
    async (name) => {
      const inner = { customer_code: code, item: 'Mango', amount: -5, price: 1 };
      expect(faultsOf(await api.post('/api/orders', { [name]: inner }))).toEqual({
        [name]: `is an object around the fields: send them without "${name}" around them`,
        price: 'is not a field of this request: did you mean amount?',
        amount: 'must be more than 0',
      });
      const right = { customer_code: code, item: 'Mango', amount: '420' };
      expect(Object.keys(faultsOf(await api.post('/api/orders', { [name]: right })))).toEqual([name]);
      expect((await api.post('/api/orders', right)).status).toBe(201);
    },
  );

  it('is found at every route, and beside other fields', async () => {
    const customer = { customer: { name: 'Wanjiku', phone: '0712345678' } };
    expect(Object.keys(faultsOf(await api.post('/api/customer', customer)))).toEqual(['customer']);
    const paging = { paging: { page: 1 }, status: 'pending' };
    expect(Object.keys(faultsOf(await api.post('/api/orders/all-orders', paging)))).toEqual(['paging']);
  });

  it('is a list that holds the object, or a text', async () => {
    const one = { customer_code: code, item: 'Mango', amount: '420' };
    for (const type of ['application/json', 'application/x-www-form-urlencoded'])
      for (const list of [[one], [one, one], []])
        expect(faultsOf(await api.post('/api/orders', JSON.stringify(list), { 'Content-Type': type }))).toEqual({
          body: 'must be a JSON object, not a list: send each object alone, without [ ] around it',
        });
    expect(faultsOf(await api.post('/api/orders', JSON.stringify(JSON.stringify(one))))).toEqual({
      body: 'must be a JSON object, not a text: send it without quotes around it',
    });
    for (const other of ['1', 'true', 'null'])
      expect([other, faultsOf(await api.post('/api/orders', other)).body]).toEqual([other, 'must be a JSON object']);
  });
});

describe('a form that is labelled as JSON', () => {
  it.each(['item=Mango&amount=420', 'customer_code=BHTMCDOO', ' a%5B%5D=1', 'page=1'])(
    'is refused with the type that it has: %s',
    async (body) => {
      expect(faultsOf(await api.post('/api/orders', body))).toEqual({
        body: 'must be valid JSON, and looks like a form: send it as application/x-www-form-urlencoded',
      });
    },
  );
});

describe('a list or an object in place of a value', () => {
  it.each([
    [{ item: ['Mango'] }, 'item', 'is a list, but must be text'],
    [{ item: { name: 'Mango' } }, 'item', 'is an object, but must be text'],
    [
      { amount: { value: 420, currency: 'KES' } },
      'amount',
      'is an object, but must be a decimal number, such as 420 or 420.50',
    ],
    [{ amount: [] }, 'amount', 'is a list, but must be a decimal number, such as 420 or 420.50'],
    [{ customer_code: {} }, 'customer_code', 'is an object, but must be 8 letters, such as BHTMCDOO'],
  ])('is refused with what the field takes: %j', async (more, field, message) => {
    expect(faultsOf(await order(more))).toEqual({ [field]: message });
  });
});

describe('an amount that is written in another way', () => {
  it.each([
    [-5, 'must be more than 0'],
    ['-5.50', 'must be more than 0'],
    ['−5', 'must be more than 0'],
    ['KES -5', 'must be more than 0'],
    [0, 'must be more than 0'],
    ['0,00', 'must be more than 0'],
    ['1,420', 'write it without commas: 1420'],
    ['1,420.50', 'write it without commas: 1420.50'],
    ['٤٬٢٠٠', 'write it without marks between the digits: 4200'],
    ['1,234,567', 'write it without commas: 1234567'],
    ['12,34,567', 'write it without commas: 1234567'],
    ['1.420,50', 'write it without points between the thousands and with a point before the cents: 1420.50'],
    ['1.234.567', 'write it without points between the thousands: 1234567'],
    ['420,50', 'write it with a point before the cents: 420.50'],
    ['.5', 'write 0.5'],
    ['5.', 'write 5'],
    ['KES 420', 'write it without KES: 420'],
    ['Ksh.420', 'write it without Ksh.: 420'],
    ['420 bob', 'write it without bob: 420'],
    ['$420', 'write it without $: 420'],
    ['"420"', 'write it without quotes: 420'],
    ['420 shillings', 'write it without shillings: 420'],
    ['UGX 420', 'write it without UGX: 420'],
    ['420,-', 'write it without ,-: 420'],
    ['1.5k', 'write it out: 1500'],
    ['2 thousand', 'must be a decimal number, such as 420 or 420.50'],
    ['4 mia', 'must be a decimal number, such as 420 or 420.50'],
    ['420/=', 'write it without /=: 420'],
    ['KES 1,420/=', 'write it without KES and without /= and without commas: 1420'],
    ['1 420', 'write it without spaces: 1420'],
    ['1\u00a0420.50', 'write it without spaces: 1420.50'],
    ["1'420", 'write it without marks between the digits: 1420'],
    ['+420', 'write it without the plus sign: 420'],
    ['1e3', 'write it out, without an exponent: 1000'],
    ['1.5E3', 'write it out, without an exponent: 1500'],
    [1e21, 'write it out, without an exponent'],
    ['four hundred', 'must be a decimal number, such as 420 or 420.50'],
    ['1.2.3', 'must be a decimal number, such as 420 or 420.50'],
    ['', 'must be a decimal number, such as 420 or 420.50'],
    ['NaN', 'must be a decimal number, such as 420 or 420.50'],
    ['0x10', 'must be a decimal number, such as 420 or 420.50'],
    [true, 'must be a decimal number, such as 420 or 420.50'],
  ])('is refused with how to write it: %j', async (amount, message) => {
    expect(faultsOf(await order({ amount }))).toEqual({ amount: message });
  });

  it('is taken when it is written as the answer says', async () => {
    for (const amount of ['1,420', '1.420,50', '.5', '5.', 'KES 420', '420/=', '1e3', '1 420']) {
      const written = faultsOf(await order({ amount }))
        .amount?.split(' ')
        .at(-1);
      expect([amount, (await order({ amount: written })).status]).toEqual([amount, 201]);
    }
  });
});

describe('the size of a page', () => {
  it.each(['101', 500, 5000, 1e9])(
    'is refused beyond the most rows of a page, which the answer names: %j',
    async (size) => {
      const message = 'must be a whole number from 1 to 100: read more by cursor, page after page';
      expect(faultsOf(await api.post('/api/orders/all-orders', { per_page: size }))).toEqual({ per_page: message });
      expect(faultsOf(await api.get(`/api/lookup/all-users?per_page=${size}`))).toEqual({ per_page: message });
      expect(faultsOf(await api.get(`/api/notifications?per_page=${size}`))).toEqual({ per_page: message });
    },
  );

  it('is refused in the same way at the arrays, up to their own most', async () => {
    for (const path of ['/api/orders', '/api/customers'])
      expect(faultsOf(await api.get(`${path}?limit=5000`))).toEqual({
        limit: 'must be a whole number from 1 to 1000: read more by cursor, page after page',
      });
  });
});

describe.each([
  {
    currency: 'UGX',
    hints: [
      ['four hundred', 'must be a whole number, such as 420'],
      [[], 'is a list, but must be a whole number, such as 420'],
      ['1,420.00', 'write it without commas: 1420'],
      ['1,420.50', 'must be whole: UGX has no cents, so write 1420 or 1421'],
      ['420,50', 'must be whole: UGX has no cents, so write 420 or 421'],
      ['.5', 'must be whole: UGX has no cents, so write 1'],
      ['5.', 'write 5'],
      ['USh 420/=', 'write it without USh and without /=: 420'],
      ['1.5k', 'write it out: 1500'],
      ['420.50', 'must be whole: UGX has no cents, so write 420 or 421'],
    ],
  },
  {
    currency: 'BHD',
    hints: [
      ['four hundred', 'must be a decimal number, such as 420 or 420.500'],
      ['1,420', 'write it without commas: 1420, or with a point: 1.420'],
      ['1,420.500', 'write it without commas: 1420.500'],
      ['420.1234', 'must have at most 12 digits before the point and 3 after it'],
    ],
  },
] as const)('what is said of an amount in $currency', ({ currency, hints }) => {
  let shop: TestApp;
  beforeAll(async () => {
    shop = await startApp({ CURRENCY: currency });
  });
  afterAll(() => shop.close());

  it('suits the currency, alone and beside other faults', async () => {
    const admin = await shop.asAdmin();
    const place = (more: object) => admin.post('/api/orders', { customer_code: 'BHTMCDOO', item: 'Mango', ...more });
    for (const [amount, message] of hints) {
      expect([amount, faultsOf(await place({ amount }))]).toEqual([amount, { amount: message }]);
      expect([amount, faultsOf(await place({ amount, item: '' })).amount]).toEqual([amount, message]);
    }
  });
});
