import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from './support/test-app.js';

const readme = readFileSync('README.md', 'utf8');
const section = (title: string): string => readme.split('\n## ').find((part) => part.startsWith(title)) ?? '';
const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, code]) => code ?? '');

describe('README.md', () => {
  let at: TestApp;
  beforeAll(async () => {
    at = await startApp();
  });
  afterAll(() => at.close());

  it.each(['once', 'twice'])('has a tour that may be pasted %s and ends with the statement that it shows', async () => {
    const [tour = ''] = blocks(section('A tour'), 'bash');
    const [shown = ''] = blocks(section('A tour'), 'json');
    const { stdout } = await promisify(execFile)('sh', ['-euc', tour.replace('http://localhost:3000', at.url)], {
      env: withCurl(),
    });
    const pattern = shown
      .trim()
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('…', '[^"]+');
    expect(stdout).toMatch(new RegExp(`${pattern}$`));
  });

  it('leads to the list of variables', () => {
    expect(readme).toContain('(docs/configuration.md)');
  });

  it('names only scripts that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const named = [...readme.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(4);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });
});

/** Adds the curl of the tests to the end of the path, for machines without curl. */
const withCurl = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${process.env.PATH}:${process.cwd()}/test/support/bin`,
});
