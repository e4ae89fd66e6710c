import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aBrowser } from '../support/browser.js';
import { type ApiClient, CapturedLog, startApp, type TestApp } from '../support/test-app.js';
import { waitFor } from '../support/waiting.js';

const log = new CapturedLog();
let at: TestApp;
let api: ApiClient;
beforeAll(async () => {
  at = await startApp({ LOG_LEVEL: 'info', TRUST_PROXY: '127.0.0.1' }, log);
  api = await at.asAdmin();
});
afterAll(() => at.close());
beforeEach(() => {
  log.text = '';
});

/** The one line of a request that was sent last. */
async function lastLine(): Promise<Record<string, unknown>> {
  await waitFor(
    () => log.text,
    (text) => text.endsWith('\n'),
  );
  return JSON.parse(log.text.trim().split('\n').at(-1) ?? '');
}

describe('59. the log line of a request', () => {
  it.each([
    ['203.0.113.57', '203.0.113.0/24'],
    ['203.0.113.57:40123', '203.0.113.0/24'],
    ['::ffff:203.0.113.57', '203.0.113.0/24'],
    ['2001:db8:17:4242:1:2:3:4', '2001:db8:17::/48'],
    ['[2001:db8::5]:443', '2001:db8:0::/48'],
  ])('says who and from where, and no more of the address %s', async (address, from) => {
    const { rows } = await at.pool.query('select id from users');
    await api.get('/api/customers?limit=1', { 'X-Forwarded-For': address });
    const line = await lastLine();
    expect(Object.keys(line).sort()).toEqual(
      ['caller', 'caller_id', 'from', 'level', 'method', 'ms', 'msg', 'request_id', 'route', 'status', 'time'].sort(),
    );
    expect(line).toMatchObject({ caller: 'admin', caller_id: rows[0].id, from });
    expect(log.text).not.toMatch(/113\.57|4242|db8::5|example\.com|Bearer/);
  });

  it('names nobody where nobody is known, and repeats no address that is none', async () => {
    await api.get('/api/customers', { 'X-Forwarded-For': 'canary\\u001b' });
    const line = await lastLine();
    expect([line.status, line.from]).toEqual([400, undefined]);
    expect(log.text).not.toContain('canary');
    log.text = '';
    await at.request('/api/customers', { headers: { 'X-Forwarded-For': '203.0.113.57' } });
    expect(await lastLine()).toMatchObject({ status: 401, caller: 'nobody', from: '203.0.113.0/24' });
    expect((await lastLine()).caller_id).toBeUndefined();
  });

  it('has the id of a signed-in user and not the e-mail', async () => {
    const browser = aBrowser(at);
    await browser.signIn('google', 'wanjiku');
    log.text = '';
    await browser.open('/profile');
    const { rows } = await at.pool.query(`select id from users where role = 'user'`);
    expect(await lastLine()).toMatchObject({ caller: 'user', caller_id: rows[0].id });
    expect(log.text).not.toMatch(/wanjiku|example\.com/i);
  });
});
