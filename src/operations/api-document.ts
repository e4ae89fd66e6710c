import { type INestApplication, Injectable } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { PERMISSIONS } from '../http/access/permissions.js';
import { DESCRIBED_ROLES } from '../http/access/roles.js';
import { EXAMPLE_IDS } from '../http/fields/fields.js';
import { fillBodies, modernize, sortPaths, stateOpenOperations } from './api-document-form.js';
import { INTRODUCTION } from './introduction.js';
import { GROUPS } from './reading-order.js';

/**
 * Examples that stand for a thing of the caller, and where answers name it.
 * A tool that runs one operation after the other puts the last value in the example's place.
 */
const CARRIED = {
  token: { in: ['token'] },
  user_id: { example: EXAMPLE_IDS.user, in: ['user_id'] },
  admin_id: { example: EXAMPLE_IDS.admin, in: ['user_id'] },
  customer_code: {
    example: EXAMPLE_IDS.customerCode,
    in: ['customer_code', 'customer.customer_code', 'order.customer_code'],
  },
  customer_id: { example: EXAMPLE_IDS.customer, in: ['customer_id', 'customer.id'] },
  reset_code: { example: EXAMPLE_IDS.resetCode, in: ['code'] },
  staff_member_id: { example: EXAMPLE_IDS.staffMember, in: ['member.id'] },
  api_key_id: { example: EXAMPLE_IDS.apiKey, in: ['key.id'] },
  order_id: { example: EXAMPLE_IDS.order, in: ['order_id'] },
  notification_id: { example: EXAMPLE_IDS.notification, in: ['sms.id'] },
};

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
      .setDescription(INTRODUCTION)
      .setVersion('1')
      .setOpenAPIVersion('3.1.0')
      .addServer('/', 'The service that gives this document.')
      .addBearerAuth()
      .addCookieAuth('agiza-session')
      .addExtension('x-permissions', PERMISSIONS)
      .addExtension('x-roles', DESCRIBED_ROLES)
      .addExtension('x-carried', CARRIED);
    for (const [tag, { meaning }] of Object.entries(GROUPS)) settings.addTag(tag, meaning);
    const document = SwaggerModule.createDocument(app, settings.build(), { operationIdFactory: nameOperation });
    this.document = sortPaths(stateOpenOperations(fillBodies(modernize(document) as OpenAPIObject)), GROUPS);
  }
}

const nameOperation = (controller: string, method: string, version?: string): string =>
  [controller.replace('Controller', ''), method, version].filter(Boolean).join('_');
