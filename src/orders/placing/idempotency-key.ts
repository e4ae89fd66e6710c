import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { InvalidRequest } from '../../http/problems/invalid-request.error.js';

/**
 * The request's `Idempotency-Key` (IETF draft httpapi-idempotency-key-header); null without one.
 * @throws InvalidRequest unless it is 1 to 255 printable characters
 */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | null => {
  const key = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && /^[\x20-\x7e]{1,255}$/.test(key)) return key;
  throw new InvalidRequest([{ field: 'Idempotency-Key', message: 'must be 1 to 255 printable characters' }]);
});
