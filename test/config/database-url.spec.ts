import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addPassword } from '../../src/config/database-rules.js';
import { readDatabaseUrl } from '../../src/config/database-url.js';
import { loadConfig } from '../../src/config/load-config.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'agiza-database-url-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a start says of the variables; empty when they can be used. */
function faultOf(variables: Record<string, string>): string {
  try {
    loadConfig({ DATA_DIR: folder, ...variables });
    return '';
  } catch (error) {
    expect((error as Error).name).toBe('ConfigError');
    return (error as Error).message.split('\n').slice(1).join('\n').trim();
  }
}

describe('DATABASE_URL', () => {
  it.each([
    ['postgres://u:p@h/d', { user: 'u', password: 'p', host: 'h', port: 5432, database: 'd', tls: false }],
    ['postgresql://u@h:6543/d', { user: 'u', password: null, host: 'h', port: 6543, database: 'd' }],
    ['postgres://h', { user: null, password: null, host: 'h', database: null }],
    ['postgres:///d', { host: 'localhost', database: 'd' }],
    ['  postgres://u:p@h/d\r\n', { database: 'd' }],
    ['postgres://u:%2F%23%3F%40%25@h/d', { password: '/#?@%' }],
    ['postgres://u:a@b:c@h/d', { user: 'u', password: 'a@b:c', host: 'h' }],
    ['postgres://u:a b+c$d@h/d', { password: 'a b+c$d' }],
    ['postgres://u%40shop:p@[::1]:5433/d%2Fe', { user: 'u@shop', host: '::1', port: 5433, database: 'd/e' }],
    ['postgres://u@%2Fvar%2Frun/d', { host: '/var/run', database: 'd' }],
    ['postgres://u@/d?host=/var/run/postgresql', { host: '/var/run/postgresql', database: 'd' }],
    ['postgres://u@h/d?application_name=shop', { applicationName: 'shop' }],
    ['postgres://u@h/d?sslmode=disable', { tls: false }],
    ['postgres://u@h/d?sslmode=require&channel_binding=require', { channelBinding: true }],
  ])('reads %j', (url, parts) => {
    expect(readDatabaseUrl(url)).toMatchObject(parts);
    expect(faultOf({ DATABASE_URL: url })).toBe('');
  });

  it.each([
    ['require', { rejectUnauthorized: true }],
    ['verify-full', { rejectUnauthorized: true }],
    ['REQUIRE', { rejectUnauthorized: true }],
    ['no-verify', { rejectUnauthorized: false }],
  ])('encrypts with sslmode=%s', (mode, tls) => {
    expect(readDatabaseUrl(`postgres://u@h/d?sslmode=${mode}`).tls).toMatchObject(tls);
  });

  it.each(['/', '#', '?', '%', '%zz', 'a/b', '1/2', 'a#b', 'a?b', 'a/b#c?d', 'a@b/c', '?sslmode=require'])(
    'says percent-encode of a password with %j in it, and does not show it',
    (inside) => {
      const fault = faultOf({ DATABASE_URL: `postgres://u:canary${inside}canary@h:5432/d?sslmode=require` });
      expect(fault).toMatch(/^DATABASE_URL: .*percent-encode \/ as %2F, # as %23, \? as %3F, @ as %40/);
      expect(fault).not.toMatch(/canary/);
    },
  );

  it.each([
    ['postgres://u@a,b/d', /several hosts.*name the primary/],
    ['postgres://u@a:1,b:2/d', /several hosts/],
    ['postgres://u@/d?host=a,b', /several hosts/],
    ['postgres://u@h:0/d', /port of 1 to 65535/],
    ['postgres://u@h:99999/d', /port of 1 to 65535/],
    ['postgres://u@h:port/d', /port of 1 to 65535/],
    ['postgres://u@::1/d', /IPv6 address without brackets: write it as \[::1\]:5432/],
    ['postgres://u@[::1/d', /IPv6 address in brackets/],
    ['postgres://u@h/d?sslmode=prefer', /sslmode that is not offered: write disable/],
    ['postgres://u@h/d?sslmode=on', /sslmode that is not offered/],
    ['postgres://u@h/d?sslmode=verify-ca', /add sslrootcert=/],
    ['postgres://u@h/d?ssl=true', /parameter ssl.*write sslmode=require/],
    ['postgres://u@h/d?pgbouncer=true', /set DATABASE_POOLER=on/],
    ['postgres://u@h/d?connection_limit=5', /set DATABASE_POOL_SIZE/],
    ['postgres://u@h/d?options=-csearch_path%3Dshop', /parameter options, which is not used: remove it/],
    ['postgres://u@h/d?schema=shop', /parameter schema/],
    ['postgres://u@h/d?password=p', /set DATABASE_PASSWORD/],
    ['postgres://u%0A@h/d', /control character/],
    ['mysql://u@h/d', /must be a postgres:\/\/ URL.*it is a mysql:\/\/ URL/],
    ['mongodb+srv://u:canary@h/d', /it is a mongodb\+srv:\/\/ URL/],
    ['postgres//u:canary@h/d', /it lacks :\/\/ behind postgres/],
    ['postgresql:/u:canary@h/d', /it lacks :\/\/ behind postgres/],
    ['POSTGRES://u:canary@h/d', /begin with postgres:\/\/ in small letters/],
    ['postgresql+asyncpg://u:canary@h/d', /names a driver in its scheme/],
    ['jdbc:postgresql://h/d?user=u', /leave out jdbc:/],
    ['postgressql://u:canary@h/d', /a scheme that is not postgres/],
    ['u:canary@h:5432/d', /lacks postgres:\/\/ at its beginning/],
    ['host=h dbname=d user=u password=canary', /is a list of words/],
    ['/var/run/postgresql', /is a path; the folder of a socket is written as/],
    ["'postgres://u:canary@h/d", /a quotation mark at one end: remove it/],
    ['postgres://u:canary@h/d;"', /quotation mark/],
    ['<postgres://u:canary@h/d>', /has < and > around it/],
    ['DATABASE_URL=postgres://u:canary@h/d', /begins with the name of a variable/],
    ['psql postgres://u:canary@h/d', /begins with another word/],
    ['postgres://u:canary@/var/run/postgresql/d', /a path in place of the host: .*\?host=\/folder/],
    ['postgres://u:canary@https://h/d', /http:\/\/ before the host/],
    ['postgres://u:canary@h/d x', /a space in the name of the database/],
    ['postgres://u:canary@h /d', /a space in its host/],
    ['postgres://u:canary@fd00::5:5432/d', /an IPv6 address without brackets/],
    ['postgres://u@h/d?sslMode=require', /parameter sslMode.*write sslmode, in small letters/],
    ['postgres://u@h/d?connect_timeout=5', /parameter connect_timeout.*remove it/],
    ['postgres://', /must be a postgres:\/\/ URL/],
    ['postgres://u@h/d?sslrootcert=/nope', /sslrootcert that cannot be read \(ENOENT\): name one/],
    ['postgres://u@h/d?sslmode=verify-full&sslrootcert=/', /sslrootcert that cannot be read \(EISDIR\)/],
    ['postgres://u@h/d?sslcert=/nope&sslkey=/nope', /sslcert that cannot be read/],
  ])('says what to do about %s', (url, words) => {
    const fault = faultOf({ DATABASE_URL: url });
    expect(fault).toMatch(/^DATABASE_URL: .+$/);
    expect(fault).toMatch(words);
    expect(fault).not.toMatch(/canary/);
  });

  it('says what to do about certificates that are there and cannot be used', () => {
    const [text, pem] = [join(folder, 'text'), join(folder, 'pem')];
    writeFileSync(text, 'no certificate');
    writeFileSync(pem, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    const fault = (query: string) => faultOf({ DATABASE_URL: `postgres://u@h/d?${query}` });
    expect(fault(`sslrootcert=${text}`)).toMatch(/not PEM: convert/);
    expect(fault(`sslcert=${pem}`)).toMatch(/sslcert and sslkey together/);
    expect(fault(`sslcert=${pem}&sslkey=${pem}`)).toMatch(/certificates that cannot be used/);
  });
});

describe('DATABASE_PASSWORD', () => {
  it('carries the password in docker-compose.yml, which puts none into a URL', () => {
    const compose = readFileSync('docker-compose.yml', 'utf8');
    expect(compose).not.toMatch(/:\/\/\S*\$/);
    expect(compose).toMatch(/DATABASE_PASSWORD_FILE: \/run\/secrets\/database_password$/m);
    const [, DATABASE_URL = ''] = / DATABASE_URL: (\S+)/.exec(compose) ?? [];
    expect(faultOf({ DATABASE_URL, DATABASE_PASSWORD: '/#?@%:' })).toBe('');
    const [, MIGRATION_DATABASE_URL = ''] = /MIGRATION_DATABASE_URL: (\S+)/.exec(compose) ?? [];
    const both = { DATABASE_URL, MIGRATION_DATABASE_URL, MIGRATION_DATABASE_PASSWORD: '/#?@%:' };
    expect([MIGRATION_DATABASE_URL, faultOf(both)]).toEqual(['postgres://agiza_owner@database/agiza', '']);
  });

  it.each(['a long sentence', '/#?@%:', "it's $1 $& 50%25", 'pässwörd'])(
    'goes into the URL whole, as in %j',
    (password) => {
      const url = addPassword('postgres://agiza@database/agiza?sslmode=require', password);
      expect(readDatabaseUrl(url)).toMatchObject({ user: 'agiza', password, host: 'database', database: 'agiza' });
      expect(faultOf({ DATABASE_URL: 'postgres://agiza@database/agiza', DATABASE_PASSWORD: password })).toBe('');
    },
  );

  it.each([
    [{ DATABASE_PASSWORD: 'canary' }, /^DATABASE_PASSWORD: must be set together with DATABASE_URL$/],
    [{ DATABASE_PASSWORD: 'canary', DATABASE_URL: 'postgres://u:p@h/d' }, /^DATABASE_PASSWORD: .*remove one of them$/],
    [{ DATABASE_PASSWORD: 'canary', DATABASE_URL: 'postgres://h/d' }, /^DATABASE_PASSWORD: .*must name the user/],
    [
      { MIGRATION_DATABASE_PASSWORD: 'canary', DATABASE_URL: 'postgres://h/d' },
      /^MIGRATION_DATABASE_PASSWORD: must be set together with MIGRATION_DATABASE_URL$/,
    ],
    [
      {
        MIGRATION_DATABASE_PASSWORD: 'canary',
        MIGRATION_DATABASE_URL: 'postgres://o:p@h/d',
        DATABASE_URL: 'postgres://u:p@h/d',
      },
      /^MIGRATION_DATABASE_PASSWORD: MIGRATION_DATABASE_URL has a password too; remove one of them$/,
    ],
    [
      { DATABASE_REPLICA_URL: 'postgres://u:canary@h/d' },
      /^DATABASE_REPLICA_URL: must be set together with DATABASE_URL$/,
    ],
    [
      { DATABASE_REPLICA_PASSWORD: 'canary', DATABASE_URL: 'postgres://u:p@h/d' },
      /^DATABASE_REPLICA_PASSWORD: must be set together with DATABASE_REPLICA_URL$/,
    ],
    [{ DATABASE_POOLER: 'on' }, /^DATABASE_POOLER: must be set together with DATABASE_URL$/],
    [{ DATABASE_POOL_SIZE: '0' }, /^DATABASE_POOL_SIZE: /],
    [{ DATABASE_POOL_SIZE: '101' }, /^DATABASE_POOL_SIZE: /],
    [{ DATABASE_POOLER: 'pgbouncer' }, /^DATABASE_POOLER: /],
    [{ DATABASE_PREPARE: 'never' }, /^DATABASE_PREPARE: /],
    [{ MIGRATION_DATABASE_URL: 'postgres://u:canary/canary@h/d' }, /^MIGRATION_DATABASE_URL: .*percent-encode/],
  ])('is refused in words, as the other variables of the database are: %j', (variables, words) => {
    const fault = faultOf(variables);
    expect(fault).toMatch(words);
    expect(fault).not.toMatch(/canary/);
  });
});
