/** What one request's answer tells and later requests need: kept in variables, so that the documents' flow runs without copying. */
const KEPT = ['token', 'user_id', 'customer_code', 'order_id'];
const KEEP = [
  "const answer = pm.response.headers.get('Content-Type')?.startsWith('application/json') ? pm.response.json() : {};",
  `for (const name of ${JSON.stringify(KEPT)}) if (answer[name]) pm.collectionVariables.set(name, answer[name]);`,
];

/** Of two fields that exclude each other, the examples use the one named here. */
const INSTEAD_OF = { phone: 'customer_code', customer_id: 'customer_code', cursor: 'page' };

/** A Postman collection (format 2.1) of every request that an OpenAPI document describes, with the document's examples for values. */
export function collectionOf({ info, paths, components }) {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
  );
  const folders = [...new Set(operations.map(({ tags }) => tags[0]))];
  const item = folders.map((name) => ({
    name,
    item: operations.filter(({ tags }) => tags[0] === name).map((operation) => requestOf(operation, components.schemas)),
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

function requestOf({ path, method, summary, operationId, parameters = [], requestBody, security }, schemas) {
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
  const body = requestBody === undefined ? null : exampleOf(requestBody.content['application/json'].schema, schemas);
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
      ...(body === null ? {} : { body: { mode: 'raw', raw: JSON.stringify(body, null, 2), options: { raw: { language: 'json' } } } }),
    },
  };
}

function exampleOf({ $ref }, schemas) {
  const { properties } = schemas[$ref.split('/').at(-1)];
  const shown = Object.entries(properties).filter(([name, { example }]) => example !== undefined && !(INSTEAD_OF[name] in properties));
  return Object.fromEntries(shown.map(([name, { example }]) => [name, KEPT.includes(name) ? `{{${name}}}` : example]));
}
