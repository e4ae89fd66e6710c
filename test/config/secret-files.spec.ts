import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findEmptyFileNames, VARIABLES } from '../../src/config/environment.js';
import { loadConfig } from '../../src/config/load-config.js';
import { nameFileOf } from '../../src/config/secret-files.js';

let folder: string;
let made = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'agiza-secrets-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const SECRETS = VARIABLES.filter((name) => nameFileOf(name) !== null);
const SECRET = 'canary-canary-canary-canary-canary-canary';
const URL_OF_DATABASE = 'postgres://agiza:canary@db.example/agiza';
const VALUES: Readonly<Record<string, string>> = {
  DATABASE_URL: URL_OF_DATABASE,
  MIGRATION_DATABASE_URL: URL_OF_DATABASE,
  DATABASE_REPLICA_URL: URL_OF_DATABASE,
};
/** The other halves of pairs. */
const IDS = { GOOGLE_CLIENT_ID: 'id', GITHUB_CLIENT_ID: 'id', FACEBOOK_CLIENT_ID: 'id', AT_USERNAME: 'shop' };

function fileOf(content: string | Uint8Array): string {
  const path = join(folder, `secret-${++made}`);
  writeFileSync(path, content);
  return path;
}

const load = (variables: Record<string, string>) => loadConfig({ DATA_DIR: join(folder, 'data'), ...variables });

/** The lines of the refusal, without its first one. */
function refusal(variables: Record<string, string>): string[] {
  try {
    load(variables);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
}

describe('NAME_FILE', () => {
  it('is there for every secret', () => {
    expect(SECRETS).toEqual(
      expect.arrayContaining([
        ...['JWT_SECRET', 'SESSION_SECRET', 'ADMIN_API_KEYS', 'METRICS_TOKEN', 'DATABASE_URL'],
        ...['AT_API_KEY', 'AT_CALLBACK_SECRET'],
        ...['GOOGLE_CLIENT_SECRET', 'GITHUB_CLIENT_SECRET', 'FACEBOOK_CLIENT_SECRET'],
      ]),
    );
  });

  it.each(SECRETS)('gives %s the content of the file without the line break at its end', (name) => {
    const value = VALUES[name] ?? SECRET;
    for (const end of ['', '\n', '\r\n', '\n\n']) {
      const config: Record<string, unknown> = {
        ...load({ ...partnerOf(name), [`${name}_FILE`]: fileOf(value + end) }),
      };
      expect([end, [config[name]].flat()]).toEqual([end, [value]]);
    }
  });

  it('reads several keys from a file with one key a line, and skips a byte order mark', () => {
    expect(load({ ADMIN_API_KEYS_FILE: fileOf('one\ntwo\n') }).ADMIN_API_KEYS).toEqual(['one', 'two']);
    expect(load({ JWT_SECRET_FILE: fileOf(`\ufeff${SECRET}\r\n`) }).JWT_SECRET).toBe(SECRET);
  });

  it('counts as unset when it is empty, and wins over a variable that is empty', () => {
    expect(load({ JWT_SECRET: SECRET, JWT_SECRET_FILE: '' }).JWT_SECRET).toBe(SECRET);
    expect(load({ JWT_SECRET: '', JWT_SECRET_FILE: fileOf(SECRET) }).JWT_SECRET).toBe(SECRET);
  });

  it.each(SECRETS)('refuses a file of %s that cannot be used, in one sentence that names the variable', (name) => {
    mkdirSync(join(folder, 'folder'), { recursive: true });
    const wrong: [string, string][] = [
      [join(folder, 'missing'), 'there is no such file'],
      [join(fileOf('x'), 'below'), 'there is no such file'],
      [fileOf(''), 'the file is empty'],
      [fileOf('\r\n \n'), 'the file is empty'],
      [join(folder, 'folder'), 'is a directory'],
      ['/dev/zero', 'is no ordinary file'],
      [fileOf('x'.repeat(65_537)), 'the file has more than 64 KiB'],
      [fileOf(Buffer.from(SECRET, 'utf16le')), 'must name a file of UTF-8 text'],
      [fileOf(new Uint8Array([0xff, 0xfe, 0x41])), 'must name a file of UTF-8 text'],
    ];
    for (const [path, words] of wrong) {
      const lines = refusal({ ...partnerOf(name), [`${name}_FILE`]: path });
      expect([path, lines]).toEqual([path, [expect.stringContaining(`${name}_FILE: ${words}`)]]);
      expect(lines[0]).not.toMatch(/canary|agiza-secrets/);
    }
  });

  it.each(SECRETS)('refuses %s beside its file', (name) => {
    const both = {
      ...partnerOf(name),
      [name]: VALUES[name] ?? SECRET,
      [`${name}_FILE`]: fileOf(VALUES[name] ?? SECRET),
    };
    expect(refusal(both)).toEqual([`  ${name}: is set twice, by itself and by ${name}_FILE; leave one of them out`]);
  });

  it('holds what the file has to the rule of the variable', () => {
    expect(refusal({ JWT_SECRET_FILE: fileOf('canary\n') })).toEqual([
      expect.stringContaining('JWT_SECRET: must have'),
    ]);
    expect(refusal({ AT_USERNAME: 'shop', AT_API_KEY_FILE: fileOf('canary\ncanary\n') })).toEqual([
      expect.stringContaining('AT_API_KEY: must be'),
    ]);
  });

  it('does not wait for a pipe that nobody writes to', () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(refusal({ JWT_SECRET_FILE: pipe })).toEqual([expect.stringContaining('is no ordinary file')]);
  });

  it('says that this user may not read the file', () => {
    if (process.getuid?.() === 0) return;
    const closed = fileOf(SECRET);
    chmodSync(closed, 0);
    expect(refusal({ JWT_SECRET_FILE: closed })).toEqual([
      expect.stringContaining('JWT_SECRET_FILE: this user may not read the file'),
    ]);
  });
});

/** The other half of the pair that a secret belongs to. */
function partnerOf(name: string): Record<string, string> {
  if (name === 'DATABASE_PASSWORD') return { DATABASE_URL: 'postgres://agiza@db.example/agiza' };
  if (name === 'MIGRATION_DATABASE_PASSWORD')
    return { DATABASE_URL: URL_OF_DATABASE, MIGRATION_DATABASE_URL: 'postgres://owner@db.example/agiza' };
  if (name === 'DATABASE_REPLICA_PASSWORD')
    return { DATABASE_URL: URL_OF_DATABASE, DATABASE_REPLICA_URL: 'postgres://agiza@standby.example/agiza' };
  if (name === 'MIGRATION_DATABASE_URL' || name === 'DATABASE_REPLICA_URL') return { DATABASE_URL: URL_OF_DATABASE };
  const partner = Object.entries(IDS).find(([id]) => id.split('_')[0] === name.split('_')[0]);
  const isPaired = /_CLIENT_SECRET$|_API_KEY$/.test(name);
  return partner && isPaired ? { [partner[0]]: partner[1] } : {};
}

describe('findEmptyFileNames', () => {
  it.each(SECRETS)('says in a sentence that an empty %s_FILE changes nothing', (name) => {
    for (const value of ['', ' ', '\r\n', '\u200b'])
      expect(findEmptyFileNames({ [`${name}_FILE`]: value, [name]: SECRET })).toEqual([
        `${name}_FILE is empty, so no file is read: name the file, or leave the variable out`,
      ]);
  });

  it('says nothing of one that is absent or names a file', () => {
    expect(findEmptyFileNames({ JWT_SECRET_FILE: '/run/secrets/jwt', LOG_FILE: '', PORT: '' })).toEqual([]);
  });
});
