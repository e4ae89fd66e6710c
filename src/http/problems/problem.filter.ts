import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignInNeeded } from '../access/access.errors.js';
import { isSafe, wantsPage } from '../access/same-origin.js';
import { makeProblem, type Problem } from './problem.js';

/** Shows a problem to a person in a browser, if the request is one's; says whether it did. */
export type ShowProblem = (problem: Problem, request: FastifyRequest, reply: FastifyReply) => boolean;

/** The one place where errors become responses. What is not the caller's doing is logged with its cause, under the request's id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly show: ShowProblem = () => false) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (error instanceof SignInNeeded && request.headers['hx-request'] !== undefined) reply.header('HX-Redirect', error.signInAt);
    else if (error instanceof SignInNeeded && wantsPage(request.headers))
      return void reply.redirect(error.signInAt, isSafe(request.method) ? 302 : 303);
    sendProblem(error, request, reply, this.show);
  }
}

/** Answers `request` with the problem that `error` is. A reply that has begun is cut instead, so that nobody takes half an answer for a whole one. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, show: ShowProblem = () => false): void {
  const { problem, headers } = makeProblem(error, request.id);
  // A body that broke off with its connection is the client's doing.
  const hungUp = request.raw.aborted && request.raw.errored === error;
  if (problem.status >= 500 && !hungUp) request.log.error({ request_id: request.id, err: error }, problem.title);
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  reply.code(problem.status).headers(headers);
  if (show(problem, request, reply)) return;
  reply.header('Content-Type', 'application/problem+json').send(JSON.stringify(problem));
}
