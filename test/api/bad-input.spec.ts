import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FOREIGN_FIELDS, WRONG } from '../support/bad-values.js';
import { measureWait } from '../support/deadlines.js';
import { aCustomer, aUser, someOrders } from '../support/factories.js';
import { POST_ROUTES, type PostRoute, world } from '../support/post-routes.js';
import { faultyFields, wrongProblem } from '../support/problems.js';
import { type ApiClient, startApp, type TestApp } from '../support/test-app.js';
import { digestTables } from '../support/test-database.js';

let at: TestApp;
let api: ApiClient;

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

const callerOf = (route: PostRoute): ApiClient => (route.open ? at.as() : api);

/** Sends the body as JSON that is labelled as a form, as `curl --data` does. */
const send = (route: PostRoute, body: object) => callerOf(route).post(route.path, body, FORM);

/**
 * Sends each body, and gives a line for each that was not refused with a 400 that names the field.
 */
async function accepted(
  route: PostRoute,
  bodies: readonly { field: string; body: Record<string, unknown> }[],
): Promise<string[]> {
  const found: string[] = [];
  for (const { field, body } of bodies) {
    const answer = await send(route, body);
    const wrong =
      wrongProblem(answer, 400) ?? (faultyFields(answer).includes(field) ? null : `names ${faultyFields(answer)}`);
    if (wrong !== null) found.push(`${field} = ${JSON.stringify(body[field])?.slice(0, 60)}: ${wrong}`);
  }
  return found;
}

beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  const { id, code, phone } = await aCustomer(at.pool);
  Object.assign(world, { customerId: id, code, phone, userId: (await aUser(at.pool)).id });
  await someOrders(at.pool, id, 3);
  world.orderId = (await at.pool.query('select id from orders limit 1')).rows[0].id;
});
afterAll(() => at.close());

describe.each(POST_ROUTES)('POST $path', (route) => {
  it('refuses every wrong value of every field by name and changes nothing', async () => {
    const before = await digestTables(at.pool);
    // Null is absent, which an optional field may be.
    const bodies = Object.entries(route.fields).flatMap(([field, kind]) =>
      WRONG[kind]
        .filter((value) => value !== null || !route.optional?.includes(field))
        .map((value) => ({ field, body: { ...route.body(field), [field]: value } })),
    );
    expect(await accepted(route, bodies)).toEqual([]);
    expect(await digestTables(at.pool)).toBe(before);
  });

  it('answers 400 to each missing field and names it', async () => {
    const needed = Object.keys(route.fields).filter((field) => !route.optional?.includes(field));
    const bodies = needed.map((field) => ({ field, body: { ...route.body(), [field]: undefined } }));
    expect(await accepted(route, bodies)).toEqual([]);
    expect(faultyFields(await send(route, {}))).toEqual(expect.arrayContaining(needed));
  });

  it('takes null for an absent field, and says that a needed one is required', async () => {
    const needed = Object.keys(route.fields).filter((field) => !route.optional?.includes(field));
    const absent = Object.fromEntries(Object.keys(route.fields).map((field) => [field, null]));
    const answer = await send(route, absent);
    const bare = await send(route, {});
    expect([answer.status, faultyFields(answer)]).toEqual([bare.status, faultyFields(bare)]);
    const messages = (answer.json.errors ?? []).filter(({ field }: { field: string }) => needed.includes(field));
    expect(messages).toEqual(needed.map((field) => ({ field, message: 'is required' })));
  });

  it('refuses unknown fields by name and changes nothing', async () => {
    const before = await digestTables(at.pool);
    const foreign = FOREIGN_FIELDS.filter((field) => !Object.hasOwn(route.fields, field));
    const bodies = foreign.map((field) => ({ field, body: { ...route.body(), [field]: 'admin' } }));
    expect(await accepted(route, bodies)).toEqual([]);
    expect(await digestTables(at.pool)).toBe(before);
  });

  it('refuses a body that is no JSON object', async () => {
    const before = await digestTables(at.pool);
    const bodies = [
      'null',
      '[]',
      '["x"]',
      '"text"',
      '1',
      'true',
      '{',
      '{"a":}',
      '{"a":1}}',
      "{'a':1}",
      '{"a":"\u0001"}',
      '{"__proto__":{"x":1}}',
    ];
    for (const body of [
      ...bodies,
      '{"constructor":{"prototype":{"x":1}}}',
      `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
    ]) {
      const answer = await callerOf(route).post(route.path, body);
      expect([body.slice(0, 40), wrongProblem(answer, 400)]).toEqual([body.slice(0, 40), null]);
      expect(faultyFields(answer)).not.toEqual([]);
    }
    expect(await digestTables(at.pool)).toBe(before);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

/** Each kind of field with the first route that has one. */
const KINDS = new Map(
  POST_ROUTES.flatMap((route) =>
    Object.entries(route.fields).map(([field, kind]) => [kind, { route, field }] as const),
  ).reverse(),
);

describe('a text of 30,000 characters', () => {
  it.each([...KINDS])('is refused within 200 ms where a field holds a %s', async (_, { route, field }) => {
    for (const unit of ['1', 'a', ' ', 'é', '@', '-', '0', '1 ', 'a.', '+254 ', '\\"']) {
      const body = { ...route.body(field), [field]: unit.repeat(30_000 / unit.length) };
      const isRefused = async () => expect([400, 403]).toContain((await send(route, body)).status);
      expect([unit, (await measureWait(200, isRefused)) < 200]).toEqual([unit, true]);
    }
    expect(wrongProblem(await send(route, { ...route.body(field), [field]: 'x'.repeat(100_000) }), 413)).toBeNull();
  });
});
