import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problems } from './problem.dto.js';

/** Who a request comes from. */
export type Principal = { readonly kind: 'admin'; readonly userId: string } | { readonly kind: 'nobody' };

/** Who may call a route: `admins`; `intake`, also anybody while OPEN_INTAKE is on; or `anyone`. A route without a rule is closed. */
export type AccessRule = 'admins' | 'intake' | 'anyone';

/** Key of a route's {@link AccessRule} in its metadata. */
export const ACCESS_RULE = 'agiza:access-rule';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the access guard, before a handler runs. */
    principal: Principal;
  }
}

const admit = (rule: AccessRule): MethodDecorator & ClassDecorator => SetMetadata(ACCESS_RULE, rule);

/** Admins with a Bearer token. */
export const AdminOnly = (): MethodDecorator => applyDecorators(admit('admins'), ApiBearerAuth(), Problems(401));

/** Admins, and anybody at all while OPEN_INTAKE is on, rate-limited by address. */
export const OpenIntake = (): MethodDecorator => applyDecorators(admit('intake'), ApiBearerAuth(), Problems(401, 429));

/** Anybody. */
export const Anyone = (): MethodDecorator & ClassDecorator => admit('anyone');

/** The caller, as the access guard established it. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal => context.switchToHttp().getRequest<FastifyRequest>().principal,
);
