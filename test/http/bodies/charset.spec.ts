import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { measureWait } from '../../support/deadlines.js';
import { aPhone } from '../../support/factories.js';
import { faultyFields, wrongProblem } from '../../support/problems.js';
import { sendRaw, writeRequest } from '../../support/raw-http.js';
import { type Answer, startApp, type TestApp } from '../../support/test-app.js';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

let at: TestApp;
let authorization: string;
beforeAll(async () => {
  at = await startApp();
  authorization = `Authorization: Bearer ${await at.admin()}`;
});
afterAll(() => at.close());

/** Posts bytes to /api/customer. */
const post = (type: string, body: Buffer): Promise<Answer> => {
  const headers = [authorization, `Content-Type: ${type}`, `Content-Length: ${body.length}`];
  return sendRaw(at.url, Buffer.concat([Buffer.from(writeRequest('POST /api/customer', headers)), body]));
};
const names = async (): Promise<string[]> =>
  (await at.pool.query<{ name: string }>('select name from customers order by number')).rows.map(({ name }) => name);

/** A JSON body whose name is written in bytes of any charset that writes ASCII as itself. */
const named = (...name: (string | number)[]): Buffer =>
  Buffer.concat([
    Buffer.from('{"name":"'),
    ...name.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))),
    Buffer.from(`","phone":"${aPhone()}"}`),
  ]);
const utf16 = (name: string, mark = ''): Buffer =>
  Buffer.from(mark + JSON.stringify({ name, phone: aPhone() }), 'utf16le');

describe('POST /api/customer, by charset', () => {
  it.each<readonly [string, Buffer, string]>([
    ['charset=iso-8859-1', named('Caf', 0xe9), 'Café'],
    ['charset=ISO-8859-1', named('Caf', 0xe9), 'Café'],
    ['CharSet="latin1"', named('Caf', 0xe9), 'Café'],
    ['charset = latin1', named('Caf', 0xe9), 'Café'],
    ['charset="iso\\-8859\\-1"', named('Caf', 0xe9), 'Café'],
    ['charset=latin1; charset=iso-8859-1', named('Caf', 0xe9), 'Café'],
    ['charset=windows-1252', named('5 ', 0x80), '5 €'],
    ['charset=windows-1252', named(0x93, 'x', 0x94), '“x”'],
    ['charset=iso-8859-15', named('5 ', 0xa4), '5 €'],
    ['charset=windows-1251', named(0xcc, 0xe0, 0xed, 0xe3, 0xee), 'Манго'],
    ['charset=koi8-r', named(0xed, 0xc1), 'Ма'],
    ['charset=shift_jis', named(0x83, 0x5c, 0x82, 0xa0), 'ソあ'],
    ['charset=gbk', named(0xc3, 0xa2), '芒'],
    ['charset=us-ascii', named('Cafe'), 'Cafe'],
    ['charset=utf-8', named('Café'), 'Café'],
    ['charset=utf-8', named('🥭'), '🥭'],
    ['version=1; charset=utf-8', named('Café'), 'Café'],
    ['boundary=";charset=utf-7"', named('Café'), 'Café'],
    ['charset=utf-16', utf16('Café'), 'Café'],
    ['charset=utf-16', utf16('Café', '\ufeff'), 'Café'],
    ['charset=utf-16', utf16('Café', '\ufeff').swap16(), 'Café'],
    ['charset=utf-16', utf16('Café').swap16(), 'Café'],
    ['charset=utf-16le', utf16('🥭'), '🥭'],
    ['charset=UTF-16BE', utf16('Café').swap16(), 'Café'],
  ])('decodes JSON by %s', async (parameter, body, name) => {
    for (const type of [JSON_TYPE, FORM_TYPE]) {
      const answer = await post(`${type}; ${parameter}`, fresh(body, parameter));
      expect([answer.status, answer.json.customer?.name]).toEqual([201, name]);
    }
  });

  it.each([
    ...['utf-7', 'utf-32', 'ucs-4', 'utf8mb4', 'binary', 'x', "'utf-8'", 'utf-9', 'cp65001'].map(
      (name) => `charset=${name}`,
    ),
    ...['charset=', 'charset=""', 'charset', 'charset:utf-8', 'charset utf-8', 'charset="utf-8', 'charset*=utf-8'],
    ...['charset=utf-8; charset=iso-8859-1', 'charset=utf-8;charset=utf-16', 'charset=utf-8; charset='],
    ...['charset=utf-8,utf-16', 'charset=iso-2022-kr', 'charset=replacement'],
  ])('answers 415 to %s, asks for UTF-8 and stores nothing', async (parameter) => {
    const before = await names();
    for (const type of [JSON_TYPE, FORM_TYPE]) {
      const answer = await post(`${type}; ${parameter}`, named('Mango'));
      expect(wrongProblem(answer, 415)).toBeNull();
      expect(answer.json.type).toBe('/problems/charset-unknown');
      expect(answer.json.detail).toContain('UTF-8');
      expect(answer.headers.get('accept-encoding')).toBeNull();
    }
    expect(await names()).toEqual(before);
  });

  it.each([
    ['UTF-8', Buffer.from('\ufeff')],
    ['no', Buffer.alloc(0)],
  ])('takes a body with %s byte order mark', async (_, mark) => {
    const json = await post(JSON_TYPE, Buffer.concat([mark, named('Café')]));
    const labelled = await post(FORM_TYPE, Buffer.concat([mark, named('Café')]));
    const form = await post(
      FORM_TYPE,
      Buffer.concat([mark, Buffer.from(`name=Café&phone=${aPhone().replace('+', '')}`)]),
    );
    expect([json, labelled, form].map((answer) => answer.json.customer?.name)).toEqual(['Café', 'Café', 'Café']);
  });
});

/** The same body with another phone number, so that it can be posted again. */
function fresh(body: Buffer, parameter: string): Buffer {
  const encoding = /utf-16/i.test(parameter) ? 'utf16le' : 'latin1';
  const isBig = encoding === 'utf16le' && (body[0] === 0 || body[0] === 0xfe);
  const text = (isBig ? Buffer.from(body).swap16() : body).toString(encoding);
  const changed = Buffer.from(text.replace(/\+254\d+/, aPhone()), encoding);
  return isBig ? changed.swap16() : changed;
}

/** Bytes of a name that are not UTF-8, and how many of them come before the first wrong one. */
const INVALID: readonly (readonly [string, readonly (string | number)[], number])[] = [
  ['Latin-1', ['Caf', 0xe9], 3],
  ['Latin-1 before a letter', ['Caf', 0xe9, 's'], 3],
  ['a stray continuation', ['a', 0x80], 1],
  ['a wrong continuation', [0xc3, 0x28], 0],
  ['an overlong slash', [0xc0, 0xaf], 0],
  ['a surrogate', ['ab', 0xed, 0xa0, 0x80], 2],
  ['beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80], 0],
  ['a character cut short', ['é', 0xf0, 0x9f, 0xa5], 2],
  ['after a replacement character that was sent', ['\ufffd\ufffd', 0xff], 6],
];

describe('bytes that are not valid in the charset', () => {
  it.each(INVALID)('get a 400 that names their place and store nothing: %s', async (_, name, valid) => {
    const before = await names();
    for (const type of [JSON_TYPE, FORM_TYPE, `${JSON_TYPE}; charset=utf-8`]) {
      const answer = await post(type, named(...name));
      expect(faultyFields(answer)).toEqual(['body']);
      expect(answer.json.errors[0].message).toContain(`is not valid UTF-8 at offset ${9 + valid} (byte 0x`);
    }
    expect(await names()).toEqual(before);
  });

  it('are found by line and column, in characters', async () => {
    const body = Buffer.concat([Buffer.from('{\r\n "name": "🥭é'), Buffer.from([0xe9]), Buffer.from('"}')]);
    const { json } = await post(JSON_TYPE, body);
    expect(json.errors[0].message).toContain('at offset 19 (byte 0xE9, line 2, column 13)');
  });

  it.each<readonly [string, Buffer, number]>([
    ['us-ascii', named('Caf', 0xe9), 12],
    ['shift_jis', named('ab', 0x83), 11],
    ['euc-kr', named('ab', 0xc8), 11],
    ['utf-16le', Buffer.concat([utf16('Mango'), Buffer.from('x')]), utf16('Mango').length],
    ['utf-16be', Buffer.from([0x00, 0x7b, 0xd8, 0x00, 0x00, 0x7d]), 2],
  ])('are found in %s too', async (charset, body, offset) => {
    const answer = await post(`${JSON_TYPE}; charset=${charset}`, body);
    expect(faultyFields(answer)).toEqual(['body']);
    expect(answer.json.errors[0].message).toContain(`is not valid ${charset.toUpperCase()} at offset ${offset} `);
  });

  it('are taken for UTF-16 when they begin with its mark', async () => {
    for (const body of [utf16('Café', '\ufeff'), utf16('Café', '\ufeff').swap16()]) {
      const answer = await post(JSON_TYPE, body);
      expect(faultyFields(answer)).toEqual(['body']);
      expect(answer.json.errors[0].message).toContain('charset=utf-16');
    }
    for (const name of ['Café', 'Cafe'])
      expect((await post(JSON_TYPE, utf16(name))).json.errors[0].message).toContain('looks like UTF-16');
  });

  it('are not taken for UTF-16 when they are UTF-32', async () => {
    const little = Buffer.from(
      [...'\ufeff{"name":"Café"}'].flatMap((char) => [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8, 0, 0]),
    );
    for (const body of [little, Buffer.from(little).swap32(), little.subarray(4)])
      expect((await post(JSON_TYPE, body)).json.errors[0].message).not.toContain('16');
  });

  it('are found within a second in 64 KiB of them', async () => {
    const sendAll = async () => {
      for (const [type, byte] of [
        [JSON_TYPE, 0xff],
        [FORM_TYPE, 0xff],
        [`${JSON_TYPE}; charset=shift_jis`, 0x80],
        [`${JSON_TYPE}; charset=utf-16`, 0xd8],
      ] as const)
        expect(faultyFields(await post(type, Buffer.alloc(65_536, byte)))).toEqual(['body']);
      const many = Buffer.concat([Buffer.from('\ufffd'.repeat(21_000)), Buffer.from([0xff])]);
      expect((await post(JSON_TYPE, many)).json.errors[0].message).toContain('at offset 63000 ');
    };
    expect(await measureWait(1000, sendAll)).toBeLessThan(1000);
  });
});

describe('a byte that has no character in the charset', () => {
  it.each<readonly [string, number, string]>([
    ...[0x81, 0x8d, 0x8f, 0x90, 0x9d].map((byte) => ['windows-1252', byte, 'WINDOWS-1252'] as const),
    ...['iso-8859-1', 'latin1', 'cp1252', 'ISO_8859-1'].map((label) => [label, 0x81, 'WINDOWS-1252'] as const),
    ['windows-1251', 0x98, 'WINDOWS-1251'],
    ['windows-1253', 0xff, 'WINDOWS-1253'],
    ['windows-1254', 0x8e, 'WINDOWS-1254'],
    ['windows-1255', 0xd9, 'WINDOWS-1255'],
    ['windows-1257', 0x90, 'WINDOWS-1257'],
    ['iso-8859-7', 0xff, 'ISO-8859-7'],
    ['us-ascii', 0xe9, 'US-ASCII'],
  ])('is refused with its place and not taken for a line break: %s %i', async (label, byte, name) => {
    const written = `0x${byte.toString(16).toUpperCase()}`;
    for (const type of [JSON_TYPE, FORM_TYPE]) {
      const answer = await post(`${type}; charset=${label}`, named('Caf', byte));
      expect(faultyFields(answer)).toEqual(['body']);
      expect(answer.json.errors[0].message).toContain(
        `is not valid ${name} at offset 12 (byte ${written}, line 1, column 13): ${written} is no character in ${name}; `,
      );
    }
    const form = await post(
      `${FORM_TYPE}; charset=${label}`,
      Buffer.from(`name=Caf%${written.slice(2)}&phone=${encodeURIComponent(aPhone())}`),
    );
    expect(faultyFields(form)).toEqual(['name']);
    expect(form.json.errors[0].message).toContain(`is not valid ${name} at offset 8 (%${written.slice(2)}): `);
  });

  it('is told from a control character, which is no line break either', async () => {
    const answer = await post(JSON_TYPE, named('Caf\u0081'));
    expect(answer.json.errors).toEqual([
      { field: 'name', message: 'must be text without control characters: leave out U+0081, which is character 4' },
    ]);
    expect((await post(JSON_TYPE, named('Caf\\u0085e'))).json.errors[0].message).toContain('one line of text');
  });
});

describe('POST /api/customer, with escapes in a form', () => {
  const form = (name: string, charset = ''): Promise<Answer> =>
    post(FORM_TYPE + charset, Buffer.from(`name=${name}&phone=${encodeURIComponent(aPhone())}`, 'latin1'));

  it.each([
    ['Caf%C3%A9', '', 'Café'],
    ['Caf%c3%a9', '', 'Café'],
    ['%F0%9F%A5%AD+Mango', '', '🥭 Mango'],
    ['Caf%E9', '; charset=iso-8859-1', 'Café'],
    ['5+%80', '; charset=windows-1252', '5 €'],
    ['%83\\%82%A0', '; charset=shift_jis', 'ソあ'],
    ['Caf%C3%A9', '; charset=UTF-8', 'Café'],
    ['100%', '', '100%'],
    ['100%+%C3%A9%zz', '', '100% é%zz'],
    ['a%2Bb%26c%3Dd%25', '', 'a+b&c=d%'],
  ])('reads %s%s', async (name, charset, read) => {
    expect((await form(name, charset)).json.customer?.name).toBe(read);
  });

  it.each([
    ['Caf%E9', 8],
    ['100%+%E9', 10],
    ['Caf%C3%28', 8],
    ['%ED%A0%80', 5],
    ['%C3', 5],
    ['a%FFb%FF', 6],
    ['%C3%A9%FF', 11],
  ])('answers 400 to %s, and names the field and the place', async (name, offset) => {
    const before = await names();
    const answer = await form(name);
    expect(faultyFields(answer)).toEqual(['name']);
    expect(answer.json.errors[0].message).toContain(`is not valid UTF-8 at offset ${offset} (%`);
    expect(await names()).toEqual(before);
  });

  it('names a field whose own name is not valid', async () => {
    const answer = await post(FORM_TYPE, Buffer.from('n%E9=1'));
    expect(faultyFields(answer)).toEqual(['n%E9']);
  });

  it('refuses a field that comes twice, however its name is written', async () => {
    for (const [body, field] of [
      ['name=a&name=b', 'name'],
      ['name=a&n%61me=a', 'name'],
      ['name=&phone=1&name=', 'name'],
      ['a+b=1&a%20b=1', 'a b'],
    ] as const)
      expect(faultyFields(await post(FORM_TYPE, Buffer.from(body)))).toEqual([field]);
  });
});
