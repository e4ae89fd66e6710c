import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { renderConfigurationPage, renderEnvExample } from '../../scripts/config-docs.js';
import { loadConfig } from '../../src/config/load-config.js';
import { nameFileOf } from '../../src/config/secret-files.js';

const page = readFileSync('docs/configuration.md', 'utf8');
const example = readFileSync('.env.example', 'utf8');
let DATA_DIR: string;

beforeAll(() => {
  DATA_DIR = mkdtempSync(join(tmpdir(), 'agiza-config-docs-'));
});
afterAll(() => rmSync(DATA_DIR, { recursive: true }));

/** The rows of the page's tables: name, values, default, meaning. */
const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (.*?) ?\| (?:`(.+?)`)? ?\| (.+) \|$/gm)].map(
  ([, name = '', values, initial, meaning]) => ({
    name,
    values,
    initial,
    meaning,
  }),
);

/** The variables that the example sets once every comment sign before one is removed. */
const shown = parseEnv(example.replaceAll(/^# (?=[A-Z_]+=)/gm, ''));

describe('docs/configuration.md', () => {
  it('is what `npm run docs` makes of src/config/config.ts', () => {
    expect(page).toBe(renderConfigurationPage());
  });

  it('lists every variable once, with a meaning, under a topic', () => {
    const declared = Object.keys(loadConfig({ DATA_DIR }));
    const names = rows.map(({ name }) => name);
    expect(declared.length).toBeGreaterThan(20);
    expect(names).toEqual(expect.arrayContaining(declared));
    expect(new Set(names).size).toBe(names.length);
    expect(rows.filter(({ meaning }) => !/^(`?[A-Z/]|`on`|`production`).+\.$/.test(meaning ?? ''))).toEqual([]);
    expect(page.match(/^## .+$/gm)?.length).toBeGreaterThan(5);
  });

  it('shows defaults that may be set as they stand', () => {
    const initial = Object.fromEntries(
      rows.filter((row) => row.initial !== undefined).map((row) => [row.name, row.initial]),
    );
    expect(Object.keys(initial)).toEqual(expect.arrayContaining(['PORT', 'SMS_TEMPLATE', 'SMS_COUNTRIES']));
    expect(loadConfig({ ...initial, DATA_DIR })).toEqual(loadConfig({ DATA_DIR }));
  });

  it('says of each secret, and of nothing else, that a file may hold it', () => {
    const marked = rows.filter(({ name, meaning }) => meaning?.includes(`\`${name}_FILE\` may name a file`));
    expect(marked.map(({ name }) => name)).toEqual(rows.map(({ name }) => name).filter((name) => nameFileOf(name)));
    expect(marked.length).toBeGreaterThan(9);
  });

  it('marks the variables that production must set', () => {
    const marked = rows.filter(({ meaning }) => meaning?.endsWith('Production must set it.')).map(({ name }) => name);
    const fault = new RegExp(`^ {2}(${marked.join('|')}): must be set in production$`, 'gm');
    let message = '';
    try {
      loadConfig({ NODE_ENV: 'production' });
    } catch (error) {
      message = (error as Error).message;
    }
    expect(marked.length).toBeGreaterThan(5);
    expect(message.match(fault)).toHaveLength(marked.length);
    expect(message.match(/must be set in production$/gm)).toHaveLength(marked.length);
  });
});

describe('.env.example', () => {
  it('is what `npm run docs` makes of src/config/config.ts', () => {
    expect(example).toBe(renderEnvExample());
  });

  it('has every variable that the page lists, and those of docker-compose.yml', () => {
    const ofCompose = ['AGIZA_IMAGE', 'FRONT_SUBNET'];
    expect(Object.keys(shown).sort()).toEqual([...rows.map(({ name }) => name), ...ofCompose].sort());
    const named = readFileSync('docker-compose.yml', 'utf8').match(/\$\{\w+/g) ?? [];
    expect([...new Set(named)].sort()).toEqual([...ofCompose, 'PUBLIC_URL'].map((name) => `\${${name}`));
  });

  it('sets nothing as it stands, and nothing but defaults without its comment signs', () => {
    expect(parseEnv(example)).toEqual({});
    expect(loadConfig({ ...shown, DATA_DIR })).toEqual(loadConfig({ DATA_DIR }));
  });
});
