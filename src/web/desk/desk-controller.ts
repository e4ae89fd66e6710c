import { applyDecorators, Controller, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '../../http/access/access.js';
import type { Permission } from '../../http/access/permissions.js';
import { PageInterceptor } from '../kit/page.interceptor.js';
import { EndingKeysInterceptor } from './keys/ending-keys.interceptor.js';
import { CarrierHoldInterceptor } from './messages/carrier-hold.interceptor.js';

/** A controller of pages for staff, below /desk. */
export const DeskController = (path: string): ClassDecorator =>
  applyDecorators(
    ApiExcludeController(),
    UseInterceptors(CarrierHoldInterceptor, EndingKeysInterceptor, PageInterceptor),
    Controller(path),
  );

/**
 * Lets in staff with the permission. A browser without a session is sent to sign in, and comes
 * back to where it was.
 */
export const AllowStaff = (permission: Permission): MethodDecorator =>
  Allow(permission, { signInAt: '/google/login', comesBack: true });
