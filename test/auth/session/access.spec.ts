import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBrowser, type Browser, originOf } from '../../support/browser.js';
import { aCustomer, someOrders } from '../../support/factories.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let staff: Browser;
let user: Browser;
let customer: Awaited<ReturnType<typeof aCustomer>>;
let orderId: string;
beforeAll(async () => {
  at = await startApp();
  customer = await aCustomer(at.pool);
  await someOrders(at.pool, customer.id, 1);
  orderId = (await at.pool.query('select id from orders')).rows[0].id;
  staff = aBrowser(at);
  await staff.open(await staff.choose('/google/login', 'staff'));
  user = aBrowser(at);
  await user.signIn('google', 'wanjiku');
});
afterAll(() => at.close());

const api = { Accept: 'application/json' };
const json = { ...api, 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };
const FORM = 'application/x-www-form-urlencoded';
const READ = [
  '/api/customers',
  '/api/orders',
  '/api/lookup/all-customers',
  '/api/lookup/all-users',
  '/api/order/:phone',
  '/api/orders/:id',
];
/** Posts to /api/order as staff; the answer's status, and how many orders were placed. */
const tryToPlace = async (
  body: string,
  headers: Record<string, string>,
): Promise<{ status: number; placed: number }> => {
  const count = async (): Promise<number> => (await at.pool.query('select from orders')).rowCount ?? 0;
  const before = await count();
  const { status } = await staff.open('/api/order', { method: 'POST', body, headers });
  return { status, placed: (await count()) - before };
};
const filled = (path: string) => path.replace(':phone', customer.phone).replace(':id', orderId);

describe('AccessGuard, for a session of staff', () => {
  it('signs staff in with Google at /google/login, and redirects to the customers', async () => {
    const browser = aBrowser(at);
    const callback = await browser.choose('/google/login', 'staff');
    expect(new URL(callback).pathname).toBe('/google/auth/');
    const answer = await browser.open(callback);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/api/customers']);
    const customers = await browser.open('/api/customers');
    expect(customers.json).toEqual([expect.objectContaining({ phone: customer.phone })]);
  });

  it('signs staff in also when the provider posts its answer', async () => {
    const browser = aBrowser(at);
    const { search } = new URL(await browser.choose('/google/login', 'staff'));
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'cross-site' };
    const posted = await at.request('/google/auth/', { method: 'POST', body: search.slice(1), headers });
    expect(posted.status).toBe(303);
    expect((await browser.open(posted.headers.get('location') ?? '')).headers.get('location')).toBe('/api/customers');
  });

  it.each(READ)('answers 200 at %s', async (path) => {
    expect((await staff.open(filled(path), { headers: api })).status).toBe(200);
  });

  it('lets staff place an order, which carries their id', async () => {
    const body = JSON.stringify({ phone: customer.phone, item: 'Mango', amount: '420' });
    const placed = await staff.open('/api/order', { method: 'POST', body, headers: json });
    expect(placed.status).toBe(201);
    const { rows } = await at.pool.query(
      'select u.email from orders o join users u on u.id = o.created_by where o.id = $1',
      [placed.json.order_id],
    );
    expect(rows).toEqual([{ email: 'staff@example.com' }]);
  });

  it('answers 403 at /api/auth/logout, which ends the tokens of admins', async () => {
    expect((await staff.open('/api/auth/logout', { method: 'POST', body: '{}', headers: json })).status).toBe(403);
  });

  it.each<[string, Record<string, string>]>([
    ['a page of another site', { ...json, 'Sec-Fetch-Site': 'cross-site' }],
    ['a page of the same site', { ...json, 'Sec-Fetch-Site': 'same-site' }],
    ['a link', { ...json, 'Sec-Fetch-Site': 'none' }],
    ['another origin', { ...api, 'Content-Type': 'application/json', Origin: 'https://evil.example' }],
    ['nowhere', { ...api, 'Content-Type': 'application/json' }],
    ['a page that labels JSON as a form', { ...json, 'Content-Type': FORM }],
    ['a page that labels JSON as a form and as JSON', { ...json, 'Content-Type': `${FORM}; a=application/json` }],
  ])('answers 401 to a change from %s, and changes nothing', async (_, headers) => {
    const body = JSON.stringify({ phone: customer.phone, item: 'Mango', amount: '1' });
    const before = (await at.pool.query('select from orders')).rowCount;
    expect((await staff.open('/api/order', { method: 'POST', body, headers })).status).toBe(401);
    expect((await at.pool.query('select from orders')).rowCount).toBe(before);
  });

  it.each<[string, (origin: string) => Record<string, string>]>([
    ['Sec-Fetch-Site: same-origin', () => ({ 'Sec-Fetch-Site': 'same-origin' })],
    ['our Origin', (origin) => ({ Origin: origin })],
    ['our Origin and a charset', (origin) => ({ Origin: origin, 'Content-Type': `${FORM}; charset=UTF-8` })],
  ])('places an order with a form of ours that comes with %s', async (_, proof) => {
    const body = new URLSearchParams({ phone: customer.phone, item: 'Mango & maize', amount: '420.50' }).toString();
    const headers = { ...api, 'Content-Type': FORM, ...proof(originOf(at)) };
    const placed = await staff.open('/api/order', { method: 'POST', body, headers });
    expect(placed.status).toBe(201);
    const { rows } = await at.pool.query('select item, amount from orders where id = $1', [placed.json.order_id]);
    expect(rows).toEqual([{ item: 'Mango & maize', amount: '420.50' }]);
  });

  it.each<[string, number, (origin: string) => Record<string, string>]>([
    ['from a page of another site', 401, () => ({ 'Content-Type': FORM, 'Sec-Fetch-Site': 'cross-site' })],
    [
      'from another site, whatever its Origin says',
      401,
      (origin) => ({ 'Content-Type': FORM, 'Sec-Fetch-Site': 'cross-site', Origin: origin }),
    ],
    ['from another port of our host', 401, () => ({ 'Content-Type': FORM, 'Sec-Fetch-Site': 'same-site' })],
    ['from two sites at once', 401, () => ({ 'Content-Type': FORM, 'Sec-Fetch-Site': 'same-origin, cross-site' })],
    ['from another Origin', 401, () => ({ 'Content-Type': FORM, Origin: 'https://evil.example' })],
    [
      'from an Origin that begins with ours',
      401,
      (origin) => ({ 'Content-Type': FORM, Origin: `${origin}.evil.example` }),
    ],
    ['from a page without an Origin, such as a sandboxed frame', 401, () => ({ 'Content-Type': FORM, Origin: 'null' })],
    ['that says nothing of where it comes from', 401, () => ({ 'Content-Type': FORM })],
    ['that says so only in Referer', 401, (origin) => ({ 'Content-Type': FORM, Referer: `${origin}/` })],
    [
      'of ours with a Bearer token that does not count',
      401,
      () => ({ 'Content-Type': FORM, 'Sec-Fetch-Site': 'same-origin', Authorization: 'Bearer x' }),
    ],
    ['of ours as text/plain', 415, () => ({ 'Content-Type': 'text/plain', 'Sec-Fetch-Site': 'same-origin' })],
    [
      'of ours as multipart/form-data',
      415,
      () => ({ 'Content-Type': 'multipart/form-data; boundary=x', 'Sec-Fetch-Site': 'same-origin' }),
    ],
    ['of ours as two types', 415, () => ({ 'Content-Type': `text/plain, ${FORM}`, 'Sec-Fetch-Site': 'same-origin' })],
  ])('changes nothing with a form %s', async (_, status, make) => {
    const body = new URLSearchParams({ phone: customer.phone, item: 'Mango', amount: '1' }).toString();
    expect(await tryToPlace(body, { ...api, ...make(originOf(at)) })).toEqual({ status, placed: 0 });
  });

  it.each<[string, number, string]>([
    ['a form without a content type', 415, 'phone=0712345678&item=Mango&amount=1'],
    ['JSON without a content type', 415, JSON.stringify({ phone: '0712345678', item: 'Mango', amount: '1' })],
    ['an empty body without a content type', 401, ''],
  ])('changes nothing with %s', async (_, status, body) => {
    // fetch would add a content type of its own to text, but adds none to bytes.
    const bytes = Buffer.from(body) as unknown as string;
    expect(await tryToPlace(bytes, { ...api, 'Sec-Fetch-Site': 'same-origin' })).toEqual({ status, placed: 0 });
  });

  it.each<[string, number]>([
    [' ', 401],
    ['\t\r\n ', 401],
    ['\uFEFF', 401],
  ])('changes nothing with JSON that is labelled as a form and begins with %j', async (blank, status) => {
    const body = `${blank}${JSON.stringify({ phone: customer.phone, item: 'Mango', amount: '1' })}`;
    const headers = { ...api, 'Content-Type': FORM, 'Sec-Fetch-Site': 'same-origin' };
    expect(await tryToPlace(body, headers)).toEqual({ status, placed: 0 });
  });

  it('takes the Origin header where a browser sends no Sec-Fetch-Site', async () => {
    const headers = { ...api, 'Content-Type': 'application/json', Origin: originOf(at) };
    expect((await staff.open('/api/lookup/all-customers', { method: 'POST', body: '{}', headers })).status).toBe(200);
  });

  it('answers 401 when a Bearer token is sent that does not count', async () => {
    expect((await staff.open('/api/customers', { headers: { ...api, Authorization: 'Bearer x' } })).status).toBe(401);
  });

  it('checks at every request that Google vouches for the address', async () => {
    const browser = aBrowser(at);
    await browser.open(await browser.choose('/google/login', 'staff'));
    await at.pool.query(`update identities set email_verified = false where email = 'staff@example.com'`);
    expect((await browser.open('/api/customers', { headers: api })).status).toBe(403);
    await at.pool.query(
      `update identities set email_verified = true, email = 'former@example.com' where email = 'staff@example.com'`,
    );
    expect((await browser.open('/api/customers', { headers: api })).status).toBe(403);
    await at.pool.query(`update identities set email = 'staff@example.com' where email = 'former@example.com'`);
    expect((await browser.open('/api/customers', { headers: api })).status).toBe(200);
  });

  it('answers 403 after a sign-in with GitHub or Facebook, even to the same account', async () => {
    for (const provider of ['github', 'facebook']) {
      const browser = aBrowser(at);
      await browser.signIn(provider, 'staff');
      expect((await browser.open('/api/customers', { headers: api })).status).toBe(403);
    }
  });
});

describe('GET /google/auth', () => {
  it.each(['wanjiku', 'otieno', 'achieng', 'impostor'])(
    'answers 403 to %s, who is not staff, and opens no session',
    async (person) => {
      const browser = aBrowser(at);
      const answer = await browser.open(await browser.choose('/google/login', person), { headers: api });
      expect([answer.status, answer.json.type]).toEqual([403, '/problems/not-staff']);
      expect(browser.cookies.size).toBe(0);
    },
  );
});

describe('AccessGuard, for a session of an end user', () => {
  it.each(READ)('answers 403 at %s', async (path) => {
    const answer = await user.open(filled(path), { headers: api });
    expect([answer.status, answer.json.type]).toEqual([403, '/problems/forbidden']);
  });

  it('answers 403 at each route of the API that places, confirms or makes something', async () => {
    for (const path of [
      '/api/order',
      '/api/orders',
      '/api/orders/create',
      '/api/customer',
      '/api/orders/customer-order/confirm',
    ]) {
      expect([path, (await user.open(path, { method: 'POST', body: '{}', headers: json })).status]).toEqual([
        path,
        403,
      ]);
    }
  });
});

describe('AccessGuard, without a session', () => {
  it.each(['/api/customers', '/api/orders'])('redirects a browser at %s to the sign-in', async (path) => {
    const answer = await aBrowser(at).open(path);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/google/login']);
  });

  it.each(READ)('answers 401 at %s', async (path) => {
    const answer = await at.request(filled(path));
    expect([answer.status, answer.json.type]).toEqual([401, '/problems/unauthenticated']);
  });

  it('answers 401 to a browser at every other path', async () => {
    for (const path of ['/api/lookup/all-users', '/api/orders/x'])
      expect((await aBrowser(at).open(path)).status).toBe(401);
  });
});
