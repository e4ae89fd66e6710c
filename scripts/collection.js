import { TOUR } from './tour.js';

/**
 * A Postman collection (format 2.1) with every request that an OpenAPI document describes.
 * - Run from top to bottom on a fresh start, each request finds what it needs.
 * - The values are the document's examples. Where one stands for a thing of the caller
 *   (`x-carried`), the request has the value of the last answer that named such a thing.
 * - Each request checks its answer.
 * @throws Error when the tour leaves an operation out
 */
export function makeCollection(document) {
  const steps = Object.values(TOUR).flat();
  for (const operation of namesOf(document))
    if (!steps.some((step) => step.operation === operation)) throw new Error(`scripts/tour.js lacks ${operation}`);
  const { info } = document;
  const variables = [...Object.keys(document['x-carried']), 'consent', 'customer_version'];
  return {
    info: {
      name: info.title,
      description: info.description,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: Object.entries(TOUR).map(([name, folder]) => ({
      name,
      item: folder.map((step) => makeItem(step, document)),
    })),
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
    event: [makeTest(keepValues(document))],
    variable: [
      { key: 'baseUrl', value: 'http://localhost:3000' },
      { key: 'asked', value: '0' },
      ...variables.map((key) => ({ key, value: '' })),
    ],
  };
}

const namesOf = ({ paths }) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((name) => `${name.toUpperCase()} ${path}`),
  );

/** Lines that keep what an answer names, for the requests that come after. */
const keepValues = (document) => [
  `const places = ${JSON.stringify(Object.fromEntries(Object.entries(document['x-carried']).map(([name, at]) => [name, at.in])))};`,
  "const type = pm.response.headers.get('Content-Type') ?? '';",
  "const answer = type.startsWith('application/json') ? pm.response.json() : {};",
  "const valueAt = (path) => path.split('.').reduce((part, name) => part?.[name], answer);",
  'for (const [name, paths] of Object.entries(places)) {',
  "  const value = paths.map(valueAt).find((found) => typeof found === 'string');",
  '  if (value !== undefined) pm.collectionVariables.set(name, value);',
  '}',
];

const makeTest = (exec) => ({ listen: 'test', script: { type: 'text/javascript', exec } });

function makeItem(step, document) {
  if (step.page !== undefined) {
    const request = { method: 'GET', auth: { type: 'noauth' }, url: { raw: step.page, host: [step.page] } };
    return { name: step.name, event: [makeTest([expectStatus('200'), ...step.checks])], request };
  }
  const [method, path] = step.operation.split(' ');
  const operation = document.paths[path][method.toLowerCase()];
  return {
    name: step.name ?? operation.summary,
    event: [makeTest([...checkAnswer(operation, document), ...(step.checks ?? [])])],
    request: makeRequest(method, path, operation, step, document),
  };
}

const expectStatus = (status) => `pm.test('answers ${status}', () => pm.response.to.have.status(${status}));`;

/** Lines that hold an answer to its status and to the fields that it always has. */
function checkAnswer({ responses }, document) {
  const [status, { content }] = Object.entries(responses).find(([name]) => name.startsWith('2'));
  const schema = content?.['application/json']?.schema;
  if (schema === undefined) return [expectStatus(status)];
  if (schema.type === 'array')
    return [expectStatus(status), "pm.test('is a list', () => pm.expect(pm.response.json()).to.be.an('array'));"];
  const { required } = resolve(schema.anyOf?.[0] ?? schema, document);
  const names = required.map((name) => `'${name}'`).join(', ');
  return [
    expectStatus(status),
    `pm.test('has its fields', () => pm.expect(pm.response.json()).to.include.all.keys(${names}));`,
  ];
}

/** Where a step of the tour has the values of parameters. */
const PLACES = { header: 'headers', path: 'path', query: 'query' };

const resolve = ({ $ref }, { components }) => components.schemas[$ref.split('/').at(-1)];

function makeRequest(method, path, { parameters = [], requestBody, security }, step, document) {
  const parametersIn = (place) =>
    parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, example, schema, description, required }) => ({
        key: name,
        value: step[PLACES[place]]?.[name] ?? carry(example ?? schema?.example ?? '', document),
        description,
        ...(place === 'path' ? {} : { disabled: !required && step[PLACES[place]]?.[name] === undefined }),
      }));
  const segments = path
    .slice(1)
    .split('/')
    .map((segment) => segment.replace(/^\{(.+)\}$/, ':$1'));
  const examples = Object.values(requestBody?.content ?? {})[0]?.example;
  return {
    method,
    ...(security.length === 0 ? { auth: { type: 'noauth' } } : {}),
    header: parametersIn('header'),
    url: {
      raw: `{{baseUrl}}/${segments.join('/')}`,
      host: ['{{baseUrl}}'],
      path: segments,
      query: parametersIn('query'),
      variable: parametersIn('path'),
    },
    ...(examples === undefined ? {} : { body: makeBody({ ...examples, ...step.body }, document) }),
  };
}

function makeBody(fields, document) {
  const values = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, carry(value, document)]));
  return { mode: 'raw', raw: JSON.stringify(values, null, 2), options: { raw: { language: 'json' } } };
}

/** The variable that an example stands for; the example as text if it stands for nothing else. */
function carry(example, document) {
  const carried = Object.entries(document['x-carried']).find(([, place]) => place.example === example);
  return carried === undefined ? String(example) : `{{${carried[0]}}}`;
}
