import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from './support/test-app.js';

const readme = readFileSync('README.md', 'utf8');
const section = (title: string): string => readme.split('\n## ').find((part) => part.startsWith(title)) ?? '';
const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, code]) => code ?? '');

describe('the README', () => {
  let at: TestApp;
  beforeAll(async () => {
    at = await startApp();
  });
  afterAll(() => at.close());

  it('gives a tour that runs as it is pasted and ends on the statement it shows', async () => {
    const [tour = ''] = blocks(section('A tour'), 'bash');
    const [shown = ''] = blocks(section('A tour'), 'json');
    const { stdout } = await promisify(execFile)('sh', ['-euc', tour.replace('http://localhost:3000', at.url)], { env: withCurl() });
    const pattern = shown
      .trim()
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('…', '[^"]+');
    expect(stdout).toMatch(new RegExp(`${pattern}$`));
  });

  it('leads to the list of variables', () => {
    expect(readme).toContain('(docs/configuration.md)');
  });

  it('links only to files that exist', () => {
    const linked = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = '']) => path);
    expect(linked.length).toBeGreaterThan(1);
    expect(linked.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('names only scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const named = [...readme.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(4);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });
});

/** The machine's own curl comes first; the stand-in serves a machine that has only Node. */
const withCurl = (): NodeJS.ProcessEnv => ({ ...process.env, PATH: `${process.env.PATH}:${process.cwd()}/test/support/bin` });
