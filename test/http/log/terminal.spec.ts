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
    await api.get('/nowhere');
    await at.curl('/api/customers');
    await waitFor(lines, ({ length }) => length >= 4);
    const time = String.raw`\[[\d:.]+\] INFO: `;
    expect(lines()).toEqual([
      expect.stringMatching(new RegExp(`^${time}POST /api/auth/admin-register 201 [\\d.]+ ms nobody$`)),
      expect.stringMatching(new RegExp(`^${time}GET /api/customers 200 [\\d.]+ ms admin$`)),
      expect.stringMatching(new RegExp(`^${time}GET /nowhere 404 [\\d.]+ ms$`)),
      expect.stringMatching(new RegExp(`^${time}GET /api/customers 401 [\\d.]+ ms nobody$`)),
    ]);
  });

  it('has the cause and the stack of an error of ours below its line', async () => {
    const api = await at.asAdmin();
    await at.pool.query('alter table customers rename to gone');
    expect((await api.get('/api/customers')).status).toBe(500);
    await at.pool.query('alter table gone rename to customers');
    await waitFor(lines, (seen) => seen.some((line) => line.includes('GET /api/customers 500')));
    expect(written.text).toMatch(/ERROR.*relation "customers" does not exist.*\bat .*:\d+:\d+/s);
  });
});
