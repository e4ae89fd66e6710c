import ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** A JSON Schema. */
export type Schema = Readonly<Record<string, unknown>>;

/** The parts of an OpenAPI document that the tests read. */
export interface Description {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>>; readonly securitySchemes: Readonly<Record<string, object>> };
}

export interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
  readonly security?: readonly Readonly<Record<string, string[]>>[];
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

/** Says what is wrong with a value by a schema of the document; null when nothing is. */
export type Judge = (schema: Schema, value: unknown) => string | null;

/** Judges by the document's schemas as strictly as they can be read: no property beyond those they name. @throws Error for a schema that is none */
export function strictJudge(document: Description): Judge {
  const checker = new ajv.Ajv2020({ strict: true, strictTypes: true, allowUnionTypes: true, allErrors: true });
  formats.default(checker);
  checker.addKeyword('example');
  const closed = Object.entries(document.components.schemas).map(([name, schema]) => [name, { ...schema, additionalProperties: false }]);
  checker.addSchema(rewired({ $id: 'api', $defs: Object.fromEntries(closed) }) as Schema);
  return (schema, value) => {
    const valid = checker.validate(rewired(schema) as Schema, value);
    return valid ? null : checker.errorsText();
  };
}

/** The same schema, its references leading to the judge's own copy. */
function rewired(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(rewired);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === '$ref' ? String(value).replace('#/components/schemas/', 'api#/$defs/') : rewired(value),
    ]),
  );
}
