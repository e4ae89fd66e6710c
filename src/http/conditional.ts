import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The header that names the version that a request was made for, in OpenAPI. */
export const ifMatchHeader = {
  name: 'If-Match',
  required: true,
  description:
    'The `ETag` of the answer that the change was made by, or `*` for any version. Another version in between is a 412.',
  schema: { type: 'string', example: '*' },
};

/** The request's `If-Match` (RFC 9110, 13.1.1); null without one. */
export const IfMatch = createParamDecorator(
  (_: unknown, context: ExecutionContext): string | null =>
    context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'] ?? null,
);

/** Names the version that an answer shows. */
export function nameVersion(version: string, reply: FastifyReply): void {
  reply.header('ETag', `"${version}"`);
}

/**
 * Whether an `If-Match` names the version: alone, in a list, or by `*`.
 * A proxy that compresses answers marks their versions as weak (`W/`). Such a mark counts for
 * nothing here, since the version is that of the thing and not of its bytes.
 */
export const namesVersion = (ifMatch: string, version: string): boolean =>
  ifMatch.trim() === '*' || ifMatch.split(',').some((each) => each.trim().replace(/^W\//, '') === `"${version}"`);
