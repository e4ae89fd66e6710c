import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ALL_PERMISSIONS } from '../src/http/access/permissions.js';
import { aKey } from '../test/support/api-keys.js';
import { aBrowser } from '../test/support/browser.js';
import { aCustomer, aUser, someOrders } from '../test/support/factories.js';
import type { OpenApiDocument } from '../test/support/openapi-document.js';
import { type Answer, type RequestOptions, startApp, type TestApp } from '../test/support/test-app.js';
import { type FuzzedRequest, makeRequests } from './arbitrary-requests.js';

const REQUESTS = Number(process.env.REQUESTS ?? 24_000);
const LOGOUT = '/api/auth/logout';

type Send = (path: string, options: RequestOptions) => Promise<Answer>;

let at: TestApp;
let callers: Readonly<Record<string, Send>>;
let document: OpenApiDocument;
let requests: fc.Arbitrary<FuzzedRequest>;

beforeAll(async () => {
  at = await startApp({ OPEN_INTAKE: 'on', DOCS: 'on' });
  document = (await at.request('/openapi.json')).json;
  const customers = [await aCustomer(at.pool), await aCustomer(at.pool)];
  for (const { id } of customers) await someOrders(at.pool, id, 20);
  const users = [await aUser(at.pool), await aUser(at.pool)];
  const { rows } = await at.pool.query<{ id: string }>(
    'select id from orders union all select id from notifications limit 30',
  );
  const codes = customers.map(({ code }) => code);
  const phones = customers.map(({ phone }) => phone);
  const userIds = users.map(({ id }) => id);
  const ids = [...rows, ...customers].map(({ id }) => id);
  requests = makeRequests(document, {
    ...{ ids: [...ids, ...userIds], codes, phones },
    byField: { customer_code: codes, phone: phones, order_id: ids, user_id: userIds, api_key: ['123456721'] },
  });
  const staff = aBrowser(at);
  await staff.open(await staff.choose('/google/login', 'staff'));
  const user = aBrowser(at);
  await user.signIn('google', 'wanjiku');
  const token = await at.admin();
  const withToken =
    (own: string): Send =>
    (path, options) =>
      at.request(path, { ...options, headers: { ...options.headers, Authorization: `Bearer ${own}` } });
  const sameOrigin =
    (send: Send): Send =>
    (path, options) =>
      send(path, {
        ...options,
        headers: { ...options.headers, Accept: 'application/json', 'Sec-Fetch-Site': 'same-origin' },
      });
  const { secret } = await aKey(at.as(await at.admin()), { scopes: [...ALL_PERMISSIONS] });
  callers = {
    nobody: at.request,
    key: withToken(secret),
    // A logout ends every token of its admin, so it has an admin of its own.
    admin: async (path, options) => withToken(path.startsWith(LOGOUT) ? await at.admin() : token)(path, options),
    staff: sameOrigin(staff.open),
    user: sameOrigin(user.open),
  };
});
afterAll(() => at.close());

/** What is wrong with an answer; null when nothing is. */
function findFault({ status, headers, json }: Answer): string | null {
  if (status >= 500) return `status ${status}`;
  if (status >= 400 && !headers.get('content-type')?.startsWith('application/problem+json'))
    return `${status} is no problem document`;
  if (status === 400 && !Array.isArray(json?.errors)) return '400 without errors';
  return null;
}

describe('the API, asked at random', () => {
  it(`answers ${REQUESTS} requests of every route and caller without a 5xx`, async () => {
    const statuses = new Map<string, number>();
    const routes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const { method, route, path, body, contentType, idempotencyKey } = request;
        const headers: Record<string, string> = {
          ...(body !== null && { 'Content-Type': contentType }),
          ...(idempotencyKey !== null && { 'Idempotency-Key': idempotencyKey }),
        };
        const sent = Object.entries(callers).map(async ([caller, send]) => {
          const answer = await send(path, { method, headers, ...(body !== null && { body }) });
          const fault = findFault(answer);
          if (fault !== null) throw new Error(`${caller}: ${fault}: ${answer.text.slice(0, 300)}`);
          const key = `${caller} ${Math.floor(answer.status / 100)}xx`;
          statuses.set(key, (statuses.get(key) ?? 0) + 1);
        });
        routes.add(`${method} ${route}`);
        await Promise.all(sent);
      }),
      { numRuns: REQUESTS / Object.keys(callers).length, endOnFailure: Boolean(process.env.CI) },
    );
    const documented = Object.entries(document.paths).flatMap(([route, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${route}`),
    );
    expect([...routes].sort()).toEqual(documented.sort());
    console.info(
      `${REQUESTS} requests to ${routes.size} routes: ${[...statuses]
        .sort()
        .map(([key, count]) => `${key} ${count}`)
        .join(', ')}`,
    );
    expect((await at.request('/readyz')).status).toBe(200);
  });
});
