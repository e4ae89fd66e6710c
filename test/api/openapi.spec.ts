import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ajv from 'ajv/dist/2020.js';
import { makeCollection } from '../../scripts/collection.js';
import { someOrders } from '../support/factories.js';
import {
  type Check,
  makeStrictCheck,
  type OpenApiDocument,
  type Operation,
  type Schema,
} from '../support/openapi-document.js';
import { wrongProblem } from '../support/problems.js';
import { callsOfEveryRoute } from '../support/route-calls/every-route.js';
import type { CallsByRoute } from '../support/route-calls/senders.js';
import { controllersOf, routesOf } from '../support/routes.js';
import { type Answer, startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let closed: TestApp;
let document: OpenApiDocument;
let operations: Readonly<Record<string, Operation>>;
let calls: CallsByRoute;
let faultOf: Check;

beforeAll(async () => {
  at = await startApp({ OPEN_INTAKE: 'on', ROLE: 'api', DOCS: 'on' });
  document = (await at.request('/openapi.json')).json;
  const each = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  );
  operations = Object.fromEntries(each);
  closed = await startApp({ ROLE: 'api' });
  calls = await callsOfEveryRoute(at, closed);
  faultOf = makeStrictCheck(document);
  const customers = await at.pool.query('select id from customers');
  await someOrders(at.pool, customers.rows[0].id, 30);
});
afterAll(async () => {
  await closed.close();
  await at.close();
});

/**
 * What OpenAPI 3.1 demands of the parts that we use.
 * We also demand a summary, a tag, and a name that a generated client can use.
 */
const OPENAPI = {
  type: 'object',
  required: ['openapi', 'info', 'paths', 'components'],
  properties: {
    openapi: { const: '3.1.0' },
    info: { type: 'object', required: ['title', 'version', 'description'] },
    paths: {
      type: 'object',
      propertyNames: { pattern: '^/([\\w-]+|\\{\\w+\\})(/([\\w-]+|\\{\\w+\\}))*$' },
      additionalProperties: {
        type: 'object',
        propertyNames: { enum: ['get', 'post', 'patch', 'delete'] },
        additionalProperties: { $ref: '#/$defs/operation' },
      },
    },
    components: { type: 'object', required: ['schemas', 'securitySchemes'] },
  },
  $defs: {
    operation: {
      type: 'object',
      required: ['operationId', 'summary', 'tags', 'responses'],
      properties: {
        operationId: { type: 'string', pattern: '^\\w+$' },
        summary: { type: 'string', pattern: '^[A-Z].{8,79}[^.]$' },
        tags: { type: 'array', minItems: 1 },
        parameters: { type: 'array', items: { $ref: '#/$defs/parameter' } },
        requestBody: { type: 'object', required: ['content'] },
        responses: {
          type: 'object',
          propertyNames: { pattern: '^[2-5]\\d\\d$' },
          additionalProperties: {
            type: 'object',
            required: ['description'],
            properties: { description: { type: 'string' } },
          },
        },
      },
    },
    parameter: {
      type: 'object',
      required: ['name', 'in', 'schema'],
      properties: { in: { enum: ['path', 'query', 'header'] }, schema: { type: 'object' } },
      if: { properties: { in: { const: 'path' } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: {
        required: ['required'],
        properties: { required: { const: true }, schema: { type: 'object', required: ['example'] } },
      },
    },
  },
};

const answersOf = (name: string): number[] => Object.keys(operations[name]?.responses ?? {}).map(Number);
const bodyOf = (name: string, status: number, type: string): Schema | undefined =>
  operations[name]?.responses[status]?.content?.[type]?.schema;

/** How an answer differs from the description of its route; null when it does not. */
function undescribed(name: string, answer: Answer): string | null {
  const type = answer.headers.get('content-type')?.split(';')[0];
  if (!answersOf(name).includes(answer.status)) return `${answer.status} is not described: ${answer.text}`;
  if (type === undefined) return answer.status === 204 && answer.text === '' ? null : 'has no content type';
  const schema = bodyOf(name, answer.status, type);
  return schema === undefined ? `${answer.status} ${type} is not described` : faultOf(schema, answer.json);
}

describe('GET /openapi.json', () => {
  it('is a document of OpenAPI 3.1', () => {
    const checker = new ajv.Ajv2020({ allErrors: true });
    expect(checker.validate(OPENAPI, document) || checker.errorsText()).toBe(true);
  });

  it('names each operation once and describes each parameter in its path', () => {
    const all = Object.entries(operations);
    expect(new Set(all.map(([, { operationId }]) => operationId)).size).toBe(all.length);
    for (const [name, { parameters = [] }] of all) {
      const inPath = parameters
        .filter((parameter) => parameter.in === 'path')
        .map((parameter) => `{${parameter.name}}`);
      expect([name, inPath]).toEqual([name, name.match(/\{\w+\}/g) ?? []]);
    }
  });

  it('describes every route except its own, the pages, and the callback of the carrier', () => {
    const routes = routesOf(controllersOf(at.app)).filter(({ path }) =>
      /^\/(api\/(?!callbacks)|livez|readyz)/.test(path),
    );
    const named = routes.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(Object.keys(operations).sort()).toEqual(named.sort());
  });

  it('says which routes take a token or a session, by schemes that it describes', () => {
    expect(document.components.securitySchemes).toEqual({
      bearer: expect.objectContaining({ type: 'http', scheme: 'bearer' }),
      cookie: expect.objectContaining({ type: 'apiKey', in: 'cookie', name: 'agiza-session' }),
    });
    const schemes: Record<string, string[]> = { admin: ['bearer'], permitted: ['bearer', 'cookie'] };
    for (const { method, path, rule } of routesOf(controllersOf(at.app))) {
      const operation = operations[`${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`];
      if (operation !== undefined)
        expect([path, operation.security]).toEqual([
          path,
          (schemes[rule?.who ?? ''] ?? []).map((scheme) => ({ [scheme]: [] })),
        ]);
    }
  });

  it('has a schema for each request body and each good answer', () => {
    for (const [name, { responses, requestBody }] of Object.entries(operations)) {
      const [good = '', ...others] = Object.keys(responses).filter((status) => status.startsWith('2'));
      expect([name, others]).toEqual([name, []]);
      const given = good === '204' ? {} : bodyOf(name, Number(good), 'application/json');
      expect([name, given]).toEqual([name, expect.any(Object)]);
      const taken = Object.values(requestBody?.content ?? {}).map(({ schema }) => faultOf(schema, 'mango'));
      expect([name, taken]).toEqual([name, requestBody === undefined ? [] : [expect.any(String)]]);
    }
  });

  it('shows an example of every field and parameter, valid by its schema where a page fills it in', () => {
    const fields = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
      Object.entries((schema.properties ?? {}) as Record<string, Schema>).map(([field, shown]) => ({
        name: `${name}.${field}`,
        schema: shown,
        words: shown.description,
      })),
    );
    const parameters = Object.entries(operations).flatMap(([name, { parameters: all = [] }]) =>
      all.map(({ name: parameter, schema, description }) => ({
        name: `${name} ${parameter}`,
        schema,
        words: description,
      })),
    );
    const plain = [...fields, ...parameters].filter(({ schema }) => !JSON.stringify(schema).includes('$ref'));
    expect(plain.length).toBeGreaterThan(80);
    const shown = plain.filter(({ schema }) => 'example' in schema);
    const described = plain.filter(({ words }) => /[Ss]uch as `.+`/.test(String(words)));
    expect(plain.filter((each) => !shown.includes(each) && !described.includes(each)).map(({ name }) => name)).toEqual(
      [],
    );
    const broken = shown.map(({ name, schema }) => [name, schema.example, faultOf(schema, schema.example)]);
    expect(broken.filter(([, , fault]) => fault !== null)).toEqual([]);
  });
});

describe('postman/agiza.postman_collection.json', () => {
  it('is what `npm run postman` makes of the OpenAPI document', () => {
    expect(JSON.parse(readFileSync('postman/agiza.postman_collection.json', 'utf8'))).toEqual(makeCollection(document));
  });
});

describe('the answers of the API', () => {
  it('are tried for every route and every status that the document describes', () => {
    expect(Object.keys(calls).sort()).toEqual(Object.keys(operations).sort());
    for (const [name, { bad }] of Object.entries(calls))
      expect([name, Object.keys(bad).map(Number)]).toEqual([name, answersOf(name).filter((status) => status >= 400)]);
  });

  it('fail the check when a field is missing, unknown or of another type', async () => {
    const { json } = await at.request('/livez');
    const schema = bodyOf('GET /livez', 200, 'application/json') as Schema;
    expect(faultOf(schema, json)).toBeNull();
    for (const other of [{ ...json, more: 1 }, {}, { status: 'ill' }, [], null])
      expect(faultOf(schema, other)).not.toBeNull();
  });

  it('have the described form when the request is good', async () => {
    for (const [name, { good }] of Object.entries(calls)) {
      const answer = await good();
      expect([name, answer.status < 300, undescribed(name, answer)]).toEqual([name, true, null]);
    }
  });

  it('have the described status and form when they are problems', async () => {
    for (const [name, { bad }] of Object.entries(calls))
      for (const [status, call] of Object.entries(bad)) {
        const answer = await call();
        expect([name, wrongProblem(answer, Number(status)), undescribed(name, answer)]).toEqual([name, null, null]);
      }
  });
});
