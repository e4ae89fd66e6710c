import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { measureWait } from '../support/deadlines.js';
import { aPhone } from '../support/factories.js';
import { faultyFields, wrongProblem } from '../support/problems.js';
import { sendRaw, writeRequest } from '../support/raw-http.js';
import { type Answer, startApp, type TestApp } from '../support/test-app.js';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

let at: TestApp;
let authorization: string;
beforeAll(async () => {
  at = await startApp();
  authorization = `Authorization: Bearer ${await at.admin()}`;
});
afterAll(() => at.close());

/**
 * Posts to /api/customer.
 * `type` is written into the header as it is, and null leaves the header out.
 */
const post = (type: string | null, body: string): Promise<Answer> =>
  sendRaw(
    at.url,
    writeRequest('POST /api/customer', [authorization, ...(type === null ? [] : [`Content-Type:${type}`])], body),
  );
const customer = () => ({ name: 'Wanjiku', phone: aPhone() });
const customers = async (): Promise<unknown[]> =>
  (await at.pool.query('select name, phone from customers order by number')).rows;

describe('POST /api/customer, by Content-Type', () => {
  const JSON_IN_OTHER_WORDS = [
    'application/json',
    '\tapplication/json',
    '  Application/JSON  ',
    'application/json\t',
    'application/json;',
  ];
  const WITH_CHARSET = [
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json ; charset=windows-1252',
  ];

  it.each([...JSON_IN_OTHER_WORDS, ...WITH_CHARSET])('takes %j for JSON with the same rules', async (type) => {
    const sent = customer();
    expect((await post(type, JSON.stringify(sent))).json.customer).toMatchObject({
      name: sent.name,
      phone_number: sent.phone,
    });
    expect(faultyFields(await post(type, JSON.stringify({ ...sent, role: 'admin' })))).toEqual(['role']);
  });

  it.each([FORM_TYPE, `${FORM_TYPE}; charset=utf-8`, FORM_TYPE.toUpperCase()])(
    'takes %j for a form or for JSON that is labelled as one',
    async (type) => {
      const [inForm, inJson] = [customer(), customer()];
      expect((await post(type, new URLSearchParams(inForm).toString())).status).toBe(201);
      expect((await post(type, ` \r\n\t${JSON.stringify(inJson)}\n`)).status).toBe(201);
      expect(faultyFields(await post(type, `${new URLSearchParams(customer())}&role=admin`))).toEqual(['role']);
      expect(faultyFields(await post(type, JSON.stringify({ ...customer(), role: 'admin' })))).toEqual(['role']);
    },
  );

  const NO_JSON = [
    'application/json garbage',
    'application/json\tgarbage',
    'application/json, text/plain',
    'application/jsonx',
    'json',
  ];
  const NOT_OURS = [
    'text/plain',
    'text/json',
    'text/html',
    'application/problem+json',
    'multipart/form-data; boundary=x',
    '*/*',
    '',
    '%',
    ';',
  ];

  it.each([...NO_JSON, ...NOT_OURS, null])('answers 415 to %j and stores nothing', async (type) => {
    const before = await customers();
    expect(wrongProblem(await post(type, JSON.stringify(customer())), 415)).toBeNull();
    expect(await customers()).toEqual(before);
  });
});

describe('POST /api/customer, with a JSON body', () => {
  it.each(['', '  \n'])('takes a blank body for an empty object: %j', async (blank) => {
    for (const type of [JSON_TYPE, FORM_TYPE]) expect(faultyFields(await post(type, blank))).toEqual(['name', 'phone']);
  });

  it.each([
    '{',
    '{"name":}',
    '{"name":NaN}',
    "{'name':1}",
    '{} {}',
    '{"name":"a\nb"}',
    '{"name":"\\x"}',
    'mango',
    '{"a":1,}',
  ])('answers 400 about the body to malformed JSON: %j', async (broken) => {
    expect(faultyFields(await post(JSON_TYPE, broken))).toEqual(['body']);
  });

  it.each(['[]', '[{"name":"x"}]', '1', '"{}"', 'true'])(
    'answers 400 about the body to JSON that is no object: %j',
    async (other) => {
      expect(faultyFields(await post(JSON_TYPE, other))).toEqual(['body']);
    },
  );

  it.each([
    ['arrays', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ])('refuses 10,000 nested %s within a second', async (_, nested) => {
    const send = async () =>
      expect(faultyFields(await post(JSON_TYPE, `{"name":${nested}}`))).toEqual(['name', 'phone']);
    expect(await measureWait(1000, send)).toBeLessThan(1000);
  });

  it('answers 415 to a compressed body and says that it takes none', async () => {
    const packed = gzipSync(JSON.stringify(customer()));
    for (const type of [JSON_TYPE, FORM_TYPE]) {
      const head = writeRequest('POST /api/customer', [
        authorization,
        `Content-Type: ${type}`,
        'Content-Encoding: gzip',
        `Content-Length: ${packed.length}`,
      ]);
      const answer = await sendRaw(at.url, Buffer.concat([Buffer.from(head), packed]));
      expect(wrongProblem(answer, 415)).toBeNull();
      expect(answer.headers.get('accept-encoding')).toBe('identity');
    }
  });
});

describe('fields named like properties of every object', () => {
  const BODIES: readonly (readonly [string, string])[] = [
    [JSON_TYPE, '{"__proto__":{"polluted":true}}'],
    [JSON_TYPE, '{"__proto__":"polluted"}'],
    [JSON_TYPE, '{"\\u005f_proto__":{"polluted":true}}'],
    [JSON_TYPE, '{"constructor":{"prototype":{"polluted":true}}}'],
    [JSON_TYPE, '{"constructor":"polluted"}'],
    [JSON_TYPE, '{"name":{"__proto__":{"polluted":true}}}'],
    [JSON_TYPE, '{"toString":"polluted"}'],
    [JSON_TYPE, '{"hasOwnProperty":"polluted"}'],
    [FORM_TYPE, '{"__proto__":{"polluted":true}}'],
    [FORM_TYPE, '__proto__=polluted'],
    [FORM_TYPE, '__proto__[polluted]=true'],
    [FORM_TYPE, 'constructor=polluted'],
    [FORM_TYPE, 'constructor[prototype][polluted]=true'],
    [FORM_TYPE, 'toString=polluted'],
  ];

  it.each(BODIES)('answer 400 and change no object: %s %s', async (type, body) => {
    const before = await customers();
    const whole = body.startsWith('{')
      ? `${JSON.stringify(customer()).slice(0, -1)},${body.slice(1)}`
      : `${new URLSearchParams(customer())}&${body}`;
    const answer = await post(type, whole);
    expect(wrongProblem(answer, 400)).toBeNull();
    expect(answer.json.errors).toHaveLength(1);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(await customers()).toEqual(before);
  });

  it('are refused in a query too', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', '__proto__[polluted]']) {
      const answer = await sendRaw(at.url, writeRequest(`GET /api/customers?${name}=polluted`, [authorization]));
      expect(faultyFields(answer)).toEqual([name]);
    }
  });
});

describe('POST /api/customer, with many fields', () => {
  const many = (count: number): [string, string][] => Array.from({ length: count }, (_, n) => [`field${n}`, '1']);

  it.each([
    ['a form of 1,000', FORM_TYPE, new URLSearchParams(many(1000)).toString()],
    ['JSON of 4,000', JSON_TYPE, JSON.stringify(Object.fromEntries(many(4000)))],
  ])('refuses %s fields within a second', async (_, type, body) => {
    expect(await measureWait(1000, () => post(type, body))).toBeLessThan(1000);
    const answer = await post(type, body);
    expect(wrongProblem(answer, 400)).toBeNull();
    expect(faultyFields(answer)).toEqual(['body']);
  });

  it('refuses a form field that is repeated and names it', async () => {
    for (const times of [2, 1000]) {
      const repeated = `phone=${encodeURIComponent(aPhone())}${'&name=Wanjiku'.repeat(times)}`;
      expect(faultyFields(await post(FORM_TYPE, repeated))).toEqual(['name']);
    }
  });
});
