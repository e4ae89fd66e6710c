import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor, Way } from '../../actor.js';
import type { AppError } from '../../errors.js';
import { readAddress } from '../caller-address.js';
import { NO_PERMISSIONS, type Permission } from './permissions.js';
import type { Role } from './roles.js';

/** A caller whom we know. `kind` and `id` together name who did something. */
export interface KnownPrincipal {
  /** An admin by token, staff or an end user by session, a program by API key. */
  readonly kind: 'admin' | 'staff' | 'user' | 'key';
  /** The user's id; of a program the key's. */
  readonly id: string;
  /** Of a program: the id of the user who made its key. */
  readonly madeBy?: string;
  /** Admins are owners. Null for an end user and for a program. */
  readonly role: Role | null;
  readonly permissions: ReadonlySet<Permission>;
}

/** A caller whom we do not know. */
export interface UnknownPrincipal {
  readonly kind: 'nobody';
  readonly id: null;
  readonly role: null;
  readonly permissions: ReadonlySet<Permission>;
  /** Why the credentials that were sent do not count; absent when none were sent. */
  readonly refusal?: AppError;
  /** Where a caller whom OPEN_INTAKE lets in comes from: an address, or a block of them. */
  readonly source?: string;
}

/** The caller: whoever a request comes from. */
export type Principal = KnownPrincipal | UnknownPrincipal;

/** A caller who sent no credentials. */
export const NOBODY: UnknownPrincipal = { kind: 'nobody', id: null, role: null, permissions: NO_PERMISSIONS };

declare module 'fastify' {
  interface FastifyRequest {
    /** The access guard sets it before a handler runs. */
    principal: Principal;
  }
}

const requireKnown = (context: ExecutionContext): KnownPrincipal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (principal.kind === 'nobody') throw new Error('a route that takes nobody asks for the caller');
  return principal;
};

/** The id of the caller. For routes whose rule lets in known callers only. */
export const CallerId = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  return requireKnown(context).id;
});

/** The caller. For routes whose rule lets in known callers only. */
export const KnownCaller = createParamDecorator((_: unknown, context: ExecutionContext): KnownPrincipal => {
  return requireKnown(context);
});

/** The caller, as the access guard established it. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal => context.switchToHttp().getRequest<FastifyRequest>().principal,
);

/** The caller of a request as the one who acts, by the way that its route stands for. */
export function readActor({ principal: { kind, id }, id: requestId, ip }: FastifyRequest, via: Way): Actor {
  return { kind, id, via, requestId, address: readAddress(ip) };
}

/** The caller as the one who acts, by the way that a route stands for: `@Acting('page')`. */
export const Acting = createParamDecorator(
  (via: Way, context: ExecutionContext): Actor => readActor(context.switchToHttp().getRequest<FastifyRequest>(), via),
);
