import ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** A JSON Schema. */
export type Schema = Readonly<Record<string, unknown>>;

/** The parts of an OpenAPI document that the tests read. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

export interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: Schema;
    readonly description?: string;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
  readonly security?: readonly Readonly<Record<string, string[]>>[];
}

type Content = Readonly<Record<string, Media>>;

/** A body. It has one example, or several by name. */
interface Media {
  readonly schema: Schema;
  readonly example?: object;
  readonly examples?: Readonly<Record<string, { readonly summary: string; readonly value: object }>>;
}

/** What a page fills into the body of a request: its example, or each of its examples. */
export const examplesOf = ({ requestBody }: Operation): object[] =>
  Object.values(requestBody?.content ?? {}).flatMap(({ example, examples = {} }) =>
    example === undefined ? Object.values(examples).map(({ value }) => value) : [example],
  );

/** Says how a value breaks a schema of the document; null when it does not. */
export type Check = (schema: Schema, value: unknown) => string | null;

/**
 * Makes a check by the document's schemas that refuses every property which they do not name.
 * @throws Error for an invalid schema
 */
export function makeStrictCheck(document: OpenApiDocument): Check {
  const checker = new ajv.Ajv2020({ strict: true, strictTypes: true, allowUnionTypes: true, allErrors: true });
  formats.default(checker);
  checker.addKeyword('example');
  const closed = Object.entries(document.components.schemas).map(([name, schema]) => [
    name,
    { ...schema, additionalProperties: false },
  ]);
  checker.addSchema(redirectReferences({ $id: 'api', $defs: Object.fromEntries(closed) }) as Schema);
  return (schema, value) => {
    const valid = checker.validate(redirectReferences(schema) as Schema, value);
    return valid ? null : checker.errorsText();
  };
}

/** The same schema with references to the copy of the schemas that the check holds. */
function redirectReferences(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(redirectReferences);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === '$ref' ? String(value).replace('#/components/schemas/', 'api#/$defs/') : redirectReferences(value),
    ]),
  );
}
