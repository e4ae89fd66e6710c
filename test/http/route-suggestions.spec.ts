import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CALLBACK_SECRET } from '../support/carrier-app.js';
import { wrongProblem } from '../support/problems.js';
import { startApp, type TestApp } from '../support/test-app.js';

const ORDER = '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99';

let at: TestApp;
beforeAll(async () => {
  at = await startApp({ AT_CALLBACK_SECRET: CALLBACK_SECRET, DOCS: 'on' });
});
afterAll(() => at.close());

const call = (line: string) => {
  const [method = '', path = ''] = line.split(' ');
  return at.request(path, { method });
};

describe('an address that no route has', () => {
  it.each([
    ['POST /api/order/create', 'POST /api/orders/create'],
    ['POST /api/order/create/', 'POST /api/orders/create'],
    ['POST /api/order/create?debug=1', 'POST /api/orders/create'],
    ['POST /api/Orders/Create', 'POST /api/orders/create'],
    ['POST /api//orders/create', 'POST /api/orders/create'],
    ['POST /orders/create', 'POST /api/orders/create'],
    ['POST /api/v1/orders/create', 'POST /api/orders/create'],
    ['POST /v2/orders', 'POST /api/orders'],
    ['POST /api/api/orders', 'POST /api/orders'],
    ['POST /api/oders/create', 'POST /api/orders/create'],
    ['POST /api/customers/create', 'POST /api/customer'],
    ['GET /api/cusotmers', 'GET /api/customers'],
    ['GET /customers', 'GET /api/customers'],
    ['GET /api/customers/list', 'GET /api/customers'],
    ['GET /api/oders/2', 'GET /api/orders/<id>'],
    ['GET /orders/2', 'GET /api/orders/<id>'],
    [`POST /api/orders/${ORDER}/cancle`, 'POST /api/orders/<id>/cancel'],
    ['POST /api/order/2/cancel', 'POST /api/orders/<id>/cancel'],
    ['POST /api/orders/2/confirm', 'POST /api/orders/customer-order/confirm'],
    ['POST /api/login', 'POST /api/auth/login'],
    ['POST /api/auth/register', 'POST /api/auth/admin-register'],
    ['GET /api/users', 'GET /api/lookup/all-users'],
    ['POST /api/all-orders', 'POST /api/orders/all-orders'],
    ['GET /api/notification', 'GET /api/notifications'],
    ['PATCH /api/order/create', 'POST /api/orders/create'],
    ['GET /api/order/create', 'POST /api/orders/create'],
    ['GET /api/notifications/list', 'GET /api/notifications'],
    ['GET /api/notifications/sumary', 'GET /api/notifications/summary'],
    ['GET /api/orders/confirm', 'POST /api/orders/customer-order/confirm'],
    ['POST /api/orders/create%20', 'POST /api/orders/create'],
    ['POST /api/orders/create%E2%80%8B', 'POST /api/orders/create'],
    ['POST /api/orders/create.json', 'POST /api/orders/create'],
    ['GET /api/orders.csv', 'GET /api/orders'],
    ['POST /api/auth/signin', 'POST /api/auth/login'],
    ['POST /api/auth/token', 'POST /api/auth/login'],
    ['POST /api/auth/signup', 'POST /api/auth/admin-register'],
    ['GET /api/clients', 'GET /api/customers'],
    ['GET /api/sms', 'GET /api/notifications'],
    ['GET /health', 'GET /livez'],
    ['GET /healthz', 'GET /livez'],
    ['GET /swagger', 'GET /docs'],
    ['GET /api/docs', 'GET /docs'],
    ['GET /doc', 'GET /docs'],
    ['GET /openapi', 'GET /openapi.json'],
  ])('is a 404 that names the route that was meant: %s', async (line, meant) => {
    const answer = await call(line);
    expect([line, wrongProblem(answer, 404)]).toEqual([line, null]);
    expect([line, answer.json.detail]).toEqual([line, `There is nothing at this address: did you mean ${meant}?`]);
    expect(answer.json.type).toBe('/problems/route-unknown');
  });

  it.each(['GET /api/nothing', 'GET /api', 'GET /nowhere', 'POST /xmlrpc.php', `GET /api/${'x'.repeat(5000)}`])(
    'is a 404 without a guess when no route is near: %#',
    async (line) => {
      const answer = await call(line);
      expect([wrongProblem(answer, 404), answer.json.detail]).toEqual([null, 'There is nothing at this address.']);
    },
  );

  it('never leads to the address of the carrier, which holds a secret', async () => {
    for (const path of [
      `/api/callbacks/africastalking/${CALLBACK_SECRET}/delivery-report`,
      `/api/callbacks/africastalking/${CALLBACK_SECRET.slice(0, -1)}/delivery-reports`,
      '/api/callbacks/africastalking',
      '/api/callback',
      '/api/delivery-reports',
    ]) {
      for (const method of ['GET', 'POST', 'PUT'])
        expect((await call(`${method} ${path}`)).text).not.toMatch(/did you mean|callbacks/);
    }
  });
});

describe('an address whose parameter cannot have that value', () => {
  it('is answered by its route when no other is near', async () => {
    const api = await at.asAdmin();
    for (const [path, status, type] of [
      ['/api/orders/mango', 404, '/problems/order-unknown'],
      ['/api/notifications/mango', 404, '/problems/notification-unknown'],
      ['/api/order/mango', 400, '/problems/phone-invalid'],
    ] as const) {
      const answer = await api.get(path);
      expect([path, answer.status, answer.json.type]).toEqual([path, status, type]);
    }
    expect((await at.request('/api/orders/mango')).status).toBe(401);
  });
});

describe('an address that takes another method', () => {
  it.each([
    ['GET /api/customer', 'POST', ': did you mean GET /api/customers?'],
    ['POST /api/customers', 'GET, HEAD', ': did you mean POST /api/customer?'],
    ['PUT /api/orders', 'GET, HEAD, POST', '.'],
    ['DELETE /api/orders/2', 'GET, HEAD, PATCH', '.'],
    ['DELETE /api/order/0712345678', 'GET, HEAD', '.'],
    ['PUT /api/orders/create', 'POST', '.'],
    ['GET /api/orders/create', 'POST', '.'],
    ['GET /api/orders/all-orders', 'POST', '.'],
  ])('is a 405 with Allow, and a route of that method if one is near: %s', async (line, allowed, end) => {
    const answer = await call(line);
    expect([line, wrongProblem(answer, 405)]).toEqual([line, null]);
    expect(answer.headers.get('allow')?.split(', ').sort().join(', ')).toBe(allowed);
    expect(answer.json.detail).toBe(
      `This address does not take this method; the Allow header names those it takes${end}`,
    );
  });
});
