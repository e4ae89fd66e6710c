import fc from 'fast-check';
import type { OpenApiDocument, Operation, Schema } from '../test/support/openapi-document.js';

/** A request that some caller may send. */
export interface FuzzedRequest {
  readonly method: string;
  /** The route as the document writes it. */
  readonly route: string;
  readonly path: string;
  /** Null for a request without a body. */
  readonly body: string | null;
  readonly contentType: string;
  readonly idempotencyKey: string | null;
}

/** Values that exist in the database, so that some requests come through. */
export interface KnownValues {
  readonly ids: readonly string[];
  readonly codes: readonly string[];
  readonly phones: readonly string[];
  /** Values that a field of that name takes. */
  readonly byField: Readonly<Record<string, readonly string[]>>;
}

const CONTENT_TYPES = [
  'application/json',
  'application/json; charset=utf-16le',
  'application/x-www-form-urlencoded',
  'text/plain',
  'multipart/form-data; boundary=x',
];

/** What requests are made of. */
interface Ingredients {
  readonly document: OpenApiDocument;
  readonly known: KnownValues;
  readonly text: fc.Arbitrary<string>;
  readonly value: fc.Arbitrary<unknown>;
}

/** Texts that have broken other services. */
const ODD_TEXTS = [
  ...['', ' ', '\0', '\u202e', '\ud800', 'null', '-0', '1e309', '%', '%00', '../../etc/passwd', "' or 1=1 --"],
  ...[
    '9'.repeat(400),
    '0.'.padEnd(60, '0'),
    '+4920123456789012',
    '9223372036854775808',
    '𝟘𝟟𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠',
    'a'.repeat(5_000),
  ],
  ...[
    '2024-02-30',
    '0000-00-00',
    '-infinity',
    '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
  ],
];

/** Requests for every route of the document, from valid to wild. */
export function makeRequests(document: OpenApiDocument, known: KnownValues): fc.Arbitrary<FuzzedRequest> {
  const text = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...known.ids, ...known.codes, ...known.phones) },
    { weight: 2, arbitrary: fc.constantFrom(...ODD_TEXTS) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
    fc.string({ unit: 'grapheme-composite', maxLength: 60 }),
  );
  const value = fc.oneof(
    { weight: 5, arbitrary: text },
    fc.oneof(fc.integer(), fc.double(), fc.bigInt().map(String), fc.boolean(), fc.constant(null)),
    fc.oneof(fc.array(text, { maxLength: 3 }), fc.dictionary(fc.string(), text, { maxKeys: 3 })),
  );
  const operations = Object.entries(document.paths).flatMap(([route, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      makeOne({ document, known, text, value }, method, route, operation),
    ),
  );
  return fc.oneof(...operations);
}

function makeOne(
  { document, known, text, value }: Ingredients,
  method: string,
  route: string,
  operation: Operation,
): fc.Arbitrary<FuzzedRequest> {
  const named = (place: string): string[] =>
    (operation.parameters ?? []).filter((parameter) => parameter.in === place).map(({ name }) => name);
  const fields = fieldsOf(document, Object.values(operation.requestBody?.content ?? {})[0]?.schema);
  const inPath = fc.record(Object.fromEntries(named('path').map((name) => [name, text])));
  const inQuery = fc.record(Object.fromEntries(named('query').map((name) => [name, text])), { requiredKeys: [] });
  const body = fc.oneof(
    { weight: 8, arbitrary: makeBody(fields, known, value).map((made) => JSON.stringify(made)) },
    fc.json(),
    fc.string({ unit: 'binary' }),
  );
  return fc
    .record({
      inPath,
      inQuery: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, inQuery),
      body: method === 'get' ? fc.constant(null) : body,
      contentType: fc.oneof(
        { weight: 8, arbitrary: fc.constant('application/json') },
        fc.constantFrom(...CONTENT_TYPES),
      ),
      idempotencyKey: fc.option(fc.constantFrom('key-1', 'key-2', 'key-3', 'x'.repeat(256)), { freq: 3 }),
    })
    .map((parts) => ({
      ...parts,
      method: method.toUpperCase(),
      route,
      path: fillIn(route, parts.inPath, parts.inQuery),
    }));
}

/** Mostly the examples of the document, with some fields replaced, left out or added. */
function makeBody(
  fields: Readonly<Record<string, Schema>>,
  known: KnownValues,
  value: fc.Arbitrary<unknown>,
): fc.Arbitrary<object> {
  const each = Object.entries(fields).map(([name, schema]) => {
    const example = (schema.example ?? (schema.enum as unknown[] | undefined)?.[0]) as unknown;
    const named = known.byField[name];
    const usual =
      named !== undefined ? fc.constantFrom(...named) : example === undefined ? value : fc.constant(example);
    return [name, fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: value })] as const;
  });
  const own = fc.record(Object.fromEntries(each), { requiredKeys: [] });
  const whole = fc.record(Object.fromEntries(each));
  const foreign = fc.dictionary(fc.string({ maxLength: 10 }), value, { maxKeys: 2 });
  return fc.oneof(
    { weight: 3, arbitrary: whole },
    { weight: 5, arbitrary: own },
    fc.tuple(own, foreign).map(([a, b]) => ({ ...a, ...b })),
  );
}

function fieldsOf(document: OpenApiDocument, schema: Schema = {}): Readonly<Record<string, Schema>> {
  const name =
    String(schema.$ref ?? '')
      .split('/')
      .at(-1) ?? '';
  const found = document.components.schemas[name] ?? schema;
  return (found.properties ?? {}) as Readonly<Record<string, Schema>>;
}

function fillIn(route: string, inPath: Record<string, string>, inQuery: Partial<Record<string, string>>): string {
  const path = route.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent((inPath[name] ?? '').toWellFormed()));
  const query = new URLSearchParams(Object.entries(inQuery).map(([name, text]) => [name, text ?? '']));
  return query.size === 0 ? path : `${path}?${query}`;
}
