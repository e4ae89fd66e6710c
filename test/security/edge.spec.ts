import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPhone } from '../support/factories.js';
import { faultyFields, wrongProblem } from '../support/problems.js';
import { sendRaw } from '../support/raw-http.js';
import { type ApiClient, startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let api: ApiClient;
beforeAll(async () => {
  at = await startApp({
    TRUST_PROXY: '127.0.0.1',
    OPEN_INTAKE: 'on',
    ALLOWED_HOSTS: 'agiza,inside.example',
    DOCS: 'on',
  });
  api = await at.asAdmin();
});
afterAll(() => at.close());

const read = (host: string, path = '/api/customers', more: readonly string[] = []) =>
  sendRaw(
    at.url,
    [
      `GET ${path} HTTP/1.1`,
      `Host: ${host}`,
      'Connection: close',
      `Authorization: Bearer ${api.token}`,
      ...more,
      '',
      '',
    ].join('\r\n'),
  );

describe('51. a Host', () => {
  it.each([
    ['evil.example', 421],
    ['evil.example:3000', 421],
    ['localhost.evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['203.0.113.7', 421],
    ['[2001:db8::1]:3000', 421],
    ['localhost@evil.example', 421],
    ['', 421],
    ['localhost', 200],
    ['LOCALHOST:8080', 200],
    ['localhost.', 200],
    ['127.0.0.1:3000', 200],
    ['[::1]:3000', 200],
    ['agiza:3000', 200],
    ['Inside.Example', 200],
  ])('a Host that is none of ours is refused, and one of ours is taken: %j gives %i', async (host, status) => {
    const answer = await read(host);
    expect([host, answer.status]).toEqual([host, status]);
    if (status === 421) expect([wrongProblem(answer, 421), answer.json.type]).toEqual([null, '/problems/host-unknown']);
  });

  const ask = (target: string, host = 'Host: localhost', version = '1.1') =>
    sendRaw(
      at.url,
      [`GET ${target} HTTP/${version}`, host, 'Connection: close', `Authorization: Bearer ${api.token}`, '', ''].join(
        '\r\n',
      ),
    );

  it.each([
    ['http://evil.example/api/customers', 421],
    ['http://evil.example:3000/api/customers?limit=1', 421],
    ['HTTP://EVIL.EXAMPLE/api/customers', 421],
    ['https://evil.example/api/customers', 421],
    ['http://localhost@evil.example/api/customers', 421],
    ['http://evil.example@localhost/api/customers', 421],
    ['http://localhost.evil.example/api/customers', 421],
    ['http://203.0.113.7/api/customers', 421],
    ['http://evil.example', 421],
    ['http://evil.example?http://localhost/api/customers', 421],
    ['http://localhost/api/customers', 200],
    ['HTTP://LOCALHOST:8080/api/customers?limit=1', 200],
    ['https://[::1]:3000/api/customers', 200],
    ['http://agiza:3000/api/customers', 200],
    ['http://evil.example/livez', 200],
  ])('the host of an absolute form counts instead of the header’s: %s gives %i', async (target, status) => {
    const answers = await Promise.all([
      ask(target),
      ask(target, 'Host: evil.example'),
      ask(target, 'X-Host: none', '1.0'),
    ]);
    expect([target, ...answers.map((answer) => answer.status)]).toEqual([target, status, status, status]);
    if (status === 421) for (const answer of answers) expect(answer.json.type).toBe('/problems/host-unknown');
    expect((await ask(target, 'X-Host: none')).status).toBe(400);
  });

  it('leads a sign-in in absolute form to the public address', async () => {
    const answer = await ask(`${at.url}/auth/google?return_to=/profile`);
    expect(answer.headers.get('location')).toMatch(/^http:\/\/localhost:\d+\/auth\/google\?return_to=\/profile$/);
  });

  it('any Host is taken where probes ask, and at no other route', async () => {
    for (const path of ['/livez', '/readyz', '/metrics']) expect((await read('10.1.2.3', path)).status).toBe(200);
    for (const path of ['/', '/docs', '/openapi.json', '/auth/google', '/google/login'])
      expect([path, (await read('evil.example', path)).status]).toEqual([path, 421]);
  });

  it('lets no page of a website register an admin at a developer’s running start by its own name (DNS rebinding)', async () => {
    const body = JSON.stringify({
      ...{ email: 'thief@example.com', phone_number: aPhone(), password: 'a long sentence', api_key: '123456721' },
    });
    const head = ['POST /api/auth/admin-register HTTP/1.1', 'Host: evil.example', 'Connection: close'];
    const type = ['Content-Type: application/json', `Content-Length: ${body.length}`, 'Sec-Fetch-Site: same-origin'];
    expect((await sendRaw(at.url, [...head, ...type, '', body].join('\r\n'))).status).toBe(421);
    expect((await at.pool.query(`select from users where email = 'thief@example.com'`)).rowCount).toBe(0);
  });
});

describe('47. a write at the API', () => {
  const registration = () => ({
    ...{ email: `${aPhone().slice(1)}@example.com`, phone_number: aPhone() },
    ...{ password: 'a long sentence', api_key: '123456721' },
  });

  it.each<[string, Record<string, string>, boolean]>([
    ['Sec-Fetch-Site: cross-site', { 'Sec-Fetch-Site': 'cross-site' }, false],
    ['Sec-Fetch-Site: same-site, as another port is', { 'Sec-Fetch-Site': 'same-site' }, false],
    ['two of them', { 'Sec-Fetch-Site': 'same-origin, cross-site' }, false],
    ['a foreign Origin', { Origin: 'https://evil.example' }, false],
    ['an Origin that begins with ours', { Origin: 'http://localhost.evil.example' }, false],
    ['the Origin of a sandboxed frame', { Origin: 'null' }, false],
    ['Sec-Fetch-Site: same-origin', { 'Sec-Fetch-Site': 'same-origin' }, true],
    ['Sec-Fetch-Site: none', { 'Sec-Fetch-Site': 'none' }, true],
    ['neither', {}, true],
  ])('counts only where no page of another site sent it: %s', async (_, headers, counts) => {
    const statuses = [];
    for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
      const sent = { ...headers, 'Content-Type': type };
      statuses.push((await at.as().post('/api/auth/admin-register', registration(), sent)).status);
      statuses.push((await at.as().post('/api/customer', { name: 'Wanjiku', phone: aPhone() }, sent)).status);
      statuses.push((await api.post('/api/customer', { name: 'Wanjiku', phone: aPhone() }, sent)).status);
    }
    expect(statuses).toEqual(statuses.map(() => (counts ? 201 : 403)));
    await at.pool.query('truncate login_attempts');
  });

  it('is taken with an Origin of the host that the request names', async () => {
    const headers = { Origin: at.url };
    expect((await at.as().post('/api/auth/admin-register', registration(), headers)).status).toBe(201);
  });

  it('from another site uses up none of a visitor’s tries', async () => {
    for (let n = 0; n < 40; n++)
      await at.as().post('/api/customer', { name: 'W', phone: aPhone() }, { 'Sec-Fetch-Site': 'cross-site' });
    expect((await at.as().post('/api/customer', { name: 'W', phone: aPhone() })).status).toBe(201);
  });
});

describe('48. headers', () => {
  const many = (count: number) => Array.from({ length: count }, () => 'a:b');

  it('more than 100 headers are a 431', async () => {
    expect((await read('localhost', '/api/customers', many(97))).status).toBe(200);
    expect(wrongProblem(await read('localhost', '/api/customers', many(98)), 431)).toBeNull();
  });

  it('54. a second Host past the 1,000th header is a 400', async () => {
    for (const before of [0, 999, 1000, 1500])
      expect(
        wrongProblem(await read('localhost', '/api/customers', [...many(before), 'Host: localhost']), 400),
      ).toBeNull();
  });
});

describe('50. X-Forwarded-For from a trusted proxy', () => {
  it.each([
    'mango',
    'unknown',
    '1.2.3',
    '999.1.1.1',
    '1.2.3.4:mango',
    '1::2::3',
    '[::1',
    '<script>',
    "' or 1=1 --",
    'é',
  ])('a last entry that is no address is a 400 that names the header: %s', async (address) => {
    for (const path of ['/api/customer', '/api/auth/admin-register', '/api/auth/login']) {
      const answer = await at.as().post(path, { api_key: 'wrong' }, { 'X-Forwarded-For': address });
      expect([path, faultyFields(answer)]).toEqual([path, ['X-Forwarded-For']]);
    }
  });

  it.each([
    '203.0.113.9',
    '203.0.113.9:443',
    '[2001:db8::9]:443',
    '2001:db8::9',
    '::ffff:203.0.113.9',
    'x, 203.0.113.9',
  ])('a last entry that is an address is taken: %s', async (address) => {
    const answer = await at.as().post('/api/auth/admin-register', { api_key: 'wrong' }, { 'X-Forwarded-For': address });
    expect(answer.status).toBe(403);
  });
});

describe('39. a number of more than 15 digits', () => {
  it('is no phone number anywhere, although Germany’s plan allows it', async () => {
    const phone = '+4920123456789012';
    expect(faultyFields(await at.as().post('/api/customer', { name: 'Wanjiku', phone }))).toEqual(['phone']);
    expect(faultyFields(await at.as().post('/api/order', { phone, item: 'Mango', amount: 1 }))).toEqual(['phone']);
    const admin = { email: 'a@b.co', phone_number: phone, password: 'a long sentence', api_key: '123456721' };
    expect(faultyFields(await at.as().post('/api/auth/admin-register', admin))).toEqual(['phone_number']);
    expect((await api.get(`/api/order/${encodeURIComponent(phone)}`)).status).toBe(400);
    expect((await api.post('/api/customer', { name: 'Wanjiku', phone: phone.slice(0, -2) })).status).toBe(201);
  });
});

describe('35. an e-mail address', () => {
  it.each([
    ...[
      '"\u0001"@b.co',
      '"a\u0007"@b.co',
      '"\u001b[31m"@b.co',
      'ad\u202emin@b.co',
      'a\u2066b\u2069@b.co',
      'a\u2067b@b.co',
    ],
    ...['a\u061cb@b.co', '\u2800@b.co', 'a\u200fb@b.co', '"\u3164"@b.co', '" "@b.co', 'a@b\u200e.co', 'a\u0085@b.co'],
    ...['\u200b@b.co', 'a@\u200b', 'a\u0081@b.co', 'a\u2028b@b.co'],
  ])('with control or bidi characters, or only invisible ones, is refused: %j', async (email) => {
    const body = { email, phone_number: aPhone(), password: 'a long sentence', api_key: '123456721' };
    expect(faultyFields(await at.as().post('/api/auth/admin-register', body))).toEqual(['email']);
  });

  it.each(['\u200b', '\u00ad', '\ufeff', '\u{e0041}'])(
    'with the invisible character %j inside is the one without it, so that there is no second account',
    async (mark) => {
      const name = `one${aPhone().slice(-6)}`;
      const register = (email: string) =>
        at.as().post('/api/auth/admin-register', {
          ...{ email, phone_number: aPhone(), password: 'a long sentence', api_key: '123456721' },
        });
      expect((await register(`${name}@b.co`)).status).toBe(201);
      expect((await register(`${name.slice(0, 3)}${mark}${name.slice(3)}@b.co`)).json.type).toBe(
        '/problems/admin-taken',
      );
    },
  );
});

describe('53. /readyz and /docs', () => {
  it('tell strangers ok or not, and the operator more', async () => {
    const METRICS_TOKEN = 'a-token-for-the-operator-alone';
    const other = await startApp({ METRICS_TOKEN });
    const asOperator = { headers: { Authorization: `Bearer ${METRICS_TOKEN}` } };
    expect((await other.request('/readyz')).text).toBe('{"status":"ok"}');
    expect((await other.request('/readyz', { headers: { Authorization: 'Bearer wrong' } })).text).toBe(
      '{"status":"ok"}',
    );
    expect((await other.request('/readyz', asOperator)).json).toMatchObject({ status: 'ok', details: { sms: {} } });
    await other.pool.query(`update migrations set name = 'not ' || name`);
    const refused = await other.request('/readyz');
    expect([wrongProblem(refused, 503), refused.json.type]).toEqual([null, '/problems/not-ready']);
    expect(refused.text).not.toMatch(/migrat|schema|database|accounts/i);
    expect((await other.request('/readyz', asOperator)).json.type).toBe('/problems/schema-outdated');
    await other.close();
    expect((await at.request('/readyz')).text).toBe('{"status":"ok"}');
  });

  it('16. keep no token in localStorage', async () => {
    expect((await at.request('/docs/start.js')).text).not.toContain('persistAuthorization');
  });
});
