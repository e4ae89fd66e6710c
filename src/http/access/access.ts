import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiExtension, ApiFoundResponse } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problems } from '../problems/problem.dto.js';
import type { Permission } from './permissions.js';

/** Who may call a route. A route without a rule is closed. */
export type AccessRule =
  /** Whoever has the permission. */
  | {
      readonly who: 'permitted';
      readonly permission: Permission;
      /** Whether OPEN_INTAKE=on lets in anybody who sends no token, rate-limited by address. */
      readonly openIntake: boolean;
      /** Where a browser without a session is sent; null to answer 401. */
      readonly signInAt: string | null;
      /** Whether the sign-in ends at the page that was asked for. */
      readonly comesBack: boolean;
    }
  /** Admins, for their own account. */
  | { readonly who: 'admin' }
  /**
   * Whoever has a session, for what is their own. A browser without one is sent to the start page.
   */
  | {
      readonly who: 'signed-in';
      /** The path of ours that the sign-in ends at; null for the start page. */
      readonly comesBackTo: ((request: FastifyRequest) => string) | null;
    }
  /** Everybody, known by their session if they have one. */
  | { readonly who: 'any-caller' }
  /** Everybody, without being asked who they are. */
  | { readonly who: 'anyone' };

/** Key of a route's {@link AccessRule} in its metadata. */
export const ACCESS_RULE = 'agiza:access-rule';

const setRule = (access: AccessRule): MethodDecorator & ClassDecorator => SetMetadata(ACCESS_RULE, access);

/**
 * Lets in callers with the permission: admins with a Bearer token, programs with an API key, staff
 * with a session.
 * @param signInAt where a browser without a session is sent instead of a 401
 * @param comesBack whether that sign-in ends at the page that was asked for
 * @param openIntake whether OPEN_INTAKE=on lets in anybody, rate-limited by address
 */
export const Allow = (
  permission: Permission,
  {
    signInAt = null,
    comesBack = false,
    openIntake = false,
  }: { signInAt?: string | null; comesBack?: boolean; openIntake?: boolean } = {},
): MethodDecorator =>
  applyDecorators(
    ...[setRule({ who: 'permitted', permission, openIntake, signInAt, comesBack }), ApiBearerAuth(), ApiCookieAuth()],
    ...[ApiExtension('x-permission', permission), Problems(...(openIntake ? [401, 403, 429] : [401, 403]))],
    ...(signInAt === null
      ? []
      : [ApiFoundResponse({ description: 'A browser without a session is sent to sign in.' })]),
  );

/** Lets in admins, for their own account. */
export const AdminOnly = (): MethodDecorator =>
  applyDecorators(setRule({ who: 'admin' }), ApiBearerAuth(), Problems(401, 403));

/**
 * Lets in whoever has a session. A browser without one is sent to the start page.
 * @param comesBackTo the path of ours that the sign-in there ends at; null for the start page
 */
export const SignedIn = (
  comesBackTo: ((request: FastifyRequest) => string) | null = null,
): MethodDecorator & ClassDecorator => setRule({ who: 'signed-in', comesBackTo });

/** Lets everybody in, and knows them by their session if they have one. */
export const AnyCaller = (): MethodDecorator & ClassDecorator => setRule({ who: 'any-caller' });

/** Lets everybody in without asking who they are. */
export const Anyone = (): MethodDecorator & ClassDecorator => setRule({ who: 'anyone' });
