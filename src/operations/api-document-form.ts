import type { OpenAPIObject } from '@nestjs/swagger';

/**
 * Rewrites what the decorators write for OpenAPI 3.0 into OpenAPI 3.1.
 * - A nullable type becomes `[type, "null"]` instead of `nullable: true`.
 * - A schema with `oneOf` has no `type` beside it.
 * - The operationId of a handler with several paths ends in `_1` instead of `[1]`.
 *   So a generated client can use it as the name of a function.
 */
export function modernize(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(modernize);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, modernize(value)]));
  if (typeof rest.operationId === 'string')
    rest.operationId = rest.operationId.replace(/\[(\d+)\]$/, (_, n) => (n === '0' ? '' : `_${n}`));
  if ('oneOf' in rest) delete rest.type;
  return nullable === true && 'type' in rest ? { ...rest, type: [rest.type, 'null'] } : rest;
}

/**
 * Gives each request body an example of the fields that have one.
 * - Without it, documentation pages make up a value for each of the other fields.
 * - A body that states several examples states only how each differs from that one.
 */
export function fillBodies(document: OpenAPIObject): OpenAPIObject {
  for (const operation of operationsOf(document)) {
    const body = operation.requestBody;
    for (const media of Object.values(body !== undefined && 'content' in body ? body.content : {})) {
      const name = media.schema !== undefined && '$ref' in media.schema ? media.schema.$ref.split('/').at(-1) : '';
      const schema = document.components?.schemas?.[name ?? ''];
      const fields = schema !== undefined && 'properties' in schema ? Object.entries(schema.properties ?? {}) : [];
      const example = Object.fromEntries(
        fields.flatMap(([field, shown]) => ('example' in shown ? [[field, shown.example]] : [])),
      );
      const others = Object.values(media.examples ?? {});
      if (others.length === 0) media.example = example;
      for (const other of others) if ('value' in other) other.value = { ...example, ...other.value };
    }
  }
  return document;
}

/** Says of each operation without a scheme that it asks for none. */
export function stateOpenOperations(document: OpenAPIObject): OpenAPIObject {
  for (const operation of operationsOf(document)) operation.security ??= [];
  return document;
}

/** Puts the paths into the order of the groups. What a group does not name comes last there. */
export function sortPaths(
  document: OpenAPIObject,
  groups: Readonly<Record<string, { readonly paths: readonly string[] }>>,
): OpenAPIObject {
  const placeOf = ([path, methods]: [string, object]): number => {
    const tag = Object.values(methods)[0]?.tags?.[0];
    const { paths = [] } = groups[tag] ?? {};
    const place = paths.includes(path) ? paths.indexOf(path) : paths.length;
    return Object.keys(groups).indexOf(tag) * 1000 + place;
  };
  const paths = Object.entries(document.paths).sort((one, other) => placeOf(one) - placeOf(other));
  return { ...document, paths: Object.fromEntries(paths) };
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['post']>;

const operationsOf = (document: OpenAPIObject): Operation[] =>
  Object.values(document.paths).flatMap(({ get, post, patch, delete: remove }) =>
    [get, post, patch, remove].filter((operation): operation is Operation => operation !== undefined),
  );
