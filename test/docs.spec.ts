import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PERMISSIONS } from '../src/http/access/permissions.js';

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.startsWith('api'))
    .map((path) => join('docs', path)),
];

/** Files of the project that a page names in code type, such as `src/app.ts`, without patterns. */
const namedIn = (text: string): string[] =>
  [...text.matchAll(/`((?:src|test|docs|migrations|scripts|bench|chaos)\/[\w./-]+)`/g)].map(([, path = '']) => path);

/** Files and pages that a page links to, without what is elsewhere. */
const linkedIn = (text: string): string[] =>
  [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path);

/** The last column of a table of routes: the file that answers, without `src/`. */
const answeringFilesIn = (text: string): string[] =>
  [...text.matchAll(/^\|.*\| `([\w./-]+)` \|$/gm)].map(([, path = '']) => join('src', path));

/** Permissions that a route asks for with `@Allow`. */
const usedPermissions = (): string[] =>
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.controller\.tsx?$/.test(path))
    .flatMap((path) => [...readFileSync(join('src', path), 'utf8').matchAll(/@Allow(?:Staff)?\('([\w:]+)'/g)])
    .map(([, permission = '']) => permission);

/** What `npm run bench` writes is not in the repository. */
const WRITTEN_LATER = ['bench/results/latest.json', 'chaos/results'];

describe('the documents', () => {
  it.each(pages)('names only files that exist: %s', (page) => {
    const text = readFileSync(page, 'utf8');
    const missing = namedIn(text).filter((path) => !WRITTEN_LATER.includes(path) && !existsSync(path));
    expect(missing).toEqual([]);
  });

  it.each(pages)('links only to files that exist: %s', (page) => {
    const text = readFileSync(page, 'utf8');
    expect(linkedIn(text).filter((path) => !existsSync(join(dirname(page), path)))).toEqual([]);
  });

  it('names the file of each route', () => {
    const named = answeringFilesIn(readFileSync('docs/routes.md', 'utf8'));
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('names every variable that production demands: at the first start, and for Docker', () => {
    const rows = readFileSync('docs/configuration.md', 'utf8').split('\n');
    const demanded = rows.flatMap((row) => /^\| `(\w+)` \|.*Production must set it\./.exec(row)?.[1] ?? []);
    expect(demanded.length).toBeGreaterThan(5);
    const text = readFileSync('docs/operations.md', 'utf8');
    for (const heading of ['## The first production start', '## With Docker']) {
      const [section = ''] = text.slice(text.indexOf(heading)).split(/\n(?=## )/);
      expect([heading, demanded.filter((name) => !section.includes(`\`${name}\``))]).toEqual([heading, []]);
    }
  });

  it('names a route for every permission', () => {
    expect(Object.keys(PERMISSIONS).filter((permission) => !usedPermissions().includes(permission))).toEqual([]);
  });

  it('has a README of at most 110 lines', () => {
    expect(readFileSync('README.md', 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(110);
  });
});
