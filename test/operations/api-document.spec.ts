import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GROUPS } from '../../src/operations/reading-order.js';
import { PROBLEM_GUIDES } from '../../src/web/problems/state-guides.js';
import { examplesOf, makeStrictCheck, type OpenApiDocument, type Operation } from '../support/openapi-document.js';
import { startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let document: OpenApiDocument;
let operations: Readonly<Record<string, Operation>>;
beforeAll(async () => {
  at = await startApp({ DOCS: 'on' });
  document = (await at.request('/openapi.json')).json;
  const each = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  );
  operations = Object.fromEntries(each);
});
afterAll(() => at.close());

const redocly = join(dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')), 'bin/cli.js');

/** The rules that Redocly recommends and the document breaks as an error. */
async function brokenRules(described: object): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'agiza-openapi-'));
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(described));
  // It neither reports its use nor asks for a newer version.
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const output = await new Promise<string>((resolve) =>
    execFile(
      process.execPath,
      [redocly, 'lint', 'openapi.json', '--format', 'json'],
      { cwd: folder, env },
      (_, stdout) => resolve(stdout),
    ),
  );
  rmSync(folder, { recursive: true });
  const { problems } = JSON.parse(output) as { problems: { severity: string; ruleId: string }[] };
  return problems.filter(({ severity }) => severity === 'error').map(({ ruleId }) => ruleId);
}

describe('GET /openapi.json for a reader', () => {
  it('fills in no two values that exclude each other', () => {
    const filled = Object.entries(operations).map(([name, operation]) => {
      const { parameters = [] } = operation;
      const inAddress = parameters.filter(({ schema }) => 'example' in schema).map((parameter) => parameter.name);
      const inBody = examplesOf(operation).flatMap((example) => Object.keys(example));
      return [name, [...inAddress, ...inBody]] as const;
    });
    const excluding = [
      ['page', 'cursor'],
      ['customer_code', 'phone'],
      ['customer_code', 'customer_id'],
    ];
    const both = filled.filter(([, names]) => excluding.some((pair) => pair.every((name) => names.includes(name))));
    expect(both).toEqual([]);
  });

  it('gives each request body an example that is valid by its schema and has every required field', () => {
    const bodies = Object.entries(operations).flatMap(([name, operation]) =>
      Object.values(operation.requestBody?.content ?? {}).flatMap(({ schema }) =>
        examplesOf(operation).map((example) => [name, makeStrictCheck(document)(schema, example)]),
      ),
    );
    expect(bodies.length).toBeGreaterThan(12);
    expect(bodies.filter(([, fault]) => fault !== null)).toEqual([]);
  });

  it('begins with how to get a token, and tells of paging, idempotency and errors', () => {
    const headings = [...document.info.description.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings[0]).toBe('Get a token');
    for (const words of ['Bearer <token>', '`next_cursor`', '`Idempotency-Key`', 'RFC 9457', '`x-permission`'])
      expect(document.info.description).toContain(words);
  });

  it('has admins, users, customers and orders first, and what ends tokens and operations last', () => {
    const tags = document.tags.map(({ name }) => name);
    expect(tags).toEqual([
      'admins',
      'users',
      'customers',
      'orders',
      'notifications',
      'staff',
      'keys',
      'audit',
      'accounts',
      'operations',
    ]);
    const shown = Object.values(operations).map((operation) => operation.tags?.[0] ?? '');
    expect(shown).toEqual([...shown].sort((one, other) => tags.indexOf(one) - tags.indexOf(other)));
    expect(new Set(shown)).toEqual(new Set(tags));
  });

  it('shows for each status an error that has it, with the type of one that is explained', () => {
    const problems = Object.entries(operations).flatMap(([name, { responses }]) =>
      Object.entries(responses).flatMap(([status, { content }]) => {
        const media = content?.['application/problem+json'];
        return media === undefined ? [] : [{ name: `${name} ${status}`, status: Number(status), ...media }];
      }),
    );
    expect(problems.length).toBeGreaterThan(100);
    const check = makeStrictCheck(document);
    for (const { name, status, schema, example } of problems) {
      const { type = '', ...shown } = example as { type?: string; status?: number };
      const explained = PROBLEM_GUIDES[type.replace('/problems/', '')]?.status;
      expect([name, shown.status, explained, check(schema, example)]).toEqual([name, status, status, null]);
    }
  });

  it('puts only paths that exist into an order', () => {
    const paths = Object.values(GROUPS).flatMap((group) => group.paths);
    expect(paths.filter((path) => !(path in document.paths))).toEqual([]);
  });

  it('says that an order is found and cancelled by its id or by its number', () => {
    for (const name of ['GET /api/orders/{id}', 'POST /api/orders/{id}/cancel'])
      expect(operations[name]?.parameters).toEqual([
        expect.objectContaining({ name: 'id', description: 'The id of the order, or its number.' }),
      ]);
  });
});

describe('redocly lint', () => {
  it('finds no error in the document', async () => {
    expect(await brokenRules(document)).toEqual([]);
  });

  it('finds an operation that does not say whether it asks for a token', async () => {
    const get = { ...operations['GET /livez'], security: undefined };
    expect(await brokenRules({ ...document, paths: { ...document.paths, '/livez': { get } } })).toEqual([
      'security-defined',
    ]);
  });
});
