import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from './problem.js';

/** The one place where errors become responses. What is not the caller's doing is logged with its cause, under the request's id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** Answers `request` with the problem that `error` is. A reply that has begun is cut instead, so that nobody takes half an answer for a whole one. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { problem, headers } = problemOf(error, request.id);
  if (problem.status >= 500) request.log.error({ err: error }, problem.title);
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  reply.code(problem.status).headers(headers).header('Content-Type', 'application/problem+json').send(JSON.stringify(problem));
}
