/** Fields of answers that later requests need. Each is kept in a variable of that name. */
const KEPT = ['token', 'user_id', 'customer_code', 'order_id'];
const KEEP = [
  "const answer = pm.response.headers.get('Content-Type')?.startsWith('application/json') ? pm.response.json() : {};",
  `for (const name of ${JSON.stringify(KEPT)}) if (answer[name]) pm.collectionVariables.set(name, answer[name]);`,
];

/** Field → the field that the examples use instead, because the two exclude each other. */
const INSTEAD_OF = { phone: 'customer_code', customer_id: 'customer_code', cursor: 'page' };

/**
 * A Postman collection (format 2.1) with every request that an OpenAPI document describes.
 * The values are the document's examples.
 */
export function makeCollection({ info, paths, components }) {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
  );
  const folders = [...new Set(operations.map(({ tags }) => tags[0]))];
  const item = folders.map((name) => ({
    name,
    item: operations
      .filter(({ tags }) => tags[0] === name)
      .map((operation) => makeRequest(operation, components.schemas)),
  }));
  return {
    info: {
      name: info.title,
      description: info.description,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item,
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] },
    event: [{ listen: 'test', script: { type: 'text/javascript', exec: KEEP } }],
    variable: [{ key: 'baseUrl', value: 'http://localhost:3000' }, ...KEPT.map((key) => ({ key, value: '' }))],
  };
}

function makeRequest({ path, method, summary, operationId, parameters = [], requestBody, security }, schemas) {
  const parametersIn = (place) =>
    parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, example, schema, description, required }) => ({
        key: name,
        value: place === 'path' && name === 'id' ? '{{order_id}}' : String(example ?? schema?.example ?? ''),
        description,
        ...(place === 'path' ? {} : { disabled: !required }),
      }));
  const segments = path
    .slice(1)
    .split('/')
    .map((segment) => segment.replace(/^\{(.+)\}$/, ':$1'));
  const body = requestBody === undefined ? null : makeExample(requestBody.content['application/json'].schema, schemas);
  return {
    name: summary ?? operationId,
    request: {
      method,
      ...(security === undefined ? { auth: { type: 'noauth' } } : {}),
      header: parametersIn('header'),
      url: {
        raw: `{{baseUrl}}/${segments.join('/')}`,
        host: ['{{baseUrl}}'],
        path: segments,
        query: parametersIn('query'),
        variable: parametersIn('path'),
      },
      ...(body === null
        ? {}
        : { body: { mode: 'raw', raw: JSON.stringify(body, null, 2), options: { raw: { language: 'json' } } } }),
    },
  };
}

function makeExample({ $ref }, schemas) {
  const { properties } = schemas[$ref.split('/').at(-1)];
  const shown = Object.entries(properties).filter(
    ([name, { example }]) => example !== undefined && !(INSTEAD_OF[name] in properties),
  );
  return Object.fromEntries(shown.map(([name, { example }]) => [name, KEPT.includes(name) ? `{{${name}}}` : example]));
}
