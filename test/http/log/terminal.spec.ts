import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pretty from 'pino-pretty';
import { TERMINAL } from '../../../src/http/log/logging.js';
import { CapturedLog, startApp, type TestApp } from '../../support/test-app.js';
import { waitFor } from '../../support/waiting.js';

const written = new CapturedLog();
let at: TestApp;
beforeAll(async () => {
  at = await startApp({ LOG_LEVEL: 'info' }, pretty({ ...TERMINAL, destination: written }));
});
afterAll(() => at.close());

const lines = () => stripVTControlCharacters(written.text).split('\n').slice(0, -1);

describe('the log at a terminal', () => {
  it('has one line for each request, with its route, status, time and caller', async () => {
    written.text = '';
    const api = await at.asAdmin();
    await api.get('/api/customers');
    const ids = [await api.get('/nowhere'), await at.curl('/api/customers')].map(({ json }) => json.request_id);
    await waitFor(lines, ({ length }) => length >= 4);
    const time = String.raw`\[[\d:.]+\] INFO: `;
    expect(lines()).toEqual([
      expect.stringMatching(new RegExp(`^${time}POST /api/auth/admin-register 201 [\\d.]+ ms nobody$`)),
      expect.stringMatching(new RegExp(`^${time}GET /api/customers 200 [\\d.]+ ms admin$`)),
      expect.stringMatching(new RegExp(`^${time}GET /nowhere 404 ${ids[0]} [\\d.]+ ms$`)),
      expect.stringMatching(new RegExp(`^${time}GET /api/customers 401 ${ids[1]} [\\d.]+ ms nobody$`)),
    ]);
  });

  it('has the id that a person is told in each line about the fault', async () => {
    written.text = '';
    const headers = { Accept: 'text/html' };
    const pages = [
      await at.request('/auth/google/callback?error=server_error', { headers }),
      await at.request('/nowhere', { headers }),
    ];
    const ids = pages.map(({ text }) => /tell them: ([\w-]{36})/.exec(text)?.[1] ?? 'no id');
    const seen = await waitFor(lines, ({ length }) => length >= 3);
    expect(seen).toEqual([
      expect.stringContaining(`sign-in with google, authorization: server_error (${ids[0]})`),
      expect.stringContaining(`GET /auth/:provider/callback 400 ${ids[0]} `),
      expect.stringContaining(`GET /nowhere 404 ${ids[1]} `),
    ]);
  });

  it('has the cause and the stack of an error of ours below its line', async () => {
    const api = await at.asAdmin();
    await at.pool.query('alter table customers rename to gone');
    const answer = await api.get('/api/customers');
    expect(answer.status).toBe(500);
    await at.pool.query('alter table gone rename to customers');
    await waitFor(lines, (seen) => seen.some((line) => line.includes('GET /api/customers 500')));
    expect(written.text).toContain(`Internal Server Error ${answer.json.request_id}`);
    expect(written.text).toMatch(/ERROR.*relation "customers" does not exist.*\bat .*:\d+:\d+/s);
  });
});
