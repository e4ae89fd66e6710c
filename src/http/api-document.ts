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
        'A customer and order desk for shops that take orders and text their customers. A trailing slash is optional everywhere.',
      )
      .setVersion('1')
      .setOpenAPIVersion('3.1.0')
      .addBearerAuth()
      .addCookieAuth('agiza-session')
      .build();
    const document = SwaggerModule.createDocument(app, settings, { operationIdFactory: operationId });
    this.document = withNullTypes(document) as OpenAPIObject;
  }
}

const operationId = (controller: string, method: string, version?: string): string =>
  [controller.replace('Controller', ''), method, version].filter(Boolean).join('_');

/** OpenAPI 3.1 says `type: [string, "null"]` where 3.0, which the decorators speak, said `nullable: true`. */
function withNullTypes(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withNullTypes);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withNullTypes(value)]));
  return nullable === true && 'type' in rest ? { ...rest, type: [rest.type, 'null'] } : rest;
}
