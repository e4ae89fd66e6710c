import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sendAtOnce } from '../../support/concurrent-requests.js';
import { sendBytes } from '../../support/raw-http.js';
import { waitFor } from '../../support/waiting.js';
import { CANARIES, CREDENTIALS, LoggedApp, PHONE } from './logged-app.js';

let app: LoggedApp;

beforeAll(async () => {
  app = await LoggedApp.start();
});
afterAll(() => app.at.close());
beforeEach(() => {
  app.log.text = '';
});

describe('the log line of a request', () => {
  it('is one line of JSON with the id, route, status and time', async () => {
    const answers = await sendAtOnce(() => app.get('/api/customers?limit=5'));
    for (const answer of answers) {
      expect(await app.linesOf(answer)).toEqual([
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
          caller_id: app.adminId,
          from: '127.0.0.0/24',
        },
      ]);
    }
    expect(app.lines()).toHaveLength(20);
  });

  it.each([
    ['GET', `/api/order/${PHONE}`, 404, '/api/order/:phone'],
    ['GET', '/api/order/0719485369', 404, '/api/order/:phone'],
    ['GET', '/api/order/254%20719-485-369?limit=0719485369', 400, '/api/order/:phone'],
    ['GET', '/nowhere/0719485369/+254719485369?phone=0719485369', 404, '/nowhere/…'],
    ['GET', `/api/orders/${PHONE}/`, 404, '/api/orders/:id'],
    ['GET', '/api/customers?phone=%2B254719485369', 200, '/api/customers'],
    ['GET', `/api/order/${'719485369'.repeat(60)}`, 414, '/api/…'],
    ['DELETE', `/api/order/${PHONE}`, 405, '/api/…'],
    ['GET', '/api/order/%', 400, '/api/…'],
  ])('has no phone number for %s %s', async (method, path, status, route) => {
    const answer = await app.at.request(path, {
      method,
      headers: { Authorization: `Bearer ${app.api.token}`, Cookie: CANARIES.cookie },
    });
    const [line, ...more] = await app.linesOf(answer);
    expect([answer.status, line?.status, line?.route, more, app.leaked()]).toEqual([status, status, route, [], []]);
  });

  it('has no secret of the request, however the request ends', async () => {
    const answers = [
      await app.post('/api/auth/login/', CREDENTIALS),
      await app.post('/api/auth/login/', { ...CREDENTIALS, api_key: CANARIES.otherDigits }),
      await app.post('/api/auth/admin-register/', { ...CREDENTIALS, phone_number: PHONE }),
      await app.post('/api/auth/admin-register/', { ...CREDENTIALS, phone_number: '0712', [CANARIES.password]: 1 }),
      await app.post('/api/customer', { name: CANARIES.item, phone: PHONE }, app.api),
      await app.post('/api/customer', { name: CANARIES.item, phone: PHONE }, app.api),
      await app.post('/api/order', { phone: PHONE, item: CANARIES.item, amount: 1 }, app.api),
      await app.post('/api/order', { phone: `${PHONE}x`, item: CANARIES.item, amount: 1 }, app.api),
      await app.post('/api/customer', { name: CANARIES.item, phone: PHONE }, app.at.as(`${app.api.token}x`)),
      await app.at.curl('/api/customer', `{"name":"${CANARIES.item}","phone":"${PHONE}`, app.api.token),
      await app.at.request('/api/customer', {
        method: 'POST',
        body: PHONE,
        headers: { 'Content-Type': CANARIES.cookie, Authorization: app.api.token },
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 409, 400, 201, 409, 201, 400, 401, 400, 415]);
    for (const answer of answers) expect(await app.linesOf(answer)).toHaveLength(1);
    expect(app.leaked()).toEqual([]);
  });

  it('has no status when the client hangs up, although the request is served', async () => {
    const held = await app.at.pool.connect();
    await held.query('begin; lock table orders in exclusive mode');
    const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${app.api.token}` };
    const body = JSON.stringify({ phone: PHONE, item: 'Ndizi', amount: 1 });
    await expect(
      fetch(`${app.at.url}/api/order`, { method: 'POST', headers, body, signal: AbortSignal.timeout(200) }),
    ).rejects.toThrow(/timeout/);
    const [line] = await waitFor(
      () => app.lines(),
      (found) => found.length > 0,
    );
    await held.query('commit');
    held.release();
    expect(line).toMatchObject({ msg: 'POST /api/order unanswered', caller: 'admin', ms: expect.any(Number) });
    expect(line).not.toHaveProperty('status');
    const placed = () => app.at.pool.query(`select 1 from orders where item = 'Ndizi'`);
    expect((await waitFor(placed, ({ rowCount }) => rowCount === 1)).rowCount).toBe(1);
    expect(app.lines()).toHaveLength(1);
  });

  it('has no status when the body breaks off, and no error comes with it', async () => {
    const { hostname, port } = new URL(app.at.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      'POST /api/auth/logout HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a',
    );
    await delay(100);
    socket.destroy();
    await waitFor(
      () => app.lines(),
      (found) => found.length > 0,
    );
    await delay(100);
    expect(app.lines().map(({ msg }) => msg)).toEqual(['POST /api/auth/logout unanswered']);
  });

  it('has nothing of a request that is no valid HTTP', async () => {
    await sendBytes(app.at.url, `GET /api/order/${PHONE} HTTP/9.9\r\nAuthorization: ${app.api.token}\r\n\r\n`);
    await sendBytes(app.at.url, `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${CANARIES.cookie.repeat(2000)}\r\n\r\n`);
    expect(app.leaked()).toEqual([]);
  });
});

describe('a log line', () => {
  it.each([
    '\r\n{"level":"info","msg":"forged"}',
    '\u001b[2J\u001b[31mred',
    '\u2028forged',
    '\u0085forged',
    '"}\\n{"msg":"forged"}',
  ])('cannot be forged by a name, a field or a path: %j', async (text) => {
    const answers = [
      await app.post('/api/customer', { name: `Otieno${text}`, phone: '0712' }, app.api),
      await app.post('/api/customer', { [`field${text}`]: 1 }, app.api),
      await app.get(`/nowhere/${encodeURIComponent(text)}`),
      await app.get(`/api/orders/${encodeURIComponent(text)}/?${encodeURIComponent(text)}`),
    ];
    for (const answer of answers) expect(await app.linesOf(answer)).toHaveLength(1);
    expect(app.lines()).toHaveLength(answers.length);
    expect(app.log.text).not.toMatch(/(?!\n)\p{Cc}|\u2028/u);
    expect(app.lines().filter(({ msg }) => msg === 'forged')).toEqual([]);
  });
});
