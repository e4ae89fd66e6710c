import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/load-config.js';

let DATA_DIR: string;
beforeAll(() => {
  DATA_DIR = mkdtempSync(join(tmpdir(), 'agiza-accepted-'));
});
afterAll(() => rmSync(DATA_DIR, { recursive: true }));

const load = (variables: Record<string, string>) => loadConfig({ DATA_DIR, ...variables });

describe('loadConfig', () => {
  it.each([
    ['OPEN_INTAKE', ['on', 'ON', 'true', 'True', 'yes', '1', ' on ', '"on"', 'on\r'], 'on'],
    ['OPEN_INTAKE', ['off', 'OFF', 'false', 'no', '0', "'off'", 'off\r\n', ''], 'off'],
    ['LOG_LEVEL', ['warn', 'WARN', 'Warn'], 'warn'],
    ['ROLE', ['worker', 'WORKER', ' worker'], 'worker'],
    ['NODE_ENV', ['development', '"development"', 'development\r'], 'development'],
    ['PORT', ['8080', ' 8080 ', '"8080"', '8080\r', '08080', '\u202a8080\u202c', '\ufeff8080'], 8080],
    ['HOST', ['::1', '[::1]', '"::1"'], '::1'],
    ['HOST', ['localhost', 'localhost '], 'localhost'],
    [
      'PUBLIC_URL',
      ['https://shop.example/', '"https://shop.example/"', 'https://shop.example/\r'],
      'https://shop.example/',
    ],
    ['CURRENCY', ['KES', 'kes', 'Kes '], 'KES'],
    ['DEFAULT_REGION', ['UG', 'ug', '“UG”'], 'UG'],
    ['SHOP_PHONE', ['+254712345678', '+254 712 345 678', '"+254 (712) 345-678"', ' +254712345678\r'], '+254712345678'],
    ['SHOP_TIME_ZONE', ['Africa/Nairobi', '"Africa/Nairobi"', ' Africa/Nairobi '], 'Africa/Nairobi'],
    ['SMS_COUNTRIES', ['KE,UG', 'ke, ug', 'KE,UG,', 'KE,,UG', 'KE,ke,UG', '"KE","UG"', 'KE\nUG'], ['KE', 'UG']],
    [
      'STAFF_EMAILS',
      ['a@b.co,c@d.co', 'A@b.co , c@D.co,', 'a@b.co,A@B.CO,c@d.co', "'a@b.co','c@d.co'"],
      ['a@b.co', 'c@d.co'],
    ],
    ['ADMIN_API_KEYS', ['one,two', 'one, two,', '"one, two"', 'one,two,one', 'one\r\ntwo\r\n'], ['one', 'two']],
    ['TRUST_PROXY', ['none', 'NONE', ' none '], []],
    ['TRUST_PROXY', ['10.0.0.0/8,::1', ' 10.0.0.0/8 , ::1 ,', '10.0.0.0/8,10.0.0.0/8,::1'], ['10.0.0.0/8', '::1']],
    [
      'TRUST_PROXY',
      ['fc00::/7,::ffff:10.0.0.0/104,2001:db8::/32'],
      ['fc00::/7', '::ffff:10.0.0.0/104', '2001:db8::/32'],
    ],
    ['ALLOWED_HOSTS', ['agiza,Shop.Example', ' agiza , shop.example,'], ['agiza', 'shop.example']],
    ['SHOP_NAME', ["Mama's", "  Mama's  ", '"Mama\'s"'], "Mama's"],
    ['SHOP_NAME', ['The "Duka"'], 'The "Duka"'],
    ['AT_SENDER_ID', ['AGIZA', ' AGIZA', '"AGIZA"'], 'AGIZA'],
    ['AT_SENDER_ID', ['20414'], '20414'],
    ['AT_SENDER_ID', ['Elevenchars'], 'Elevenchars'],
    ['SMS_DAILY_BUDGET', ['1000.50', '"1000.50"'], '1000.50'],
  ] as const)('reads %s from %j', (name, values, meant) => {
    for (const value of values) expect([value, load({ [name]: value })[name]]).toEqual([value, meant]);
  });

  it('trims both halves of the account at the carrier', () => {
    const { AT_USERNAME, AT_API_KEY } = load({ AT_USERNAME: ' shop\r', AT_API_KEY: '"atsk_0123"\n' });
    expect([AT_USERNAME, AT_API_KEY]).toEqual(['shop', 'atsk_0123']);
  });

  it('makes no file in DATA_DIR when every secret is set', () => {
    const secrets = { JWT_SECRET: 'j'.repeat(32), SESSION_SECRET: 's'.repeat(32), AT_CALLBACK_SECRET: 'c'.repeat(22) };
    expect(loadConfig({ ...secrets, DATA_DIR: '/proc/nowhere' }).JWT_SECRET).toBe('j'.repeat(32));
  });

  it('says which folder to remove when a kept secret is cut off', () => {
    const damaged = join(DATA_DIR, 'damaged');
    mkdirSync(join(damaged, 'secrets'), { recursive: true });
    writeFileSync(join(damaged, 'secrets', 'jwt-secret'), '');
    expect(() => loadConfig({ DATA_DIR: damaged })).toThrow('DATA_DIR: a file in its folder secrets is cut off');
  });
});
