import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { readAddress } from '../caller-address.js';
import type { Principal } from './principal.js';

/** Who does something, and by which request: what the audit trail tells of it. */
export interface Actor {
  readonly kind: Principal['kind'];
  /** The user's id; null for nobody. */
  readonly id: string | null;
  readonly requestId: string;
  /** The IP address that the request came from; null when the connection is gone. */
  readonly address: string | null;
}

/** The actor of a request, as the access guard established the caller. */
export function readActor({ principal: { kind, id }, id: requestId, ip }: FastifyRequest): Actor {
  return { kind, id, requestId, address: readAddress(ip) };
}

/** The actor of the request, for what is written into the audit trail. */
export const Acting = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor => readActor(context.switchToHttp().getRequest<FastifyRequest>()),
);
