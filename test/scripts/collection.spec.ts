import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { originOf } from '../support/browser.js';
import { pasteTour } from '../support/readme-tour.js';
import { startApp, type TestApp } from '../support/test-app.js';

const COLLECTION = 'postman/agiza.postman_collection.json';

/** A request of a run, and what its test script found. */
interface Executed {
  readonly name: string;
  readonly status: number;
  readonly checks: number;
  readonly failures: readonly string[];
}

/** Runs the collection from top to bottom, with an engine in a process of its own. */
async function runCollection(baseUrl: string): Promise<Executed[]> {
  const runner = 'test/support/run-collection.js';
  const { stdout } = await promisify(execFile)(process.execPath, [runner, COLLECTION, baseUrl]);
  return JSON.parse(stdout);
}

const wrongAnswers = (run: readonly Executed[]): Executed[] =>
  run.filter(({ status, failures }) => status < 200 || status > 299 || failures.length > 0);

describe('postman/agiza.postman_collection.json', () => {
  let at: TestApp;
  let run: Executed[];
  beforeAll(async () => {
    at = await startApp({ ROLE: 'all' });
    run = await runCollection(originOf(at));
  }, 90_000);
  afterAll(() => at.close());

  it('runs from top to bottom on an empty database with nothing but 2xx', () => {
    expect(run.length).toBeGreaterThan(36);
    expect(wrongAnswers(run)).toEqual([]);
  });

  it('holds each answer to something', () => {
    expect(run.filter(({ checks }) => checks === 0).map(({ name }) => name)).toEqual([]);
  });

  it('runs again on the same database, after itself and after the tour of the README', async () => {
    const { shown, printed } = await pasteTour(at);
    expect(printed).toMatch(shown);
    expect(wrongAnswers(await runCollection(originOf(at)))).toEqual([]);
  });

  it('names each request once, since a request that waits asks again by name', () => {
    const { item } = JSON.parse(readFileSync(COLLECTION, 'utf8')) as { item: { item: { name: string }[] }[] };
    const names = item.flatMap((folder) => folder.item.map(({ name }) => name));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
