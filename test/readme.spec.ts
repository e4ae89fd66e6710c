import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pasteTour } from './support/readme-tour.js';
import { startApp, type TestApp } from './support/test-app.js';

const readme = readFileSync('README.md', 'utf8');

describe('README.md', () => {
  let at: TestApp;
  beforeAll(async () => {
    at = await startApp();
  });
  afterAll(() => at.close());

  it.each(['once', 'twice'])('has a tour that may be pasted %s and prints the statement that it shows', async () => {
    const { printed, shown } = await pasteTour(at);
    expect(printed).toMatch(shown);
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
