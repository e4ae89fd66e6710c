import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiFoundResponse } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problems } from '../problems/problem.dto.js';

/** Who a request comes from: an admin by token, staff or an end user by session, or nobody that we know. */
export type Principal = { readonly kind: 'admin' | 'staff' | 'user'; readonly userId: string } | { readonly kind: 'nobody' };

/**
 * Who may call a route: `admins`; the `desk`, which is admins and staff; `intake`, the desk and while OPEN_INTAKE is on anybody; whoever is
 * `signed-in` with a session; or `anyone`, known (`visitors`) or not. A route without a rule is closed.
 */
export type AccessRule = 'admins' | 'desk' | 'intake' | 'signed-in' | 'visitors' | 'anyone';

/** Key of a route's {@link AccessRule} in its metadata. */
export const ACCESS_RULE = 'agiza:access-rule';

/** Key of the path at which a browser without a session can get one for the route. */
export const SIGN_IN_AT = 'agiza:sign-in-at';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the access guard, before a handler runs. */
    principal: Principal;
  }
}

const admit = (rule: AccessRule): MethodDecorator & ClassDecorator => SetMetadata(ACCESS_RULE, rule);

/** Admins with a Bearer token. */
export const AdminOnly = (): MethodDecorator => applyDecorators(admit('admins'), ApiBearerAuth(), Problems(401, 403));

/** Admins with a Bearer token, and staff with a session: to read, or with JSON from a page of ours. @param signInAt where browsers are sent to get one */
export const Desk = ({ signInAt }: { signInAt?: string } = {}): MethodDecorator =>
  applyDecorators(
    ...[admit('desk'), ApiBearerAuth(), ApiCookieAuth(), Problems(401, 403)],
    ...(signInAt === undefined
      ? []
      : [SetMetadata(SIGN_IN_AT, signInAt), ApiFoundResponse({ description: 'A browser without a session is sent to sign in.' })]),
  );

/** The desk, and anybody at all while OPEN_INTAKE is on, rate-limited by address. */
export const OpenIntake = (): MethodDecorator =>
  applyDecorators(admit('intake'), ApiBearerAuth(), ApiCookieAuth(), Problems(401, 403, 429));

/** Whoever has a session; a browser without one is sent to the sign-in page. */
export const SignedIn = (): MethodDecorator & ClassDecorator => admit('signed-in');

/** Anybody, known by their session if they have one. */
export const Visitor = (): MethodDecorator & ClassDecorator => admit('visitors');

/** Anybody. */
export const Anyone = (): MethodDecorator & ClassDecorator => admit('anyone');

/** The user id of a caller who is signed in, as the route's rule demands. */
export const CallerId = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (principal.kind === 'nobody') throw new Error('a route that takes nobody asks for the caller');
  return principal.userId;
});

/** The caller, as the access guard established it. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal => context.switchToHttp().getRequest<FastifyRequest>().principal,
);
