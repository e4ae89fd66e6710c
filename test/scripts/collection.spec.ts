import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { originOf } from '../support/browser.js';
import { startApp, type TestApp } from '../support/test-app.js';

const COLLECTION = 'postman/agiza.postman_collection.json';
const newman = join(dirname(createRequire(import.meta.url).resolve('newman/package.json')), 'bin/newman.js');

/** What newman writes of a run. */
interface Run {
  readonly executions: readonly {
    readonly item: { readonly name: string };
    readonly response?: { readonly code: number };
    readonly assertions?: readonly { readonly assertion: string; readonly error?: { readonly message: string } }[];
  }[];
  readonly failures: readonly { readonly error: { readonly message: string } }[];
}

/** Runs the collection from top to bottom, as `npx newman run` does. */
async function runCollection(baseUrl: string): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'agiza-newman-'));
  const report = join(folder, 'report.json');
  const reporting = ['--reporters', 'json', '--reporter-json-export', report];
  const args = [newman, 'run', COLLECTION, '--env-var', `baseUrl=${baseUrl}`, '--timeout', '60000', ...reporting];
  // newman ends with 1 when an assertion fails. The report says which.
  await new Promise<void>((resolve) => execFile(process.execPath, args, () => resolve()));
  const { run } = JSON.parse(readFileSync(report, 'utf8'));
  rmSync(folder, { recursive: true });
  return run;
}

describe('postman/agiza.postman_collection.json', () => {
  let at: TestApp;
  let run: Run;
  beforeAll(async () => {
    at = await startApp({ ROLE: 'all' });
    run = await runCollection(originOf(at));
  }, 90_000);
  afterAll(() => at.close());

  it('runs from top to bottom on an empty database with nothing but 2xx', () => {
    const answers = run.executions.map(({ item, response }) => [item.name, response?.code ?? 0] as const);
    expect(answers.length).toBeGreaterThan(28);
    expect(answers.filter(([, status]) => status < 200 || status > 299)).toEqual([]);
  });

  it('holds each answer to something, and every answer passes', () => {
    const unchecked = run.executions.filter(({ assertions = [] }) => assertions.length === 0);
    expect(unchecked.map(({ item }) => item.name)).toEqual([]);
    expect(run.failures.map(({ error }) => error.message)).toEqual([]);
  });

  it('names each request once, since a request that waits asks again by name', () => {
    const { item } = JSON.parse(readFileSync(COLLECTION, 'utf8')) as { item: { item: { name: string }[] }[] };
    const names = item.flatMap((folder) => folder.item.map(({ name }) => name));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
