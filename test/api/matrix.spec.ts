import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_PERMISSIONS, type Permission } from '../../src/http/access/permissions.js';
import { CLERK, callersOfEveryKind, type MatrixCaller, VIEWER } from '../support/callers.js';
import { addressOf, controllersOf, type Route, routesOf } from '../support/routes.js';
import { type Answer, startApp, type TestApp } from '../support/test-app.js';

/**
 * What a route asks for: a permission, an admin, a session, or nothing.
 * A new route is added here with what it asks for.
 */
const MATRIX: Readonly<Record<string, Permission | 'an admin' | 'a session' | 'nothing'>> = {
  'GET /': 'nothing',
  'GET /assets/:name': 'nothing',
  'GET /auth/:provider': 'nothing',
  'GET /auth/:provider/callback': 'nothing',
  'GET /desk': 'orders:read',
  'GET /desk/keyboard': 'orders:read',
  'GET /desk/kit': 'orders:read',
  'GET /desk/orders/latest': 'orders:read',
  'GET /desk/stream': 'orders:read',
  'GET /desk/audit': 'audit:read',
  'GET /desk/export/audit.csv': 'audit:read',
  'GET /desk/find': 'customers:read',
  'GET /desk/orders/new': 'orders:write',
  'GET /desk/orders/new/customers': 'customers:read',
  'GET /desk/orders/new/text': 'orders:write',
  'POST /desk/orders/new': 'orders:write',
  'GET /desk/export/orders.csv': 'export',
  'GET /desk/orders': 'orders:read',
  'GET /desk/orders/:id': 'orders:read',
  'GET /desk/orders/:id/sms': 'notifications:read',
  'POST /desk/orders/:id/cancel': 'orders:write',
  'POST /desk/orders/:id/confirm': 'orders:write',
  'POST /desk/orders/:id/correct': 'orders:write',
  'POST /desk/orders/:id/send-again': 'notifications:send',
  'POST /desk/orders/:id/undo-confirmation': 'orders:write',
  'GET /desk/customers': 'customers:read',
  'GET /desk/customers/:id': 'customers:read',
  'GET /desk/customers/:id/edit': 'customers:write',
  'GET /desk/customers/:id/statement.csv': 'orders:read',
  'GET /desk/export/customers.csv': 'export',
  'GET /desk/people': 'users:read',
  'GET /desk/people/:id': 'customers:write',
  'POST /desk/customers/:id/edit': 'customers:write',
  'POST /desk/customers/:id/unlink': 'customers:write',
  'POST /desk/people/:id': 'customers:write',
  'GET /desk/staff': 'staff:manage',
  'POST /desk/staff': 'staff:manage',
  'POST /desk/staff/:id': 'staff:manage',
  'GET /desk/keys': 'keys:manage',
  'POST /desk/keys': 'keys:manage',
  'POST /desk/keys/:id/rotate': 'keys:manage',
  'POST /desk/keys/:id/revoke': 'keys:manage',
  'GET /desk/settings': 'settings:manage',
  'GET /desk/settings/account': 'settings:manage',
  'GET /desk/settings/test-sms/:id': 'settings:manage',
  'POST /desk/settings/preview': 'settings:manage',
  'POST /desk/settings/template': 'settings:manage',
  'POST /desk/settings/template/reset': 'settings:manage',
  'POST /desk/settings/test-sms': 'settings:manage',
  'GET /desk/export/notifications.csv': 'notifications:read',
  'GET /desk/figures': 'figures:read',
  'GET /desk/import': 'import',
  'GET /desk/import/:id': 'import',
  'GET /desk/import/:id/progress': 'import',
  'GET /desk/import/:id/wrong.csv': 'import',
  'POST /desk/import': 'import',
  'POST /desk/import/:id/start': 'import',
  'GET /desk/messages': 'notifications:read',
  'POST /desk/messages/:id/resend': 'notifications:send',
  'POST /desk/messages/resend': 'notifications:send',
  'GET /docs': 'nothing',
  'GET /docs/:file': 'nothing',
  'GET /google/auth': 'nothing',
  'GET /google/login': 'nothing',
  'GET /livez': 'nothing',
  'GET /manifest.webmanifest': 'nothing',
  'GET /metrics': 'nothing',
  'GET /openapi.json': 'nothing',
  'GET /problems': 'nothing',
  'GET /problems/:code': 'nothing',
  'GET /readyz': 'nothing',
  'GET /profile': 'a session',
  'GET /profile/erasure': 'a session',
  'GET /profile/export': 'a session',
  'POST /profile/erasure': 'a session',
  'POST /profile/erasure/withdraw': 'a session',
  'POST /auth/:provider': 'a session',
  'POST /google/auth': 'nothing',
  'POST /language': 'nothing',
  'POST /orders/:id/confirm': 'a session',
  'GET /api/audit': 'audit:read',
  'GET /api/customers': 'customers:read',
  'DELETE /api/customers/:id': 'privacy:manage',
  'GET /api/customers/:id/export': 'privacy:manage',
  'GET /api/lookup/all-customers': 'customers:read',
  'GET /api/lookup/all-users': 'users:read',
  'GET /api/notifications': 'notifications:read',
  'GET /api/notifications/:id': 'notifications:read',
  'GET /api/notifications/summary': 'notifications:read',
  'GET /api/order/:phone': 'orders:read',
  'GET /api/orders': 'orders:read',
  'GET /api/orders/:id': 'orders:read',
  'GET /api/customers/:id': 'customers:read',
  'GET /api/customers/:id/history': 'customers:read',
  'PATCH /api/customers/:id': 'customers:write',
  'POST /api/customers/:id/unlink': 'customers:write',
  'GET /api/orders/:id/history': 'orders:read',
  'PATCH /api/orders/:id': 'orders:write',
  'POST /api/orders/:id/undo-confirmation': 'orders:write',
  'GET /api/keys': 'keys:manage',
  'DELETE /api/keys/:id': 'keys:manage',
  'POST /api/keys': 'keys:manage',
  'POST /api/keys/:id/rotate': 'keys:manage',
  'GET /api/staff': 'staff:manage',
  'PATCH /api/staff/:id': 'staff:manage',
  'POST /api/auth/add-user-number': 'users:write',
  'POST /api/auth/admin-register': 'nothing',
  'POST /api/auth/change-password': 'an admin',
  'POST /api/auth/create-customer': 'customers:write',
  'POST /api/auth/create-reset-code': 'staff:manage',
  'POST /api/auth/disable-admin': 'staff:manage',
  'POST /api/auth/enable-admin': 'staff:manage',
  'POST /api/auth/login': 'nothing',
  'POST /api/auth/reset-password': 'nothing',
  'POST /api/callbacks/africastalking/:secret/delivery-reports': 'nothing',
  'POST /api/customer': 'customers:write',
  'POST /api/lookup/all-customers': 'customers:read',
  'POST /api/lookup/all-users': 'users:read',
  'POST /api/notifications/:id/resend': 'notifications:send',
  'POST /api/order': 'orders:write',
  'POST /api/orders': 'orders:write',
  'POST /api/orders/:id/cancel': 'orders:write',
  'POST /api/orders/all-orders': 'orders:read',
  'POST /api/orders/create': 'orders:write',
  'POST /api/orders/customer-order/confirm': 'orders:write',
  'POST /api/orders/customer/all-orders': 'orders:read',
  'POST /api/staff': 'staff:manage',
  // The last ones end what the caller is known by.
  'POST /api/auth/logout': 'an admin',
  'POST /logout': 'nothing',
};

let at: TestApp;
let routes: ReadonlyMap<string, Route>;
let callers: readonly MatrixCaller[];
beforeAll(async () => {
  at = await startApp({ DOCS: 'on' });
  routes = new Map(routesOf(controllersOf(at.app)).map((route) => [`${route.method} ${route.path}`, route]));
  callers = await callersOfEveryKind(at);
});
afterAll(() => at.close());

type Outcome = 'admitted' | 'forbidden' | 'not known';

/** What an answer says of the access, whatever the handler said after it. */
function outcomeOf({ status, json }: Answer): Outcome {
  if (status === 401) return 'not known';
  return status === 403 && json?.type === '/problems/forbidden' ? 'forbidden' : 'admitted';
}

function expectedOf({ known, isAdmin, holds }: MatrixCaller, asked: string): Outcome {
  if (asked === 'nothing') return 'admitted';
  if (asked === 'a session') return known === 'session' ? 'admitted' : 'not known';
  const isAdmitted = asked === 'an admin' ? isAdmin : holds === 'everything' || holds.includes(asked);
  if (isAdmitted) return 'admitted';
  return known === null ? 'not known' : 'forbidden';
}

describe('the matrix of routes and callers', () => {
  it('has every route, and no other', () => {
    expect([...routes.keys()].sort()).toEqual(Object.keys(MATRIX).sort());
  });

  it('is what OpenAPI says of the roles', async () => {
    const { 'x-roles': roles, 'x-permissions': permissions } = (await at.request('/openapi.json')).json;
    const held = Object.entries(roles).map(([role, described]) => {
      const { meaning, permissions: names } = described as { meaning: string; permissions: string[] };
      return [role, /^[A-Z].+\.$/.test(meaning), names];
    });
    expect(held).toEqual([
      ['owner', true, Object.keys(permissions)],
      ['clerk', true, CLERK],
      ['viewer', true, VIEWER],
    ]);
  });

  it('has a caller who holds everything, one who holds nothing, each role, and a key for each permission', () => {
    const held = callers.map(({ holds }) => (holds === 'everything' ? ALL_PERMISSIONS.size : holds.length));
    expect([...new Set(held)].sort((one, other) => one - other)).toEqual([0, 1, 5, 9, ALL_PERMISSIONS.size]);
    const single = callers.flatMap(({ holds }) => (holds.length === 1 ? holds : []));
    expect(new Set(single)).toEqual(ALL_PERMISSIONS);
  });

  it('lets each kind of caller in exactly where its permissions say', async () => {
    const wrong: string[] = [];
    for (const caller of callers)
      for (const [name, asked] of Object.entries(MATRIX)) {
        const route = routes.get(name) as Route;
        const answer = await caller.send(route.method, addressOf(route));
        const [expected, outcome] = [expectedOf(caller, asked), outcomeOf(answer)];
        if (outcome !== expected || answer.status >= 500)
          wrong.push(`${caller.name}: ${name} asks for ${asked}: ${outcome} (${answer.status}), not ${expected}`);
      }
    expect(wrong).toEqual([]);
  });
});
