import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HANG_MS, toQuietMs } from '../support/deadlines.js';
import { wrongProblem } from '../support/problems.js';
import { sendBytes, sendRaw, writeRequest } from '../support/raw-http.js';
import { type Answer, startApp, type TestApp } from '../support/test-app.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ORDER = '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99';

let at: TestApp;
let authorization: string;
beforeAll(async () => {
  at = await startApp();
  authorization = `Authorization: Bearer ${await at.admin()}`;
});
afterAll(() => at.close());

const asAdmin = (firstLine: string, headers: string[] = [], body = ''): Promise<Answer> =>
  sendRaw(at.url, writeRequest(firstLine, [authorization, ...headers], body));
const JSON_TYPE = 'Content-Type: application/json';

/**
 * A request that fails at each stage of its way through the server, and the status of its answer.
 */
const WRONG: readonly (readonly [string, number, () => Promise<Answer>])[] = [
  ['an unknown path', 404, () => asAdmin('GET /api/nothing')],
  ['a body for an unknown path', 404, () => asAdmin('POST /api/nothing', [JSON_TYPE], '{}')],
  ['OPTIONS *', 404, () => asAdmin('OPTIONS *')],
  ['a request without a token', 401, () => sendRaw(at.url, writeRequest('GET /api/customers'))],
  ['a method that the path does not take', 405, () => asAdmin('DELETE /api/customers')],
  ['a broken escape in the path', 400, () => asAdmin('GET /api/order/%zz')],
  ['an escape in the path that is no UTF-8', 400, () => asAdmin('GET /api/order/%FF')],
  ['a NUL in the path', 400, () => asAdmin('GET /api/order/0712%00')],
  ['a broken escape in the query', 400, () => asAdmin('GET /api/customers?limit=%zz')],
  ['a parameter of 501 characters', 414, () => asAdmin(`GET /api/order/${'7'.repeat(501)}`)],
  ['a parameter of 500 characters', 400, () => asAdmin(`GET /api/order/${'7'.repeat(500)}`)],
  ['a path of 16 KiB', 431, () => asAdmin(`GET /api/order/${'7'.repeat(16_384)}`)],
  ['headers of 16 KiB', 431, () => asAdmin('GET /livez', [`X-Long: ${'x'.repeat(16_384)}`])],
  ['incomplete JSON', 400, () => asAdmin('POST /api/customer', [JSON_TYPE], '{"name":')],
  ['a body of plain text', 415, () => asAdmin('POST /api/customer', ['Content-Type: text/plain'], 'Wanjiku')],
  ['a body of 64 KiB', 400, () => asAdmin('POST /api/customer', [JSON_TYPE], padded(65_536))],
  ['a body of 64 KiB and a byte', 413, () => asAdmin('POST /api/customer', [JSON_TYPE], padded(65_537))],
  [
    'a chunked body of 64 KiB and a byte',
    413,
    () =>
      asAdmin('POST /api/customer', [JSON_TYPE, 'Transfer-Encoding: chunked', '', `10001\r\n${padded(65_537)}\r\n0`]),
  ],
  [
    'a body of 64 KiB and a byte without a token',
    413,
    () => sendRaw(at.url, writeRequest('POST /api/customer', [JSON_TYPE], padded(65_537))),
  ],
  ['an unknown field', 400, () => asAdmin('POST /api/customer', [JSON_TYPE], '{"role":"admin"}')],
  ['a request without Host', 400, () => sendRaw(at.url, 'GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n')],
  ['a request with two Hosts', 400, () => asAdmin('GET /livez', ['host: other.example'])],
];

/** A JSON body of that many bytes whose name is too long. */
const padded = (bytes: number): string => `{"name":"${'x'.repeat(bytes - 11)}"}`;

describe('ProblemFilter', () => {
  it.each(WRONG)('answers %s with a %i problem and a new request id', async (_, status, send) => {
    const first = await send();
    const second = await send();
    expect(wrongProblem(first, status)).toBeNull();
    expect(first.json.request_id).toMatch(UUID);
    expect(second.json.request_id).not.toBe(first.json.request_id);
  });

  it('never takes over a request id that a client sends', async () => {
    const answer = await asAdmin('GET /api/nothing', ['X-Request-Id: mango', 'Request-Id: mango']);
    expect(answer.headers.get('x-request-id')).toMatch(UUID);
  });
});

describe('HTTP methods', () => {
  it.each([
    ['PUT', '/api/orders', 'GET, HEAD, POST'],
    ['OPTIONS', '/api/customers/', 'GET, HEAD'],
    ['TRACE', '/api/customers', 'GET, HEAD'],
    ['DELETE', `/api/orders/${ORDER}`, 'GET, HEAD, PATCH'],
    ['GET', `/api/orders/${ORDER}/cancel/`, 'POST'],
    ['GET', '/api/customer?name=Wanjiku', 'POST'],
    ['PROPFIND', '/livez', 'GET, HEAD'],
  ])('answer 405 to %s %s and allow %s', async (method, path, allowed) => {
    const answer = await asAdmin(`${method} ${path}`, ['Cookie: secret']);
    expect(wrongProblem(answer, 405)).toBeNull();
    expect(answer.headers.get('allow')?.split(', ').sort().join(', ')).toBe(allowed);
    expect(answer.text).not.toContain('secret');
  });

  it.each(['/livez', '/livez/', '/api/customers', '/api/lookup/all-users/?page=1'])(
    'answer HEAD %s with the headers of GET and no body',
    async (path) => {
      const [head, get] = [await asAdmin(`HEAD ${path}`), await asAdmin(`GET ${path}`)];
      expect([head.status, head.text, get.status]).toEqual([200, '', 200]);
      for (const name of ['content-type', 'content-length', 'cache-control'])
        expect([name, head.headers.get(name)]).toEqual([name, get.headers.get(name)]);
    },
  );

  it('open no tunnel by CONNECT and no other protocol by Upgrade', async () => {
    expect(
      (await sendBytes(at.url, 'CONNECT agiza.example:80 HTTP/1.1\r\nHost: agiza.example:80\r\n\r\n')).text,
    ).not.toContain(' 200 ');
    const upgrade =
      'GET /livez HTTP/1.1\r\nHost: agiza.example\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n';
    expect((await sendRaw(at.url, upgrade)).text).toBe('{"status":"ok"}');
  });

  it('are answered alike with and without an unknown Expect header', async () => {
    expect((await asAdmin('GET /livez', ['Expect: mangoes'])).text).toBe('{"status":"ok"}');
    const { text } = await sendBytes(
      at.url,
      writeRequest('POST /api/auth/login', [JSON_TYPE, 'Expect: 100-continue'], '{}'),
    );
    expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 400 /);
  });
});

describe('every answer', () => {
  it.each(['/livez', '/api/customers', '/api/nothing', '/api/order/%zz', '/api/orders/mango'])(
    'tells caches and browsers to keep nothing of %s and to run nothing in it',
    async (path) => {
      const { headers } = await asAdmin(`GET ${path}`);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(
        [...headers.keys()].filter((name) => /powered-by|server|via|access-control|set-cookie/.test(name)),
      ).toEqual([]);
    },
  );
});

describe('bytes that are no valid HTTP request', () => {
  const START = 'POST /api/customer HTTP/1.1\r\nHost: agiza.example\r\n';
  const SMUGGLED = 'GET /livez HTTP/1.1\r\nHost: agiza.example\r\n\r\n';

  it.each([
    ['words', 'one mango, please\r\n\r\n'],
    ['binary', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a version to come', 'GET /livez HTTP/9.9\r\nHost: agiza.example\r\n\r\n'],
    ['a method in lower case', `get /livez HTTP/1.1\r\nHost: agiza.example\r\n\r\n`],
    ['a path without a slash', 'GET livez HTTP/1.1\r\nHost: agiza.example\r\n\r\n'],
    ['bare line feeds', 'GET /livez HTTP/1.1\nHost: agiza.example\n\n'],
    ['two lengths', `${START}Content-Length: 0\r\nContent-Length: ${SMUGGLED.length}\r\n\r\n${SMUGGLED}`],
    ['one length twice', `${START}Content-Length: 0\r\nContent-Length: 0\r\n\r\n${SMUGGLED}`],
    ['a list of lengths', `${START}Content-Length: 0, 0\r\n\r\n${SMUGGLED}`],
    ['a negative length', `${START}Content-Length: -1\r\n\r\n${SMUGGLED}`],
    ['a length and chunks', `${START}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['chunks and a length', `${START}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['chunks that do not come last', `${START}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['chunks in disguise', `${START}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['a blank before a colon', `${START}Content-Length : 0\r\n\r\n${SMUGGLED}`],
    ['a folded header', `${START}X-Folded: a\r\n b\r\nContent-Length: 0\r\n\r\n${SMUGGLED}`],
    ['a NUL in a header', `${START}X-Nul: a\0b\r\nContent-Length: 0\r\n\r\n${SMUGGLED}`],
  ])('get a 400 and a closed connection whatever follows them: %s', async (_, bytes) => {
    const answer = await sendRaw(at.url, Buffer.from(bytes, 'latin1'));
    expect(wrongProblem(answer, 400)).toBeNull();
    expect(answer.headers.get('connection')).toBe('close');
    expect(answer.text).not.toContain('HTTP/1.1');
  });

  it('get a 408 after five to seven seconds when they come one at a time', async () => {
    const { hostname, port } = new URL(at.url);
    const socket = connect(Number(port), hostname);
    const received: Buffer[] = [];
    let open = true;
    socket.on('data', (chunk) => received.push(chunk)).on('error', () => undefined);
    socket.on('close', () => {
      open = false;
    });
    const began = performance.now();
    socket.write('GET /livez HTTP/1.1\r\nHost: agiza.example\r\nX-Slow: ');
    while (open && performance.now() - began < HANG_MS) {
      await delay(100);
      if (socket.writable) socket.write('x');
    }
    const seconds = (performance.now() - began) / 1000;
    socket.destroy();
    expect(Buffer.concat(received).toString()).toMatch(
      /^HTTP\/1\.1 408 Request Timeout\r\nContent-Type: application\/problem\+json\r\n/,
    );
    expect(seconds).toBeGreaterThan(4.5);
    expect(toQuietMs(seconds * 1000, 7500)).toBeLessThan(7500);
  });
});
