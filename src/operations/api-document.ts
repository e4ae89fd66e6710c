import { type INestApplication, Injectable } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { PERMISSIONS } from '../http/access/permissions.js';

/** The API's description in OpenAPI 3.1, made once from the controllers and DTOs. */
@Injectable()
export class ApiDocument {
  private document: OpenAPIObject | null = null;

  /** @throws Error when {@link describe} was not called before */
  get(): OpenAPIObject {
    if (this.document === null) throw new Error('the API was not described at start');
    return this.document;
  }

  /** Makes the document from the routes of `app`. */
  describe(app: INestApplication): void {
    const settings = new DocumentBuilder()
      .setTitle('Agiza')
      .setDescription(
        'A customer and order desk for shops that take orders and text their customers. A trailing slash is optional everywhere. ' +
          'Every error is a problem (RFC 9457). Beside those that a route names, any may answer 400, 413, 414, 415 or 431 to a request that ' +
          'cannot be read, 429 with `Retry-After` to a caller beyond a limit, 500, and 503 with `Retry-After`. ' +
          'A route with an `x-permission` asks its caller for that permission; `x-permissions` says what each permission means.',
      )
      .setVersion('1')
      .setOpenAPIVersion('3.1.0')
      .addBearerAuth()
      .addCookieAuth('agiza-session')
      .addExtension('x-permissions', PERMISSIONS)
      .build();
    const document = SwaggerModule.createDocument(app, settings, { operationIdFactory: nameOperation });
    this.document = modernize(document) as OpenAPIObject;
  }
}

const nameOperation = (controller: string, method: string, version?: string): string =>
  [controller.replace('Controller', ''), method, version].filter(Boolean).join('_');

/**
 * Rewrites what the decorators write for OpenAPI 3.0 into OpenAPI 3.1.
 * - A nullable type becomes `[type, "null"]` instead of `nullable: true`.
 * - A schema with `oneOf` has no `type` beside it.
 * - The operationId of a handler with several paths ends in `_1` instead of `[1]`.
 *   So a generated client can use it as the name of a function.
 */
function modernize(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(modernize);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, modernize(value)]));
  if (typeof rest.operationId === 'string')
    rest.operationId = rest.operationId.replace(/\[(\d+)\]$/, (_, n) => (n === '0' ? '' : `_${n}`));
  if ('oneOf' in rest) delete rest.type;
  return nullable === true && 'type' in rest ? { ...rest, type: [rest.type, 'null'] } : rest;
}
