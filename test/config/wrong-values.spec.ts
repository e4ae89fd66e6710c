import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VARIABLES } from '../../src/config/environment.js';
import { loadConfig } from '../../src/config/load-config.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'agiza-wrong-'));
  writeFileSync(join(folder, 'file'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

const WORD = ['canary', 'maybe', '', ' '];
const NUMBER = ['canary', '-1', '1.5', '0x10', '1e2', '1,000', '9'.repeat(16), '٣', ' '];
const SECRET = ['canary space', 'canary\nline', 'canäry', ' '];
const ORIGIN = [
  ...['duka.example', 'ftp://duka.example', 'javascript:alert(1)', 'https:/duka.example', 'https:duka.example'],
  ...['https://', 'https:///agiza', 'https://shop example', 'https://a.example,https://b.example', '//duka.example'],
  ...['https://duka.example/agiza', 'https://duka.example/agiza/', 'https://duka.example//', 'http://localhost:3000/x'],
  ...['https://duka.example?a=1', 'https://duka.example/?', 'https://duka.example?'],
  ...['https://duka.example#top', 'https://duka.example/#'],
  ...['https://canary@duka.example', 'https://canary:word@duka.example', 'https://@duka.example'],
  ...['https://*.duka.example', 'https://<shop>', 'https://duka.example:port', 'https://duka.example:99999'],
  ...[
    'https://duka.example:0',
    'http://0.0.0.0:3000',
    'http://[::]:3000',
    'https://shop..example',
    'https:\\\\duka.example',
  ],
];

/** Values that each variable refuses. Empty ones among them count as unset. */
const WRONG: Readonly<Record<string, readonly string[]>> = {
  NODE_ENV: [...WORD, 'Production', 'prd', 'PRODUCTION', 'development2'],
  ROLE: [...WORD, 'web', 'all,api'],
  LOG_LEVEL: [...WORD, 'warning', 'trace', 'fatal'],
  HOST: ['http://0.0.0.0', '0.0.0.0:3000', '*', '[::1]:3000', '127.0.0.256', '127.1', '0', 'my host', 'a,b', 'shop/'],
  PORT: [...NUMBER, '65536', '3000x', '127.0.0.1:3000', 'NaN', 'Infinity'],
  PUBLIC_URL: ORIGIN,
  ALLOWED_HOSTS: ['https://canary.example', 'canary.example:443', '*.canary.example', 'canary/', 'a b', ',', ' '],
  TRUST_PROXY: [
    ...['0.0.0.0/0', '0.0.0.0/1,128.0.0.0/1', '10.0.0.0/7', '::/1', '2000::/3', '::/16', '::/80', '::ffff:0:0/96'],
    ...['::ffff:0.0.0.0/96', '0:0:0:0:0:ffff::/96', '::ffff:10.0.0.0/103'],
    ...['canary', 'none,10.0.0.0/8', 'localhost', 'true', '1', '*', 'loopback', '10.0.0.0/0', '::/0', '10.0.0.0/00'],
    ...['::ffff:10.0.0.0/8', '10.0.0.0/33', '10.0.0.0/255.0.0.0', '10.0.0.1:443', '10.2.3', '10.0.0.0/8/8', ',', ' '],
  ],
  DOCS: [...WORD, 'on,off'],
  METRICS_TOKEN: [...SECRET, 'canary', 'canary-canary-canary- x', 'x'.repeat(21)],
  DATABASE_URL: ['mysql://canary@db/x', 'canary', 'db.example:5432'],
  DATA_DIR: ['~/canary', '~', '$HOME/canary', `${String.fromCharCode(36)}{HOME}/x`, '/proc/canary/data', '/dev/null/x'],
  ADMIN_API_KEYS: [',', ' ', 'canary one', '["canary","two"]', 'x'.repeat(257)],
  JWT_SECRET: ['canary', 'x'.repeat(31), ' '],
  JWT_TTL_SECONDS: [...NUMBER, '59', '86401', '1h'],
  STAFF_EMAILS: ['canary', 'canary@', 'a@b.co;c@d.co', 'a@b.co c@d.co', 'Otieno <canary@b.co>', ',', ' '],
  OPEN_INTAKE: [...WORD, '2'],
  INTAKE_PER_PHONE_HOUR: [...NUMBER, '0', '100001'],
  INTAKE_PER_PHONE_DAY: [...NUMBER, '0', '100001'],
  INTAKE_PER_DAY: [...NUMBER, '0', '10000001'],
  ORDERS_PER_MINUTE: [...NUMBER, '0', '100000001'],
  RESENDS_PER_HOUR: [...NUMBER, '0', '1000001'],
  REPLICA_LAG_SECONDS: [...NUMBER, '0', '301'],
  AUDIT_MONTHS: [...NUMBER, '11', '1201'],
  NOTIFICATION_EVENT_MONTHS: [...NUMBER, '1', '1201'],
  OTEL_EXPORTER_OTLP_ENDPOINT: [
    'canary',
    'grpc://canary:4317',
    'http://a:canary@b',
    'http://b/?canary',
    'http://b/#x',
    ' ',
  ],
  OTEL_EXPORTER_OTLP_HEADERS: [' '],
  OTEL_TRACES_SAMPLER_ARG: ['canary', '-1', '1.1', '5', '5%', '1e-2', '.', ' '],
  SESSION_SECRET: ['canary', 'x'.repeat(31), `${'x'.repeat(32)},canary`, ',', ' '],
  GOOGLE_CLIENT_ID: SECRET,
  GOOGLE_CLIENT_SECRET: SECRET,
  GITHUB_CLIENT_ID: SECRET,
  GITHUB_CLIENT_SECRET: SECRET,
  FACEBOOK_CLIENT_ID: SECRET,
  FACEBOOK_CLIENT_SECRET: SECRET,
  SHOP_NAME: ['x'.repeat(31), 'canary {item}', 'canary\nline', ' ', '\u200b'],
  CURRENCY: ['KSH.', 'K', '254', ' '],
  DEFAULT_REGION: ['KENYA', 'XX', 'AQ', '254', 'K', ' '],
  SHOP_PHONE: ['canary', '0712345678', '+254123', '733345678', '+254712345678 ext. 5', '+254712345678,', ' '],
  SHOP_TIME_ZONE: ['canary', 'Mars/Olympus', '+03:00', '3', ' '],
  SMS_TEMPLATE: ['canary', 'canary {name} canary', 'canary\ncanary canary', 'canary canary {', 'x'.repeat(301), ' '],
  SMS_COUNTRIES: ['KENYA', 'KE,XX', 'KE;UG', '+254', ',', ' '],
  SMS_DAILY_BUDGET: ['canary', '-1', '1,000', '1e3', 'KES 1000', '1000/=', '.5', ' '],
  SMS_SEGMENT_PRICE: ['canary', '-1', '0', '0.00', 'KES 1', '1e3', '.5', ' '],
  SMS_SEGMENTS_MAX: [...NUMBER, '0', '11'],
  SMS_PER_SECOND: [...NUMBER, '0', '10001'],
  SMS_CONCURRENCY: [...NUMBER, '0', '1001'],
  SMS_TIMEOUT_SECONDS: [...NUMBER, '0', '9', '8s'],
  SMS_MAX_ATTEMPTS: [...NUMBER, '0', '51'],
  AT_USERNAME: ['Sandbox', 'SANDBOX', 'canary name', 'canary@duka.example', '-canary', 'x'.repeat(65), ' '],
  AT_API_KEY: SECRET,
  AT_SENDER_ID: ['canary shop', 'CANARYCANARY', '254712345678', '+254712345', 'canäry', 'CANARY-1', ' '],
  AT_CALLBACK_SECRET: ['canary', 'canary/'.repeat(4), 'x'.repeat(21), ' '],
  AT_BASE_URL: ORIGIN,
  SANDBOX: WORD,
};

/** Variables that are of no use alone: with each the other one, so that only the first is at fault. */
const PARTNERS: Readonly<Record<string, Record<string, string>>> = {
  GOOGLE_CLIENT_ID: { GOOGLE_CLIENT_SECRET: 'secret' },
  GOOGLE_CLIENT_SECRET: { GOOGLE_CLIENT_ID: 'id' },
  GITHUB_CLIENT_ID: { GITHUB_CLIENT_SECRET: 'secret' },
  GITHUB_CLIENT_SECRET: { GITHUB_CLIENT_ID: 'id' },
  FACEBOOK_CLIENT_ID: { FACEBOOK_CLIENT_SECRET: 'secret' },
  FACEBOOK_CLIENT_SECRET: { FACEBOOK_CLIENT_ID: 'id' },
  AT_USERNAME: { AT_API_KEY: 'key' },
  AT_API_KEY: { AT_USERNAME: 'shop' },
};

/** The lines of the refusal, without its first one. */
function refusal(variables: Record<string, string>): string[] {
  try {
    loadConfig({ DATA_DIR: join(folder, 'data'), ...variables });
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
}

describe('loadConfig', () => {
  it('has wrong values for most variables in this table, so that no rule goes untried', () => {
    const untried = VARIABLES.filter((name) => WRONG[name] === undefined);
    expect(untried.filter((name) => !name.includes('DATABASE_') && !name.startsWith('SHOP_'))).toEqual([]);
  });

  it.each(Object.entries(WRONG))(
    'refuses wrong values of %s in one sentence that names it and shows none',
    (name, values) => {
      for (const value of values.filter((each) => each !== '')) {
        const lines = refusal({ ...PARTNERS[name], [name]: value });
        expect([value, lines]).toEqual([value, [expect.stringMatching(`^ {2}${name}: [a-z/]\\S* .+`)]]);
        const [line = ''] = lines;
        expect(line).not.toMatch(/canary|each value|string|property|regular expression|undefined|\[object/);
        if (/^.{4,}\w$/s.test(value)) expect(line).not.toContain(value);
      }
    },
  );

  it.each([
    ['a path', 'https://duka.example/agiza', 'PUBLIC_URL: must not have a path'],
    ['a query', 'https://duka.example/?shop=1', 'PUBLIC_URL: must not have a query'],
    ['a fragment', 'https://duka.example/#top', 'PUBLIC_URL: must not have a fragment'],
    ['a user name', 'https://canary@duka.example', 'PUBLIC_URL: must not have a user name or password'],
  ])('says that PUBLIC_URL has %s', (_, value, sentence) => {
    expect(refusal({ PUBLIC_URL: value })[0]).toContain(sentence);
  });

  it.each([
    ['AT_USERNAME', 'AT_API_KEY'],
    ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
    ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
    ['FACEBOOK_CLIENT_ID', 'FACEBOOK_CLIENT_SECRET'],
  ])('refuses %s without %s, and the other way round', (one, other) => {
    expect(refusal({ [one]: 'sandbox' })).toEqual([`  ${other}: must be set together with ${one}`]);
    expect(refusal({ [other]: 'sandbox' })).toEqual([`  ${one}: must be set together with ${other}`]);
    expect(refusal({ [one]: 'sandbox', [other]: 'sandbox' })).toEqual([]);
  });

  it('names a DATA_DIR that cannot be used together with every other fault', () => {
    expect(refusal({ DATA_DIR: '/proc/canary', PORT: 'canary' })).toEqual([
      expect.stringContaining('DATA_DIR: no folder can be made there'),
      expect.stringContaining('PORT: '),
    ]);
    expect(refusal({ DATA_DIR: join(folder, 'file') })).toEqual([
      expect.stringContaining('DATA_DIR: a file is in the way'),
    ]);
  });
});
