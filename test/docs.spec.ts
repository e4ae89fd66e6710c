import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

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

/** What `npm run bench` writes is not in the repository. */
const WRITTEN_LATER = ['bench/results/latest.json'];

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

  it('has a README of at most 110 lines', () => {
    expect(readFileSync('README.md', 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(110);
  });
});
