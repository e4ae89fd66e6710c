import { DETAILS, OWN_VALUES, PAGES } from './tour.js';

/**
 * A Postman collection (format 2.1) with every request that an OpenAPI document describes, in the
 * document's order, once for each example.
 * - Run from top to bottom, each request finds what it needs.
 * - The values are the document's examples. Where one stands for a thing of the caller
 *   (`x-carried`), the request has the value of the last answer that named such a thing.
 * - Each run has e-mail addresses and phone numbers of its own, so it may be repeated.
 * - Each request checks its answer.
 */
export function makeCollection(document) {
  const { info } = document;
  const variables = [...Object.keys(document['x-carried']), 'consent', 'run', 'customer_version'];
  const requests = listRequests(document);
  return {
    info: {
      name: info.title,
      description: info.description,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: document.tags.map(({ name, description }) => ({
      name,
      description,
      item: [
        ...(PAGES[name] ?? []).map(makePageItem),
        ...requests.filter(({ tag }) => tag === name).map((request) => makeItem(request, document)),
      ],
    })),
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
    event: [makeScript('test', keepValues(document))],
    variable: [
      { key: 'baseUrl', value: 'http://localhost:3000' },
      { key: 'asked', value: '0' },
      ...variables.map((key) => ({ key, value: '' })),
    ],
  };
}

/** Every operation once for each example of its body. Each has a name of its own. */
function listRequests({ paths }) {
  const names = new Set();
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([verb, operation]) => {
      const method = verb.toUpperCase();
      const { example, examples = { only: { value: example } } } =
        Object.values(operation.requestBody?.content ?? {})[0] ?? {};
      const summary = names.has(operation.summary) ? `${operation.summary} (${path})` : operation.summary;
      return Object.entries(examples).map(([key, { value, summary: difference }], at) => {
        const name = at === 0 ? summary : `${summary}: ${difference}`;
        names.add(name);
        const details = DETAILS[[method, path, ...(at === 0 ? [] : [key])].join(' ')] ?? {};
        return { name, method, path, operation, details, example: value, tag: operation.tags[0] };
      });
    }),
  );
}

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

const makeScript = (listen, exec) => ({ listen, script: { type: 'text/javascript', exec } });

function makePageItem({ name, page, checks }) {
  const request = { method: 'GET', auth: { type: 'noauth' }, url: { raw: page, host: [page] } };
  return { name, event: [makeScript('test', [expectStatus('200'), ...checks])], request };
}

function makeItem(request, document) {
  const { name, operation, details } = request;
  const { before = [], checks = [] } = details;
  return {
    name,
    event: [
      ...(before.length > 0 ? [makeScript('prerequest', before)] : []),
      makeScript('test', [...checkAnswer(operation, document), ...checks]),
    ],
    request: makeRequest(request, document),
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

/** Where the details of a request have the values of parameters. */
const PLACES = { header: 'headers', path: 'path' };

const resolve = ({ $ref }, { components }) => components.schemas[$ref.split('/').at(-1)];

function makeRequest({ method, path, operation, details, example: body }, document) {
  const { parameters = [], security } = operation;
  const parametersIn = (place) =>
    parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, example, schema, description, required }) => ({
        key: name,
        value: details[PLACES[place]]?.[name] ?? carry(example ?? schema?.example ?? '', document),
        description,
        ...(place === 'path' ? {} : { disabled: !required && details[PLACES[place]]?.[name] === undefined }),
      }));
  const segments = path
    .slice(1)
    .split('/')
    .map((segment) => segment.replace(/^\{(.+)\}$/, ':$1'));
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
    ...(body === undefined ? {} : { body: makeBody(body, document) }),
  };
}

function makeBody(fields, document) {
  const values = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, carry(value, document)]));
  return { mode: 'raw', raw: JSON.stringify(values, null, 2), options: { raw: { language: 'json' } } };
}

/** The variable that an example stands for, or the run's own value; else the example as text. */
function carry(example, document) {
  const carried = Object.entries(document['x-carried']).find(([, place]) => place.example === example);
  return carried === undefined ? (OWN_VALUES[example] ?? String(example)) : `{{${carried[0]}}}`;
}
