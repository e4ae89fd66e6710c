import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A request, and the reply that its answer goes into. */
export interface RequestExchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * Both, for a handler whose answer depends on how it was asked for.
 * The answer is what the handler returns, all the same.
 */
export const Exchange = createParamDecorator((_: unknown, context: ExecutionContext): RequestExchange => {
  const http = context.switchToHttp();
  return { request: http.getRequest<FastifyRequest>(), reply: http.getResponse<FastifyReply>() };
});
