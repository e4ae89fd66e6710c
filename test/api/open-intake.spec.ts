import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { aCustomer, aPhone } from '../support/factories.js';
import { wrongProblem } from '../support/problems.js';
import { addressOf, controllersOf, type Route, routesOf } from '../support/routes.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../support/test-app.js';

/**
 * Addresses of callers, as the proxy forwards them.
 * They are from a block for documentation (RFC 5737).
 */
const SHOP = '198.51.100.7';
const NEIGHBOUR = '198.51.100.8';

let at: TestApp;
let anonymous: ApiClient;
let token: string;
beforeAll(async () => {
  at = await startApp({ OPEN_INTAKE: 'on', TRUST_PROXY: '127.0.0.1', ROLE: 'api', DOCS: 'on' });
  token = await at.admin();
  anonymous = at.as();
});
afterEach(() => at.pool.query('truncate login_attempts'));
afterAll(() => at.close());

/**
 * Registers customers until one is refused, and gives how many were taken before.
 * `headersOf` says where each comes from.
 */
async function untilRefused(
  app: TestApp,
  headersOf: (n: number) => Record<string, string>,
): Promise<{ taken: number; refusal: Answer }> {
  for (let taken = 0; ; taken++) {
    const refusal = await app.as().post('/api/customer', { name: 'Wanjiku', phone: aPhone() }, headersOf(taken));
    if (refusal.status !== 201) return { taken, refusal };
    if (taken === 100) throw new Error('nobody is ever refused');
  }
}

describe('OPEN_INTAKE=on', () => {
  it('lets a caller without a token register a customer', async () => {
    const phone = aPhone();
    const { status, json } = await anonymous.post('/api/customer', { name: 'Wanjiku', phone });
    expect([status, json.message]).toEqual([201, 'customer created successfully']);
    expect((await at.pool.query('select name from customers where phone = $1', [phone])).rows).toEqual([
      { name: 'Wanjiku' },
    ]);
  });

  it('lets a caller without a token place an order and shows its id alone, also in a replay', async () => {
    const { phone, id } = await aCustomer(at.pool);
    const order = { phone, item: 'Mango', amount: '420' };
    const first = await anonymous.post('/api/order', order, { 'Idempotency-Key': 'once' });
    const again = await anonymous.post('/api/order', order, { 'Idempotency-Key': 'once' });
    expect([first.status, first.json]).toEqual([
      201,
      { message: 'Order created successfully', order_id: expect.any(String) },
    ]);
    expect([again.status, again.json, again.headers.get('idempotent-replayed')]).toEqual([201, first.json, 'true']);
    const { rows } = await at.pool.query('select id, created_by from orders where customer_id = $1', [id]);
    expect(rows).toEqual([{ id: first.json.order_id, created_by: null }]);
  });

  it('opens POST /api/customer and POST /api/order alone', async () => {
    const closed = routesOf(controllersOf(at.app)).filter(
      ({ rule }) => rule?.who === 'permitted' || rule?.who === 'admin',
    );
    const takesStrangers = ({ rule }: Route) => rule?.who === 'permitted' && rule.openIntake;
    const open = closed.filter(takesStrangers).map(({ method, path }) => `${method} ${path}`);
    expect(open.sort()).toEqual(['POST /api/customer', 'POST /api/order']);
    for (const route of closed.filter((route) => !takesStrangers(route))) {
      const answer = await at.request(addressOf(route), { method: route.method });
      expect([route.path, wrongProblem(answer, 401)]).toEqual([route.path, null]);
    }
  });

  it('answers 401 to a caller with a wrong token', async () => {
    for (const authorization of ['Bearer mango', `Bearer ${token}x`, 'Basic bWFuZ286', 'Bearer', '']) {
      const body = { name: 'Wanjiku', phone: aPhone() };
      const statuses = [
        (await anonymous.post('/api/customer', body, { Authorization: authorization })).status,
        (
          await anonymous.post(
            '/api/order',
            { phone: body.phone, item: 'Mango', amount: 1 },
            { Authorization: authorization },
          )
        ).status,
      ];
      expect([authorization, statuses]).toEqual([authorization, [401, 401]]);
    }
  });

  it('answers 429 with Retry-After to an address that sends too much, for customers and orders alike', async () => {
    const { phone } = await aCustomer(at.pool);
    const { taken, refusal } = await untilRefused(at, () => ({ 'X-Forwarded-For': SHOP }));
    expect(taken).toBeGreaterThanOrEqual(30);
    expect(wrongProblem(refusal, 429)).toBeNull();
    expect(Number(refusal.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    const order = { phone, item: 'Mango', amount: 1 };
    expect((await anonymous.post('/api/order', order, { 'X-Forwarded-For': SHOP })).status).toBe(429);
    expect(
      (await at.pool.query(`select 1 from orders o join customers c on c.id = o.customer_id where phone = $1`, [phone]))
        .rows,
    ).toEqual([]);
  });

  it('refuses neither another address nor an admin, and lets the address go on after the pause', async () => {
    await untilRefused(at, () => ({ 'X-Forwarded-For': SHOP }));
    const customer = () => ({ name: 'Wanjiku', phone: aPhone() });
    expect((await anonymous.post('/api/customer', customer(), { 'X-Forwarded-For': NEIGHBOUR })).status).toBe(201);
    expect(
      (await anonymous.post('/api/customer', customer(), { 'X-Forwarded-For': SHOP, Authorization: `Bearer ${token}` }))
        .status,
    ).toBe(201);
    await at.pool.query('update login_attempts set blocked_until = now()');
    expect((await anonymous.post('/api/customer', customer(), { 'X-Forwarded-For': SHOP })).status).toBe(201);
  });

  it('believes no address that a client invents where TRUST_PROXY does not name the client', async () => {
    const direct = await startApp({ OPEN_INTAKE: 'on' });
    const invented = (n: number) => ({
      'X-Forwarded-For': `198.51.100.${n}`,
      'X-Real-IP': `198.51.100.${n}`,
      Forwarded: `for=198.51.100.${n}`,
    });
    const { taken, refusal } = await untilRefused(direct, invented).finally(() => direct.close());
    expect([taken < 40, refusal.status]).toEqual([true, 429]);
  });
});
