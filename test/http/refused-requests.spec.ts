import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aCustomer, aPhone } from '../support/factories.js';
import { faultyFields, wrongProblem } from '../support/problems.js';
import { sendRaw, writeRequest } from '../support/raw-http.js';
import { type Answer, CapturedLog, startApp, type TestApp } from '../support/test-app.js';
import { digestTables } from '../support/test-database.js';

const JSON_TYPE = 'Content-Type: application/json';
const FORM_TYPE = 'Content-Type: application/x-www-form-urlencoded';

const SECRET = 'a-secret-of-the-delivery-reports-address';
const log = new CapturedLog();
let at: TestApp;
let authorization: string;
let code: string;
beforeAll(async () => {
  at = await startApp({ LOG_LEVEL: 'info', AT_CALLBACK_SECRET: SECRET }, log);
  authorization = `Authorization: Bearer ${await at.admin()}`;
  ({ code } = await aCustomer(at.pool));
});
afterAll(() => at.close());

const send = (firstLine: string, headers: string[] = [], body = ''): Promise<Answer> =>
  sendRaw(at.url, writeRequest(firstLine, [authorization, ...headers], body));
const customer = () => JSON.stringify({ name: 'Wanjiku', phone: aPhone() });
const order = () => JSON.stringify({ customer_code: code, item: 'Mango', amount: '420' });
const chunked = (body: string): string => `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0`;

describe('POST /api/customer, by Content-Encoding', () => {
  it.each([
    'gzip',
    'GZIP',
    'deflate',
    'br',
    'zstd',
    'compress',
    'x-gzip',
    'identity, gzip',
    'gzip, identity',
    'utf-8',
    '*',
  ])('answers 415 to %s and takes identity alone', async (encoding) => {
    const before = await digestTables(at.pool);
    for (const type of [JSON_TYPE, FORM_TYPE]) {
      const answer = await send('POST /api/customer', [type, `Content-Encoding: ${encoding}`], customer());
      expect(wrongProblem(answer, 415)).toBeNull();
      expect([answer.json.type, answer.headers.get('accept-encoding')]).toEqual(['/problems/body-encoded', 'identity']);
    }
    const twice = ['Content-Encoding: identity', `Content-Encoding: ${encoding}`];
    expect((await send('POST /api/customer', [JSON_TYPE, ...twice], customer())).status).toBe(415);
    expect(await digestTables(at.pool)).toBe(before);
  });

  it.each(['identity', 'IDENTITY', '', 'identity, identity'])('takes %j', async (encoding) => {
    const answer = await send('POST /api/customer', [JSON_TYPE, `Content-Encoding: ${encoding}`], customer());
    expect(answer.status).toBe(201);
  });

  it('answers 415 to really compressed bytes before it asks who calls', async () => {
    for (const packed of [gzipSync(customer()), deflateSync(customer())]) {
      const headers = [JSON_TYPE, 'Content-Encoding: gzip', `Content-Length: ${packed.length}`];
      const head = writeRequest('POST /api/customer', headers);
      expect((await sendRaw(at.url, Buffer.concat([Buffer.from(head), packed]))).status).toBe(415);
    }
  });
});

describe('a body whose meaning a header would change', () => {
  it.each(['gzip, chunked', 'deflate,chunked', 'GZIP, Chunked', 'identity, chunked', 'x, chunked'])(
    'is refused with Transfer-Encoding: %s, as our client and not as our fault',
    async (coding) => {
      const before = await digestTables(at.pool);
      const headers = [JSON_TYPE, `Transfer-Encoding: ${coding}`, '', chunked(customer())];
      const answer = await send('POST /api/customer', headers);
      expect(wrongProblem(answer, 501)).toBeNull();
      expect(answer.json.detail).toContain('chunked');
      expect(await digestTables(at.pool)).toBe(before);
      expect(log.text).not.toContain('"level":50');
    },
  );

  it('is taken in chunks', async () => {
    for (const coding of ['chunked', 'Chunked'])
      expect(
        (await send('POST /api/customer', [JSON_TYPE, `Transfer-Encoding: ${coding}`, '', chunked(customer())])).status,
      ).toBe(201);
  });

  it.each(['base64', 'quoted-printable', 'Base64', 'x-uuencode'])(
    'is refused with Content-Transfer-Encoding: %s by name',
    async (encoding) => {
      const answer = await send(
        'POST /api/customer',
        [JSON_TYPE, `Content-Transfer-Encoding: ${encoding}`],
        customer(),
      );
      expect(faultyFields(answer)).toEqual(['Content-Transfer-Encoding']);
    },
  );

  it.each(['7bit', '8bit', 'binary', ' BINARY '])('is read with Content-Transfer-Encoding: %s', async (encoding) => {
    const answer = await send('POST /api/customer', [JSON_TYPE, `Content-Transfer-Encoding: ${encoding}`], customer());
    expect(answer.status).toBe(201);
  });

  it.each(['bytes 0-9/100', 'bytes 0-80/81', 'bytes */100', 'x'])(
    'is refused with Content-Range: %s by name',
    async (range) => {
      const answer = await send('POST /api/customer', [JSON_TYPE, `Content-Range: ${range}`], customer());
      expect(faultyFields(answer)).toEqual(['Content-Range']);
    },
  );

  it.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override', 'x-http-method-override'])(
    'is refused with another method in %s by name',
    async (name) => {
      const before = await digestTables(at.pool);
      for (const method of ['DELETE', 'put', 'GET', '']) {
        const answer = await send('POST /api/customer', [JSON_TYPE, `${name}: ${method}`], customer());
        expect(faultyFields(answer)).toEqual([name.toLowerCase()]);
      }
      expect(faultyFields(await send('GET /api/customers', [`${name}: DELETE`]))).toEqual([name.toLowerCase()]);
      expect(await digestTables(at.pool)).toBe(before);
      expect((await send('POST /api/customer', [JSON_TYPE, `${name}: post`], customer())).status).toBe(201);
    },
  );

  it('is refused when its method is a field', async () => {
    const answer = await send('POST /api/customer', [FORM_TYPE], `_method=DELETE&name=x&phone=${aPhone().slice(1)}`);
    expect(faultyFields(answer)).toEqual(['_method']);
  });

  it('is taken with digests, languages and expectations, which change nothing of it', async () => {
    const headers = ['Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==', 'Digest: sha-256=x', 'Content-Language: sw'];
    expect((await send('POST /api/customer', [JSON_TYPE, ...headers, 'Expect: mangoes'], customer())).status).toBe(201);
  });
});

describe('a body with GET', () => {
  it.each(['GET', 'HEAD'])('is refused with %s, and the address is named as the place for fields', async (method) => {
    for (const path of ['/api/lookup/all-users/', '/api/customers', '/livez']) {
      const answer = await send(`${method} ${path}`, [JSON_TYPE], '{"per_page":1}');
      expect(answer.status).toBe(400);
      if (method === 'GET') expect(answer.json.errors[0]).toMatchObject({ field: 'body' });
    }
    expect((await send(`${method} /api/customers`, ['Transfer-Encoding: chunked', '', '0'])).status).toBe(400);
  });

  it('may be empty, and a wrong address or method is named first', async () => {
    expect((await send('GET /api/customers', [JSON_TYPE, 'Content-Length: 0'])).status).toBe(200);
    expect((await send('GET /api/customer', [JSON_TYPE], '{}')).status).toBe(405);
    expect((await send('GET /api/nothing', [JSON_TYPE], '{}')).status).toBe(404);
    expect((await send('POST /api/nothing', [JSON_TYPE, 'Content-Encoding: gzip'], '{}')).status).toBe(404);
  });
});

describe('a header that comes twice', () => {
  it.each([
    ['Content-Type', ['application/json; charset=latin1', 'application/json']],
    ['Content-Type', ['application/json', 'application/json']],
    ['Idempotency-Key', ['one', 'two']],
    ['Authorization', ['Bearer x']],
  ])('is refused by name when only one can count: %s', async (name, values) => {
    const before = await digestTables(at.pool);
    const headers = values.map((value, n) => `${n % 2 === 0 ? name : name.toLowerCase()}: ${value}`);
    const typed = name === 'Content-Type' ? headers : [JSON_TYPE, ...headers];
    expect(faultyFields(await send('POST /api/orders/create/', typed, order()))).toEqual([name]);
    expect(await digestTables(at.pool)).toBe(before);
  });
});

describe('a query', () => {
  it.each(['limit=1&limit=2', 'limit=1&limit=1', 'l%69mit=1&limit=2'])(
    'is refused with a field twice: %s',
    async (query) => {
      expect(faultyFields(await send(`GET /api/customers?${query}`))).toEqual(['limit']);
    },
  );

  it.each(['%FF', 'Caf%E9', '%C3%28', '%ED%A0%80', '%', '100%', '%2', '%zz%C3%A9', '%C3%A9%'])(
    'is refused by the name of a field whose escapes are no text: %s',
    async (bad) => {
      for (const path of ['/api/orders?cursor=', '/api/customers?limit=5&cursor=', '/api/lookup/all-users/?cursor=']) {
        const answer = await send(`GET ${path}${bad}`);
        expect([path, faultyFields(answer)]).toEqual([path, ['cursor']]);
        expect(answer.json.errors[0].message).toMatch(/is not valid UTF-8 at offset \d+ \(%|begins no escape/);
      }
      expect(faultyFields(await send(`GET /api/order/${bad}`))).toEqual(['path']);
    },
  );
});

describe('a path', () => {
  it.each([
    ['/api/order/%E9', 'is not valid UTF-8 at offset 11 (%E9)'],
    ['/api/orders/Caf%C3%A9%E9/', 'is not valid UTF-8 at offset 21 (%E9)'],
    ['/api/nothing/%C3%28?x=1', 'is not valid UTF-8 at offset 13 (%C3)'],
    ['/api/order/100%', 'has a % at offset 14 that begins no escape'],
    ['/api/order/%zz%E9', 'has a % at offset 11 that begins no escape'],
    ['/api/order/Caf\u00e9', 'has a byte at offset 14 (0xE9) that an address may not have'],
    ['/api/order/0712 345 678', 'has a byte at offset 15 (0x20) that an address may not have: a space is %20'],
    ['/api/customers?limit=\u00b2', 'has a byte at offset 21 (0xB2)'],
  ])('is refused with the place of what is no text: %s', async (path, message) => {
    const head = [authorization, 'Connection: close'];
    const answer = await sendRaw(at.url, Buffer.from(writeRequest(`GET ${path}`, head), 'latin1'));
    expect(faultyFields(answer)).toEqual(['path']);
    expect(answer.json.errors[0].message).toContain(message);
  });
});

describe('POST with a query', () => {
  it('is refused below /api by the names of its fields, which belong in the body', async () => {
    const before = await digestTables(at.pool);
    for (const [path, names] of [
      ['/api/orders/all-orders/?status=pending', ['status']],
      ['/api/lookup/all-users?page=2&per_page=1', ['page', 'per_page']],
      ['/api/orders/create/?amount=1', ['amount']],
      ['/api/auth/logout/?x', ['x']],
    ] as const)
      expect(faultyFields(await send(`POST ${path}`, [JSON_TYPE], order()))).toEqual(names);
    expect(await digestTables(at.pool)).toBe(before);
    expect((await send('POST /api/orders/create/?', [JSON_TYPE], order())).status).toBe(201);
  });
});

describe('POST /api/callbacks/africastalking/:secret/delivery-reports', () => {
  const report = 'id=ATXid_1&status=Success&phoneNumber=%2B254719485369&networkCode=63902';
  const TYPE = 'application/x-www-form-urlencoded';

  it.each([
    [`${TYPE}; charset=UTF-8`, report],
    [`${TYPE}; charset=utf8mb4`, report],
    [`${TYPE}; charset=`, report],
    [`${TYPE}; charset=ISO-8859-1`, report],
    [TYPE, `${report}&failureReason=Caf%E9`],
    [TYPE, `${report}&x=1`],
    [TYPE, `${report}&failureReason=Caf\u00e9`],
    [TYPE, `${report}&failureReason=%00`],
    [TYPE, `${report}&%E9=%FF`],
    [TYPE, `${report}&status=Failed&id=ATXid_2&networkCode=1`],
    [TYPE, `${report}&${Array.from({ length: 60 }, (_, n) => `more${n}=1`).join('&')}`],
    [TYPE, report.replace('ATXid_1', 'ATXid_1%E9').replace('Success', 'success%0D%0A')],
    [TYPE, report.replace('%2B254719485369', '%E9')],
    [TYPE, report.replace('&phoneNumber=%2B254719485369', '')],
    [`${TYPE}; charset=utf-16`, report],
    ['text/plain', report],
    ['application/xml', report],
    ['', report],
    ['application/json', report],
    ['application/json', '{"id":"ATXid_1","status":"Success","phoneNumber":"+254719485369","networkCode":63902}'],
    ['application/json', '{"id":"ATXid_1","status":"Success","networkCode":"63902","failureReason":"Caf\u00e9"}'],
    [TYPE, '{"id":"ATXid_1","status":"Success","networkCode":"63902","more":{"a":[]}}'],
  ])('takes what can be read of a report, whatever else it holds: %s %s', async (type, body) => {
    const path = `POST /api/callbacks/africastalking/${SECRET}/delivery-reports?source=carrier`;
    // The bytes of Latin-1, which are no UTF-8.
    const head = [...(type === '' ? [] : [`Content-Type: ${type}`]), `Content-Length: ${body.length}`];
    const bytes = Buffer.from(writeRequest(path, head) + body, 'latin1');
    expect((await sendRaw(at.url, bytes)).status).toBe(200);
    const kept = await at.pool.query('delete from delivery_reports returning message_id, network_code');
    expect(kept.rows).toEqual([{ message_id: 'ATXid_1', network_code: '63902' }]);
  });
});
