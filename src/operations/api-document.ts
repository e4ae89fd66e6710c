import { type INestApplication, Injectable } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** The API as OpenAPI 3.1 describes it, made once from the controllers and DTOs themselves. */
@Injectable()
export class ApiDocument {
  private document: OpenAPIObject | null = null;

  /** @throws Error before {@link describe} was called */
  get(): OpenAPIObject {
    if (this.document === null) throw new Error('the API was not described at start');
    return this.document;
  }

  /** Describes the routes of `app`. */
  describe(app: INestApplication): void {
    const settings = new DocumentBuilder()
      .setTitle('Agiza')
      .setDescription(
        'A customer and order desk for shops that take orders and text their customers. A trailing slash is optional everywhere. ' +
          'Every error is a problem (RFC 9457). Beside those that a route names, any may answer 400, 413, 414, 415 or 431 to a request that ' +
          'cannot be read, 500, and 503 with `Retry-After`.',
      )
      .setVersion('1')
      .setOpenAPIVersion('3.1.0')
      .addBearerAuth()
      .addCookieAuth('agiza-session')
      .build();
    const document = SwaggerModule.createDocument(app, settings, { operationIdFactory: operationId });
    this.document = modern(document) as OpenAPIObject;
  }
}

const operationId = (controller: string, method: string, version?: string): string =>
  [controller.replace('Controller', ''), method, version].filter(Boolean).join('_');

/**
 * What the decorators say for 3.0 and somewhat wrongly, as OpenAPI 3.1 has it: a type `"null"` instead of `nullable: true`, no type beside `oneOf`,
 * and an operationId that can be a function's name also where one handler has several paths.
 */
function modern(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(modern);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, modern(value)]));
  if (typeof rest.operationId === 'string') rest.operationId = rest.operationId.replace(/\[(\d+)\]$/, (_, n) => (n === '0' ? '' : `_${n}`));
  if ('oneOf' in rest) delete rest.type;
  return nullable === true && 'type' in rest ? { ...rest, type: [rest.type, 'null'] } : rest;
}
