import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { countByStatus, sendAtOnce } from '../../support/concurrent-requests.js';
import { sendBytes } from '../../support/raw-http.js';
import { type Answer, type ApiClient, CapturedLog, startApp, type TestApp } from '../../support/test-app.js';
import { waitFor } from '../../support/waiting.js';

const PHONE = '+254719485369';
const CANARIES = {
  password: 'canary-password-////',
  key: 'canary-admin-key-0001',
  cookie: 'canary-cookie-value',
  digits: '719485369',
  otherDigits: '20271234',
  email: 'canary.owner@example.com',
  item: 'canary item',
};

let at: TestApp;
let api: ApiClient;
let anonymous: ApiClient;
const log = new CapturedLog();

beforeAll(async () => {
  at = await startApp({ LOG_LEVEL: 'debug', ADMIN_API_KEYS: CANARIES.key }, log);
  anonymous = at.as();
  const registered = await anonymous.post('/api/auth/admin-register/', { ...credentials, phone_number: PHONE });
  api = at.as(registered.json.token);
});
afterAll(() => at.close());
beforeEach(() => {
  log.text = '';
});

const credentials = { email: CANARIES.email, password: CANARIES.password, api_key: CANARIES.key };
const COOKIE = { Cookie: `session=${CANARIES.cookie}` };
const post = (path: string, body: object, caller = anonymous): Promise<Answer> => caller.post(path, body, COOKIE);
const get = (path: string): Promise<Answer> => api.get(path, COOKIE);

interface Line {
  readonly level: string;
  readonly time: string;
  readonly msg: string;
  readonly request_id?: string;
  readonly status?: number;
  readonly route?: string;
  readonly err?: { readonly message: string; readonly stack: string };
}

/** Every line that was written. Each must be a JSON object. */
const lines = (): Line[] =>
  log.text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

/** Waits for the lines of one request. The last one is written when the answer has left. */
async function linesOf(answer: Answer): Promise<Line[]> {
  const id = answer.headers.get('x-request-id');
  for (let waits = 0; waits < 200 && !lines().some((line) => line.request_id === id && line.status); waits++) await delay(5);
  return lines().filter((line) => line.request_id === id);
}

/** The secrets that the log holds. */
const leaked = (): string[] => [...Object.values(CANARIES), api.token].filter((secret) => log.text.includes(secret));

describe('the log line of a request', () => {
  it('is one line of JSON with the id, route, status and time', async () => {
    const answers = await sendAtOnce(() => get('/api/customers?limit=5'));
    for (const answer of answers) {
      expect(await linesOf(answer)).toEqual([
        {
          level: 'info',
          time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
          msg: 'GET /api/customers 200',
          request_id: answer.headers.get('x-request-id'),
          method: 'GET',
          route: '/api/customers',
          status: 200,
          ms: expect.any(Number),
          caller: 'admin',
        },
      ]);
    }
    expect(lines()).toHaveLength(20);
  });

  it.each([
    ['GET', `/api/order/${PHONE}`, 404, '/api/order/:phone'],
    ['GET', '/api/order/0719485369', 404, '/api/order/:phone'],
    ['GET', '/api/order/254%20719-485-369?limit=0719485369', 400, '/api/order/:phone'],
    ['GET', '/nowhere/0719485369/+254719485369?phone=0719485369', 404, '/nowhere/…'],
    ['GET', `/api/orders/${PHONE}/`, 404, '/api/orders/:id'],
    ['GET', '/api/customers?phone=%2B254719485369', 400, '/api/customers'],
    ['GET', `/api/order/${'719485369'.repeat(60)}`, 414, '/api/…'],
    ['DELETE', `/api/order/${PHONE}`, 405, '/api/…'],
    ['GET', '/api/order/%', 400, '/api/…'],
  ])('has no phone number for %s %s', async (method, path, status, route) => {
    const answer = await at.request(path, { method, headers: { Authorization: `Bearer ${api.token}`, Cookie: CANARIES.cookie } });
    const [line, ...more] = await linesOf(answer);
    expect([answer.status, line?.status, line?.route, more, leaked()]).toEqual([status, status, route, [], []]);
  });

  it('has no secret of the request, however the request ends', async () => {
    const answers = [
      await post('/api/auth/login/', credentials),
      await post('/api/auth/login/', { ...credentials, api_key: CANARIES.otherDigits }),
      await post('/api/auth/admin-register/', { ...credentials, phone_number: PHONE }),
      await post('/api/auth/admin-register/', { ...credentials, phone_number: '0712', [CANARIES.password]: 1 }),
      await post('/api/customer', { name: CANARIES.item, phone: PHONE }, api),
      await post('/api/customer', { name: CANARIES.item, phone: PHONE }, api),
      await post('/api/order', { phone: PHONE, item: CANARIES.item, amount: 1 }, api),
      await post('/api/order', { phone: `${PHONE}x`, item: CANARIES.item, amount: 1 }, api),
      await post('/api/customer', { name: CANARIES.item, phone: PHONE }, at.as(`${api.token}x`)),
      await at.curl('/api/customer', `{"name":"${CANARIES.item}","phone":"${PHONE}`, api.token),
      await at.request('/api/customer', {
        method: 'POST',
        body: PHONE,
        headers: { 'Content-Type': CANARIES.cookie, Authorization: api.token },
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 409, 400, 201, 409, 201, 400, 401, 400, 415]);
    for (const answer of answers) expect(await linesOf(answer)).toHaveLength(1);
    expect(leaked()).toEqual([]);
  });

  it('has no status when the client hangs up, although the request is served', async () => {
    const held = await at.pool.connect();
    await held.query('begin; lock table orders in exclusive mode');
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${api.token}` };
    const body = JSON.stringify({ phone: PHONE, item: 'Ndizi', amount: 1 });
    await expect(fetch(`${at.url}/api/order`, { method: 'POST', headers, body, signal: AbortSignal.timeout(200) })).rejects.toThrow(
      /timeout/,
    );
    const [line] = await waitFor(lines, (found) => found.length > 0);
    await held.query('commit');
    held.release();
    expect(line).toMatchObject({ msg: 'POST /api/order unanswered', caller: 'admin', ms: expect.any(Number) });
    expect(line).not.toHaveProperty('status');
    const placed = () => at.pool.query(`select 1 from orders where item = 'Ndizi'`);
    expect((await waitFor(placed, ({ rowCount }) => rowCount === 1)).rowCount).toBe(1);
    expect(lines()).toHaveLength(1);
  });

  it('has no status when the body breaks off, and no error comes with it', async () => {
    const { hostname, port } = new URL(at.url);
    const socket = connect(Number(port), hostname);
    socket.write('POST /api/auth/logout HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a');
    await delay(100);
    socket.destroy();
    await waitFor(lines, (found) => found.length > 0);
    await delay(100);
    expect(lines().map(({ msg }) => msg)).toEqual(['POST /api/auth/logout unanswered']);
  });

  it('has nothing of a request that is no valid HTTP', async () => {
    await sendBytes(at.url, `GET /api/order/${PHONE} HTTP/9.9\r\nAuthorization: ${api.token}\r\n\r\n`);
    await sendBytes(at.url, `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${CANARIES.cookie.repeat(2000)}\r\n\r\n`);
    expect(leaked()).toEqual([]);
  });
});

describe('the log line of an error', () => {
  const place = () => post('/api/order', { phone: PHONE, item: CANARIES.item, amount: 1 }, api);
  /**
   * Makes PostgreSQL refuse each new order with the row in the detail, as its own errors have it.
   */
  const failWith = (code: string) =>
    at.pool.query(`
      create or replace function fail() returns trigger language plpgsql as $$
        begin raise exception 'cannot take ${PHONE}' using errcode = '${code}', detail = new::text, constraint = 'a_check'; end $$;
      create or replace trigger fail before insert on orders for each row execute function fail()`);

  it.each([
    ['500', 'XX000', 500],
    ['503', '53100', 503],
    ['a constraint that the service does not know', '23514', 500],
    ['a number that is too large', '22003', 500],
  ])('has the cause and the request id but no personal data: %s', async (_, code, status) => {
    await failWith(code);
    const answer = await place();
    await at.pool.query('drop trigger fail on orders');
    const [error, request, ...more] = await linesOf(answer);
    expect([answer.status, error?.level, request?.status, more]).toEqual([status, 'error', status, []]);
    expect(error?.err).toMatchObject({ code, message: expect.stringContaining('cannot take') });
    expect(leaked()).toEqual([]);
    expect(answer.text).not.toContain('cannot take');
  });

  it('names a missing table and nothing of the row', async () => {
    await at.pool.query('alter table notifications rename to elsewhere');
    const answers = [await place(), await get('/readyz'), await get('/api/orders')];
    await at.pool.query('alter table elsewhere rename to notifications');
    expect(answers.map(({ status }) => status)).toEqual([500, 200, 200]);
    const [error] = await linesOf(answers[0] as Answer);
    expect(error?.err?.message).toContain('"notifications" does not exist');
    expect(leaked()).toEqual([]);
  });

  it('comes once for each request that a lost connection fails', async () => {
    await at.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'agiza'`,
    );
    const answers = await sendAtOnce(() => get('/api/customers?limit=1'));
    expect(Object.keys(countByStatus(answers)).filter((status) => status !== '200' && status !== '503')).toEqual([]);
    for (const answer of answers) expect(await linesOf(answer)).toHaveLength(answer.status === 503 ? 2 : 1);
    expect(leaked()).toEqual([]);
  });
});

describe('a log line', () => {
  it.each(['\r\n{"level":"info","msg":"forged"}', '\u001b[2J\u001b[31mred', '\u2028forged', '\u0085forged', '"}\\n{"msg":"forged"}'])(
    'cannot be forged by a name, a field or a path: %j',
    async (text) => {
      const answers = [
        await post('/api/customer', { name: `Otieno${text}`, phone: '0712' }, api),
        await post('/api/customer', { [`field${text}`]: 1 }, api),
        await get(`/nowhere/${encodeURIComponent(text)}`),
        await get(`/api/orders/${encodeURIComponent(text)}/?${encodeURIComponent(text)}`),
      ];
      for (const answer of answers) expect(await linesOf(answer)).toHaveLength(1);
      expect(lines()).toHaveLength(answers.length);
      expect(log.text).not.toMatch(/(?!\n)\p{Cc}|\u2028/u);
      expect(lines().filter(({ msg }) => msg === 'forged')).toEqual([]);
    },
  );
});
