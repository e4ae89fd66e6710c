import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findJsonFault } from '../../../src/http/bodies/json-fault.js';
import { writeNumber } from '../../../src/http/bodies/json-members.js';
import { measureWork } from '../../support/deadlines.js';
import { aCustomer, aPhone } from '../../support/factories.js';
import { faultyFields } from '../../support/problems.js';
import { type ApiClient, startApp, type TestApp } from '../../support/test-app.js';

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

let at: TestApp;
let api: ApiClient;
let code: string;
beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  ({ code } = await aCustomer(at.pool));
});
afterAll(() => at.close());

const count = async (): Promise<number> => (await at.pool.query('select count(*)::int n from orders')).rows[0].n;
/** Places an order whose item and amount are written as JSON. */
const order = (item: string, amount: string, headers = {}) =>
  api.post('/api/orders/create/', `{"customer_code":"${code}","item":${item},"amount":${amount}}`, headers);

describe('a JSON field that comes twice', () => {
  it.each([
    ['{"amount":"1","amount":"2"}', 'amount'],
    ['{"amount":"1","amount":"1"}', 'amount'],
    ['{"amount":null,"amount":"2"}', 'amount'],
    ['{"amount":1, "item":"x" ,\n"amount":2}', 'amount'],
    ['{"amount":"1","am\\u006funt":"2"}', 'amount'],
    ['{"item":"a:b,\\"item\\":","item":"b"}', 'item'],
    ['{"item":"\\\\","item":"b"}', 'item'],
    ['{"item":{"a":1},"item":"b"}', 'item'],
    ['{"item":["a",{"b":[]}],"x":1,"item":2}', 'item'],
    ['{"role":"user","role":"admin"}', 'role'],
    ['{"":1,"":2}', ''],
  ])('gets a 400 that names it: %s', async (body, field) => {
    const before = await count();
    for (const headers of [{}, FORM]) {
      const answer = await api.post('/api/orders/create/', body, headers);
      expect(faultyFields(answer)).toEqual([field]);
      expect(answer.json.errors[0].message).toContain('more than once');
    }
    expect(await count()).toBe(before);
  });

  it('is not seen in texts that look like fields', async () => {
    for (const item of ['"item":"x","item":', 'at 10:30, "amount":1', '{"item":1}', '\\":\\\\', ':::::::'])
      expect((await order(JSON.stringify(item), '"420"')).json.order?.item).toBe(item);
  });
});

describe('a JSON number', () => {
  it.each([
    '420.10000000000000001',
    '419.99999999999999999',
    '12345678901234567890',
    '1e400',
    '-1e400',
    '1e-400',
    '0.009999999999999999999',
    '999999999999.990000000000000001',
    '1E30',
    '-0',
  ])('is refused as an amount when it does not keep its digits: %s', async (amount) => {
    const before = await count();
    for (const headers of [{}, FORM]) expect(faultyFields(await order('"Mango"', amount, headers))).toEqual(['amount']);
    expect(await count()).toBe(before);
  });

  it.each([
    ['420.50', '420.50'],
    ['420.00', '420.00'],
    ['1e3', '1000.00'],
    ['42050e-2', '420.50'],
    ['999999999999.99', '999999999999.99'],
    [' 420 ', '420.00'],
  ])('keeps its value as an amount: %s', async (amount, kept) => {
    expect((await order('"Mango"', amount)).json.order?.amount).toBe(kept);
  });

  it.each(['12345678901234567890', '1.50', '0.10000000000000000001', '1e400', '7'])(
    'is kept as it was written where text is wanted: %s',
    async (item) => {
      expect((await order(item, '420')).json.order?.item).toBe(item);
    },
  );

  it('is taken for a page and a phone with an empty fraction, as spreadsheets write them', async () => {
    expect((await api.post('/api/lookup/all-users/', '{"page":1.0,"per_page":10.0}')).json.per_page).toBe(10);
    const phone = aPhone();
    const made = await api.post('/api/customer', `{"name":"Wanjiku","phone":${phone.replace('+', '')}.0}`);
    expect(made.json.customer?.phone_number).toBe(phone);
  });

  it.each(['2.54712E11', '2.54712e+11'])('is no phone number that a table has shortened: %s', async (phone) => {
    const refused = await api.post('/api/customer', `{"name":"Wanjiku","phone":${phone}}`);
    expect(faultyFields(refused)).toEqual(['phone']);
  });

  it.each([
    ['420', '420'],
    ['420.50', '420.50'],
    ['420.00', '420'],
    ['1e3', '1000'],
    ['1.5e1', '15'],
    ['15e-1', '1.5'],
    ['1e-2', '0.01'],
    ['-2.50', '-2.50'],
    ['100E+0', '100'],
    ['0.0', '0'],
    ['2.54712345678E11', '254712345678'],
    ['2.54712E11', '2.54712E11'],
    ['1e31', '1e31'],
    ['1e99999999999999999999', '1e99999999999999999999'],
  ])('is written in plain digits: %s', (written, plain) => {
    expect(writeNumber(written)).toBe(plain);
  });
});

describe('malformed JSON', () => {
  it.each([
    ['{"a":1,}', 'line 1, column 8', 'remove the comma'],
    ['{\n "a": 1,\n}', 'line 3, column 1', 'remove the comma'],
    ['{\r\n "a": "é🥭",\r\n}', 'line 3, column 1', 'remove the comma'],
    ['{"a":[1,]}', 'line 1, column 9', 'remove the comma'],
    ['{"a":1 "b":2}', 'line 1, column 8', 'a comma or } is missing'],
    ['{"a" 1}', 'line 1, column 6', 'a colon is missing'],
    ['{"a":}', 'line 1, column 6', 'a value is missing'],
    ['{,}', 'line 1, column 2', 'a name'],
    ["{'a':1}", 'line 1, column 2', 'double quotes'],
    ['{"a":“b”}', 'line 1, column 6', 'double quotes'],
    ['{a:1}', 'line 1, column 2', 'double quotes'],
    ['{"a":True}', 'line 1, column 6', 'true, false, null'],
    ['{"a":NaN}', 'line 1, column 6', 'double quotes'],
    ['{"a":nulls}', 'line 1, column 6', 'double quotes'],
    ['{"a":0712345678}', 'line 1, column 6', '"0712345678"'],
    ['{"a":+254712345678}', 'line 1, column 6', 'no number'],
    ['{"a":.5}', 'line 1, column 6', 'no number in JSON: write 0.5'],
    ['{"a":-.50}', 'line 1, column 6', 'write -0.50'],
    ['{"a":+.5}', 'line 1, column 6', 'write 0.5'],
    ['{"a":5.}', 'line 1, column 6', 'write 5'],
    ['{"a":+420}', 'line 1, column 6', 'without the plus sign, 420'],
    ['{"a":1_420}', 'line 1, column 6', 'without marks between the digits: 1420'],
    ['{"a":0x10}', 'line 1, column 6', 'double quotes'],
    ['{"a":420KES}', 'line 1, column 6', 'double quotes'],
    ['{"a":1,420}', 'line 1, column 8', 'write the number without commas: 1420'],
    ['{"a":-1,420}', 'line 1, column 9', 'without commas: -1420'],
    ['{"a":1,420.50,"b":1}', 'line 1, column 8', 'without commas: 1420.50'],
    ['{"a":1,234,567}', 'line 1, column 8', 'without commas: 1234567'],
    ['{"a":1, 420}', 'line 1, column 9', 'without commas: 1420'],
    ['{"a":420,50}', 'line 1, column 10', 'with a point: 420.50'],
    ['{"a":1 420}', 'line 1, column 8', 'without spaces: 1420'],
    ['{"a":1\'420}', 'line 1, column 7', 'without marks between the digits: 1420'],
    ['{"a":1,4}', 'line 1, column 8', 'with a point: 1.4'],
    ['{"a":1,42000}', 'line 1, column 8', 'a name'],
    ['{"a":"1",420}', 'line 1, column 10', 'a name'],
    ['{"a":[1],420}', 'line 1, column 10', 'a name'],
    ['{"a":1} // x', 'line 1, column 9', 'nothing may follow'],
    ['{ // x\n"a":1}', 'line 1, column 3', 'no comments'],
    ['{"a":"b\nc"}', 'line 1, column 8', '\\n'],
    ['{"a":"C:\\x"}', 'line 1, column 9', '\\\\'],
    ['{"a":"b}', 'line 1, column 6', 'no closing "'],
    ['{"a":[1', 'line 1, column 8', 'ends before its ]}'],
    ['{"a":1]', 'line 1, column 7', 'a comma or }'],
    ['{} {}', 'line 1, column 4', 'nothing may follow'],
    ['mango', 'line 1, column 1', 'double quotes'],
    ['{', 'line 1, column 2', 'ends before its }'],
  ])('gets a 400 with line, column and what to do: %j', async (body, place, remedy) => {
    const answer = await api.post('/api/customer', body);
    expect(faultyFields(answer)).toEqual(['body']);
    const { message } = answer.json.errors[0];
    expect([message.startsWith('must be valid JSON; '), message]).toEqual([
      true,
      expect.stringContaining(`${place}: `),
    ]);
    expect(message).toContain(remedy);
  });

  const VALID = [
    ...[
      '{}',
      '[]',
      ' {"a" : [ 1 , -0.5e+10 , true , false , null , "" , {} , [] ] } \r\n',
      '"\\u00e9\\n\\/"',
      '1',
      'null',
    ],
    '{"a":{"b":[{"c":"é🥭\u2028"}]}}',
  ];
  it.each(VALID)('is not seen in valid JSON: %j', (text) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(findJsonFault(text)).toBeNull();
  });

  it('is found wherever the platform refuses a text, and nowhere else', () => {
    const parts = ['{', '}', '[', ']', ',', ':', '"a"', '1', '01', '-', 'true', ' ', '"', '\\', '1.', 'e', '\n'];
    let seed = 1;
    const next = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let n = 0; n < 20_000; n++) {
      const text = Array.from({ length: 1 + next(8) }, () => parts[next(parts.length)]).join('');
      let isValid = true;
      try {
        JSON.parse(text);
      } catch {
        isValid = false;
      }
      expect([text, findJsonFault(text) === null]).toEqual([text, isValid]);
    }
  });

  it('is found within a second in 64 KiB, whatever they hold', async () => {
    const findAll = () => {
      for (const unit of ['[', '{"a":', '"', '\\', '\\"', '1', ' ', '\n', '"a",', '[1,', ':', '-', 'é'])
        for (const start of ['', '{"a":', '["']) findJsonFault(start + unit.repeat(65_536 / unit.length));
    };
    expect(await measureWork(1000, findAll)).toBeLessThan(1000);
  });
});
