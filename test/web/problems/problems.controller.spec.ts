import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { STATUS_OF } from '../../../src/http/problems/problem.js';
import { STATUS_PROBLEMS } from '../../../src/http/problems/status-problems.js';
import { PROBLEM_GUIDES } from '../../../src/web/problems/state-guides.js';
import { baseOfClass } from '../../architecture/classes.js';
import { nodesIn, readHouse } from '../../architecture/sources.js';
import { aBrowser } from '../../support/browser.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());

/** What a class states as the value of one of its properties, if that is a text. */
const textOf = (node: ts.ClassLikeDeclaration, property: string): string => {
  const found = node.members
    .filter(ts.isPropertyDeclaration)
    .find((member) => member.name.getText() === property)?.initializer;
  return found !== undefined && ts.isStringLiteralLike(found) ? found.text : '';
};

/** The status of each AppError of the sources, by its code. */
const statusesInSources = (): Record<string, number | undefined> =>
  Object.fromEntries(
    readHouse()
      .flatMap(nodesIn)
      .filter(ts.isClassLike)
      .filter((node) => baseOfClass(node)?.getText() === 'AppError')
      .map((node) => [textOf(node, 'code'), STATUS_OF[textOf(node, 'fault') as keyof typeof STATUS_OF]]),
  );

const json = { headers: { Accept: 'application/json' } };

describe('PROBLEM_GUIDES', () => {
  it('explains each AppError and each bare status, and nothing else but the database that is away', () => {
    const statuses = Object.fromEntries(Object.entries(PROBLEM_GUIDES).map(([code, { status }]) => [code, status]));
    const bare = Object.fromEntries(
      Object.entries(STATUS_PROBLEMS).map(([status, { code }]) => [code, Number(status)]),
    );
    expect(statuses).toEqual({ ...statusesInSources(), ...bare, 'database-unavailable': 503 });
  });

  it.each(Object.entries(PROBLEM_GUIDES))('says in sentences what it means and how to mend it: %s', (_, guide) => {
    for (const text of [guide.meaning, guide.mending]) expect(text).toMatch(/^[A-Z].{10,}\.$/);
    expect(guide.detail).toMatch(/[.?]$/);
    expect(guide.errors === undefined).toBe(guide.status !== 400);
  });
});

describe('GET /problems/:code', () => {
  it('answers programs at the type of an error that they got', async () => {
    const api = await at.asAdmin();
    const { json: problem } = await api.get('/api/orders/999999');
    const answer = await at.request(problem.type, json);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(answer.json).toMatchObject({
      type: '/problems/order-unknown',
      title: 'Not Found',
      status: 404,
      meaning: PROBLEM_GUIDES['order-unknown']?.meaning,
      mending: PROBLEM_GUIDES['order-unknown']?.mending,
    });
    expect(answer.json.example).toEqual({ ...problem, request_id: expect.any(String) });
  });

  it.each<readonly [number, string, string, Record<string, string>, string]>([
    [404, 'GET', '/api/nothing', {}, ''],
    [404, 'GET', '/nothing', {}, ''],
    [404, 'GET', '/problems/nothing', {}, ''],
    [405, 'PUT', '/api/orders', {}, ''],
    [405, 'DELETE', '/api/customers', {}, ''],
    [413, 'POST', '/api/customer', { 'Content-Type': 'application/json' }, `{"name":"${'x'.repeat(70_000)}"}`],
    [414, 'GET', `/api/order/${'1'.repeat(600)}`, {}, ''],
    [415, 'POST', '/api/customer', { 'Content-Type': 'text/plain' }, '{}'],
    [415, 'POST', '/api/customer', { 'Content-Type': 'application/xml' }, '<a/>'],
    [431, 'GET', '/api/customers', { 'X-Long': 'x'.repeat(17_000) }, ''],
  ])('answers at the type of each bare %i: %s %s', async (status, method, path, headers, body) => {
    const token = await at.admin();
    const sent = { ...json.headers, Authorization: `Bearer ${token}`, ...headers };
    const answer = await at.request(path, { method, headers: sent, ...(body === '' ? {} : { body }) });
    expect([answer.status, answer.json.type]).toEqual([status, `/problems/${STATUS_PROBLEMS[status]?.code}`]);
    expect((await at.request(answer.json.type, json)).json.status).toBe(status);
  });

  it.each(Object.keys(PROBLEM_GUIDES))('answers browsers with a page, without a sign-in: %s', async (code) => {
    const page = await aBrowser(at).open(`/problems/${code}`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.text).toContain(`<h1>${code}</h1>`);
    for (const heading of ['What it means', 'How to mend it', 'An example']) expect(page.text).toContain(heading);
    expect(page.text).not.toMatch(/<script>|<style|\sstyle=|\son\w+=/);
  });

  it('lets caches keep its pages apart by form and language', async () => {
    for (const headers of [{ Accept: 'text/html' }, { Accept: 'application/json' }]) {
      const answer = await at.request('/problems/phone-taken', { headers });
      expect([answer.headers.get('cache-control'), answer.headers.get('vary')]).toEqual([
        'public, max-age=3600',
        'Accept, Accept-Language, Cookie',
      ]);
    }
  });

  it('answers 404 to a code that no error has', async () => {
    for (const code of ['nothing', 'constructor', '__proto__', 'toString']) {
      const answer = await at.request(`/problems/${code}`, json);
      expect([code, answer.status, answer.headers.get('cache-control')]).toEqual([code, 404, 'no-store']);
    }
  });
});

describe('GET /problems', () => {
  it('lists every kind of problem for programs and for browsers', async () => {
    const { problems } = (await at.request('/problems', json)).json;
    expect(problems.map(({ type }: { type: string }) => type)).toEqual(
      Object.keys(PROBLEM_GUIDES).map((code) => `/problems/${code}`),
    );
    const { text } = await aBrowser(at).open('/problems/');
    for (const code of Object.keys(PROBLEM_GUIDES)) expect(text).toContain(`<a href="/problems/${code}">`);
  });
});
