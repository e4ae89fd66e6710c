import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { AppModule } from '../../src/app.module.js';
import { Config } from '../../src/config/config.js';
import { AdminOnly } from '../../src/http/access/access.js';
import { ProblemFilter } from '../../src/http/problems/problem.filter.js';
import { aUser } from '../support/factories.js';
import { forgeToken, JWT_SECRET, validClaims, wrongAuthorizations } from '../support/forged-tokens.js';
import { wrongProblem } from '../support/problems.js';
import { sendRaw, writeRequest } from '../support/raw-http.js';
import { addressOf, controllersOf, type Route, registeredRoutes, routesOf } from '../support/routes.js';
import { startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let routes: readonly Route[];
let closed: readonly Route[];
let adminId: string;
let userId: string;

beforeAll(async () => {
  at = await startApp({ JWT_SECRET, DOCS: 'on' });
  routes = routesOf(controllersOf(at.app));
  closed = routes.filter(({ rule }) => rule?.who === 'permitted' || rule?.who === 'admin');
  await at.admin();
  adminId = (await at.pool.query('select id from users')).rows[0].id;
  userId = (await aUser(at.pool)).id;
});
afterAll(() => at.close());

const call = (route: Route, authorization?: string) =>
  at.request(addressOf(route), {
    method: route.method,
    headers: {
      'Content-Type': 'application/json',
      ...(authorization === undefined ? {} : { Authorization: authorization }),
    },
  });

/** Every route that answers without a token or a session. A new open route is added here. */
const OPEN = [
  'GET /',
  'GET /assets/:name',
  'GET /auth/:provider',
  'GET /auth/:provider/callback',
  'GET /docs',
  'GET /docs/:file',
  'GET /google/auth',
  'GET /google/login',
  'GET /livez',
  'GET /manifest.webmanifest',
  'GET /metrics',
  'GET /openapi.json',
  'GET /problems',
  'GET /problems/:code',
  'GET /readyz',
  'POST /api/auth/admin-register',
  'POST /api/auth/login',
  'POST /api/auth/reset-password',
  'POST /api/callbacks/africastalking/:secret/delivery-reports',
  'POST /google/auth',
  'POST /language',
  'POST /logout',
];

/** Every route that asks for a session. An admin's token does not open it. */
const PERSONAL = [
  'GET /profile',
  'GET /profile/erasure',
  'GET /profile/export',
  'POST /auth/:provider',
  'POST /orders/:id/confirm',
  'POST /profile/erasure',
  'POST /profile/erasure/withdraw',
];

@Controller()
class Forgotten {
  @Get('forgotten')
  forgotten(): string {
    return 'seen';
  }

  @Get('remembered')
  @AdminOnly()
  remembered(): string {
    return 'seen';
  }
}

/** Flaws of headers that hold no Bearer token: RFC 6750 (3.1) gives them no error code. */
const LACKING = ['no token', 'a valid token as Basic'];

const unruled = (among: readonly Route[]): string[] =>
  among.filter(({ rule }) => rule === undefined).map(({ handler }) => handler);

describe('every route', () => {
  it('has a handler, and each handler has an access rule', async () => {
    const handled = routes.map(({ method, path }) => `${method} ${path}`);
    expect((await registeredRoutes()).filter((route) => !route.startsWith('HEAD ')).sort()).toEqual(
      [...handled].sort(),
    );
    expect(handled.length).toBeGreaterThan(OPEN.length + 10);
    expect(unruled(routes)).toEqual([]);
  });

  it('is found when it has no access rule, and is closed even to admins', async () => {
    expect(unruled(routesOf([Forgotten]))).toEqual(['Forgotten.forgotten']);
    const url = (at.app.get(DataSource).options as { url: string }).url;
    const module = {
      module: class Whole {},
      imports: [AppModule.of(at.app.get(Config), url)],
      controllers: [Forgotten],
    };
    const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: false });
    app.useGlobalFilters(new ProblemFilter());
    await app.listen(0, '127.0.0.1');
    const headers = { Authorization: `Bearer ${forgeToken(validClaims(adminId))}` };
    const statuses = ['/forgotten', '/remembered'].map(
      async (path) => (await fetch((await app.getUrl()) + path, { headers })).status,
    );
    const seen = await Promise.all(statuses).finally(() => app.close());
    expect(seen).toEqual([401, 200]);
  });

  it('asks for a token or a session unless it is listed as open', () => {
    const open = routes.filter((route) => !closed.includes(route)).map(({ method, path }) => `${method} ${path}`);
    expect(open.sort()).toEqual([...OPEN, ...PERSONAL].sort());
  });

  it('answers 401 to an admin’s token where it asks for a session', async () => {
    const personal = routes.filter(({ rule }) => rule?.who === 'signed-in');
    expect(personal.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(PERSONAL);
    for (const route of personal) {
      const headers = { Authorization: `Bearer ${forgeToken(validClaims(adminId))}`, 'Sec-Fetch-Site': 'same-origin' };
      expect(wrongProblem(await at.request(addressOf(route), { method: route.method, headers }), 401)).toBeNull();
    }
  });

  it('lets in an admin’s token where it asks for a token', async () => {
    for (const route of closed.filter(({ path }) => !path.endsWith('/logout'))) {
      const { status } = await call(route, `Bearer ${forgeToken(validClaims(adminId))}`);
      expect([route.path, [200, 201, 204, 303, 400, 404, 406, 422].includes(status), status]).toEqual([
        route.path,
        true,
        status,
      ]);
    }
  });

  it.each(Object.keys(wrongAuthorizations({}, '')))(
    'answers 401 where it asks for a token and gets %s',
    async (flaw) => {
      const authorization = flaw === 'no token' ? undefined : wrongAuthorizations(validClaims(adminId), userId)[flaw];
      const faults = await Promise.all(
        closed.map(async (route) => {
          const answer = await call(route, authorization);
          const challenge = answer.headers.get('www-authenticate') ?? '';
          const expected = LACKING.includes(flaw)
            ? /^Bearer$/
            : /^Bearer error="invalid_token", error_description="[^"]+"$/;
          return wrongProblem(answer, 401) ?? (expected.test(challenge) ? null : `asks for a token by: ${challenge}`);
        }),
      );
      expect(faults).toEqual(closed.map(() => null));
    },
  );

  it('takes a token from the Authorization header alone', async () => {
    const token = forgeToken(validClaims(adminId));
    const headers = { Cookie: `token=${token}; Authorization=Bearer ${token}`, 'X-Authorization': `Bearer ${token}` };
    for (const query of ['', `?token=${token}`, `?access_token=${token}`, `?Authorization=Bearer%20${token}`])
      expect((await at.request(`/api/customers${query}`, { headers })).status).toBe(401);
  });
});

describe('POST /api/auth/logout', () => {
  it('ends every token of that admin at the next request, and no token of another admin', async () => {
    const first = await at.admin();
    const other = await at.admin();
    const { email } = (await at.pool.query(`select email from users where role = 'admin' order by id desc offset 1`))
      .rows[0];
    const login = JSON.stringify({ email, password: 'correct horse battery', api_key: '123456721' });
    const second = (await at.curl('/api/auth/login/', login)).json.token;
    const statuses = async () =>
      Promise.all([first, second, other].map(async (token) => (await at.as(token).get('/api/customers')).status));
    expect(await statuses()).toEqual([200, 200, 200]);
    const logout = await at.curl('/api/auth/logout/', '', second);
    expect([logout.status, logout.text]).toEqual([204, '']);
    expect(await statuses()).toEqual([401, 401, 200]);
    const third = (await at.curl('/api/auth/login/', login)).json.token;
    expect((await at.as(third).get('/api/customers')).status).toBe(200);
  });
});

describe('AccessGuard', () => {
  const SAME = [
    '/api/customers',
    '/api/customers/',
    '/api/%63ustomers',
    '/%61pi/customers',
    'http://localhost/api/customers',
  ];
  const OTHER = [
    '//api/customers',
    '/api//customers',
    '/api/customers//',
    '/API/CUSTOMERS',
    '/api/customers.',
    '/api/customers%2f',
  ];
  const MORE = [
    '/api/./customers',
    '/livez/../api/customers',
    '/livez/..%2fapi/customers',
    '/api/customers%00',
    '/api/customers;a=1',
    '/api/customers%20',
  ];

  it.each([...SAME, ...OTHER, ...MORE])('lets no notation of /api/customers past without a token: %s', async (path) => {
    const refused = await sendRaw(at.url, writeRequest(`GET ${path}`));
    expect([path, refused.status]).toEqual([path, SAME.includes(path) ? 401 : 404]);
    const token = forgeToken(validClaims(adminId));
    const admitted = await sendRaw(at.url, writeRequest(`GET ${path}`, [`Authorization: Bearer ${token}`]));
    expect([path, admitted.status]).toEqual([path, SAME.includes(path) ? 200 : 404]);
  });

  it('lets no caller past who names another method or path in a header', async () => {
    expect((await sendRaw(at.url, writeRequest('HEAD /api/customers'))).status).toBe(401);
    for (const name of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])
      for (const [method, meant, path] of [
        ['GET', 'POST', '/api/customer'],
        ['POST', 'GET', '/api/customers'],
        ['HEAD', 'POST', '/api/customer'],
      ])
        expect((await sendRaw(at.url, writeRequest(`${method} ${path}`, [`${name}: ${meant}`]))).status).toBe(405);
    for (const header of [
      'X-Original-URL: /api/customers',
      'X-Rewrite-URL: /api/customers',
      'X-Forwarded-Prefix: /api/customers',
    ])
      expect((await sendRaw(at.url, writeRequest('GET /livez', [header]))).text).toBe('{"status":"ok"}');
  });
});
