import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/load-config.js';

let folder: string;
let made = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'agiza-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const freshFolder = () => join(folder, String(++made));
const development = (variables: Record<string, string> = {}) =>
  loadConfig({ DATA_DIR: join(folder, 'shared'), ...variables });

/** A production environment in which nothing is wrong. */
const SOUND = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://agiza.example',
  TRUST_PROXY: 'none',
  DATABASE_URL: 'postgres://agiza:canary-database@db.example/agiza',
  ADMIN_API_KEYS: 'canary-first-key-000000,canary-second-key-00000',
  JWT_SECRET: 'canary-jwt-secret-00000000000000',
  SESSION_SECRET: 'canary-session-secret-0000000000',
  AT_USERNAME: 'canary-name',
  AT_API_KEY: 'canary-carrier-key',
  AT_CALLBACK_SECRET: 'canary-callback-secret',
};

/** The names of the variables at fault, one for each line of the error. Empty without an error. */
function faults(variables: Record<string, string | undefined>): string[] {
  try {
    loadConfig({ DATA_DIR: join(folder, 'shared'), ...variables });
    return [];
  } catch (error) {
    const { name, message } = error as Error;
    expect(name).toBe('ConfigError');
    const [title, ...lines] = message.split('\n');
    expect(title).toBe('These settings need a change:');
    expect(message).not.toMatch(/canary/i);
    for (const line of lines) expect(line).toMatch(/^ {2}[A-Z_]+: \S.*\S$/);
    return lines.map((line) => line.trim().split(':')[0] as string).sort();
  }
}

describe('loadConfig in development', () => {
  it('needs no variable at all', () => {
    expect(development()).toMatchObject({
      NODE_ENV: 'development',
      HOST: '127.0.0.1',
      PORT: 3000,
      ADMIN_API_KEYS: ['123456721'],
      STAFF_EMAILS: ['staff@example.com'],
      JWT_TTL_SECONDS: 3600,
      OPEN_INTAKE: 'off',
      DEFAULT_REGION: 'KE',
      CURRENCY: 'KES',
      ROLE: 'all',
      SANDBOX: 'on',
      DOCS: 'on',
      LOG_LEVEL: 'info',
      SMS_SEGMENTS_MAX: 2,
      SMS_DAILY_BUDGET: '10000',
      SMS_PER_SECOND: 50,
      SMS_CONCURRENCY: 50,
      SMS_MAX_ATTEMPTS: 8,
    });
    expect([development().DATABASE_URL, development().PUBLIC_URL, development().AT_USERNAME]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('takes an empty variable for an unset one, and splits lists at their commas', () => {
    const { PORT, ADMIN_API_KEYS, STAFF_EMAILS } = development({
      PORT: '',
      ADMIN_API_KEYS: 'one, two,three',
      STAFF_EMAILS: 'a@b.co ,c@d.co',
    });
    expect([PORT, ADMIN_API_KEYS, STAFF_EMAILS]).toEqual([3000, ['one', 'two', 'three'], ['a@b.co', 'c@d.co']]);
  });

  it('gives an object that cannot be changed', () => {
    expect(() => Object.assign(development(), { PORT: 1 })).toThrow(TypeError);
  });

  it.each([
    ['PORT', ['abc', '-1', '65536', '30.5', '3000x', 'NaN', 'Infinity']],
    ['JWT_TTL_SECONDS', ['0', '59', '86401', '1h', '-3600']],
    ['OPEN_INTAKE', ['open', 'o n', '2', 'on,off']],
    ['SANDBOX', ['maybe', 'none', '-1']],
    ['DOCS', ['/docs', 'on!', 'null']],
    ['NODE_ENV', ['Production', 'prod', 'test', 'staging']],
    ['LOG_LEVEL', ['verbose', 'warning', 'info,warn']],
    ['ROLE', ['web', 'workers']],
    ['DEFAULT_REGION', ['KENYA', 'XX', 'AQ', '254']],
    ['CURRENCY', ['KSH.', 'K']],
    ['PUBLIC_URL', ['agiza.example', 'ftp://agiza.example', 'javascript:alert(1)']],
    ['DATABASE_URL', ['mysql://root@localhost/agiza', 'localhost', 'postgres://']],
    ['JWT_SECRET', ['canary', 'x'.repeat(31)]],
    ['SESSION_SECRET', ['canary', 'x'.repeat(31)]],
    ['ADMIN_API_KEYS', [',', ' ', 'canary one', '["canary","two"]', 'x'.repeat(257)]],
    ['STAFF_EMAILS', ['canary', 'a@b.co;c@d.co', 'a@b.co c@d.co', ',']],
    ['AT_CALLBACK_SECRET', ['canary', 'canary/'.repeat(4)]],
    ['SMS_PER_SECOND', ['0', '10001', 'many']],
  ])('refuses senseless values of %s by its name', (name, values) => {
    for (const value of values) expect([value, faults({ [name]: value })]).toEqual([value, [name]]);
  });

  it('names all variables at fault at once', () => {
    expect(faults({ PORT: 'canary', OPEN_INTAKE: 'canary', ADMIN_API_KEYS: ',', JWT_SECRET: 'canary' })).toEqual([
      'ADMIN_API_KEYS',
      'JWT_SECRET',
      'OPEN_INTAKE',
      'PORT',
    ]);
  });
});

describe('loadConfig in production', () => {
  it('takes the variables that it needs, and has sandbox and documents off', () => {
    const config = loadConfig(SOUND);
    expect(config).toMatchObject({ SANDBOX: 'off', DOCS: 'off', STAFF_EMAILS: [], OPEN_INTAKE: 'off' });
    expect(config.ADMIN_API_KEYS).toEqual(['canary-first-key-000000', 'canary-second-key-00000']);
  });

  it('has no default for a secret or an address', () => {
    const { NODE_ENV, ...needed } = SOUND;
    expect(faults({ NODE_ENV })).toEqual(Object.keys(needed).sort());
    for (const name of Object.keys(needed)) {
      expect([name, faults({ ...SOUND, [name]: undefined }), faults({ ...SOUND, [name]: '' })]).toEqual([
        name,
        [name],
        [name],
      ]);
    }
  });

  it.each([
    [
      'ADMIN_API_KEYS',
      ['123456721', '123456721,canary-first-key-000000', 'canary-first-key-000000, 123456721', 'canary-short'],
    ],
    ['JWT_SECRET', ['canary', 'x'.repeat(31)]],
    ['SESSION_SECRET', ['canary', 'x'.repeat(31)]],
    ['AT_CALLBACK_SECRET', ['canary']],
    ['PUBLIC_URL', ['http://agiza.example', 'HTTP://canary.example']],
    ['SANDBOX', ['on']],
    ['DATABASE_URL', ['mysql://canary@db/agiza']],
  ])('refuses values of %s that development allows', (name, values) => {
    for (const value of values) expect([value, faults({ ...SOUND, [name]: value })]).toEqual([value, [name]]);
  });

  it('writes no files of secrets', () => {
    const DATA_DIR = freshFolder();
    loadConfig({ ...SOUND, DATA_DIR });
    expect(readdirSync(folder)).not.toContain(String(made));
  });
});

describe('loadConfig without secrets in development', () => {
  const NAMES = ['JWT_SECRET', 'SESSION_SECRET', 'AT_CALLBACK_SECRET'] as const;
  const secretsIn = (DATA_DIR: string) => NAMES.map((name) => String(loadConfig({ DATA_DIR })[name]));

  it('makes each secret once, of 256 bits, in files for their owner alone', () => {
    const data = freshFolder();
    const secrets = secretsIn(data);
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/);
    expect([secretsIn(data), new Set([...secrets, ...secretsIn(freshFolder())]).size]).toEqual([secrets, 6]);
    const files = readdirSync(join(data, 'secrets'));
    expect(files.sort()).toEqual(['callback-secret', 'jwt-secret', 'session-secret']);
    for (const file of files) expect(statSync(join(data, 'secrets', file)).mode & 0o777).toBe(0o600);
    expect(statSync(join(data, 'secrets')).mode & 0o777).toBe(0o700);
  });

  it('gives the same secrets to processes that start at once', async () => {
    const module = JSON.stringify(join(process.env.TEST_COMPILED ?? '', 'src/config/load-config.js'));
    const script = `import { loadConfig } from ${module}; console.log(loadConfig(process.env).JWT_SECRET)`;
    const env = { PATH: process.env.PATH, DATA_DIR: freshFolder() };
    const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env });
    const printed = (await Promise.all([run(), run(), run(), run()])).map(({ stdout }) => stdout.trim());
    expect([printed[0]?.length, new Set(printed).size]).toEqual([43, 1]);
    expect(readdirSync(join(env.DATA_DIR, 'secrets'))).toHaveLength(3);
  });

  it('prefers a secret that is set', () => {
    expect(development({ JWT_SECRET: 'x'.repeat(32) }).JWT_SECRET).toBe('x'.repeat(32));
  });

  it('names DATA_DIR when the secrets cannot be kept there', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(faults({ DATA_DIR: join(file, 'data') })).toEqual(['DATA_DIR']);
    if (process.getuid?.() === 0) return;
    const closed = mkdtempSync(join(folder, 'closed-'));
    chmodSync(closed, 0o500);
    expect(faults({ DATA_DIR: closed })).toEqual(['DATA_DIR']);
  });
});
