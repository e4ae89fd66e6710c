import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OutcomeUnknown } from '../../database/database.errors.js';
import { isSafe } from '../access/same-origin.js';
import { makeProblem, type Problem } from './problem.js';

/** An error that ended a request, and the problem document that says it. */
export interface RaisedProblem {
  readonly error: unknown;
  readonly problem: Problem;
  /** Headers that go with the document, such as `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Answers the request in another form than the problem document, if the caller wants one.
 * It sets the status and headers of its answer itself. False leaves the answer to the filter.
 */
export type PresentProblem = (raised: RaisedProblem, request: FastifyRequest, reply: FastifyReply) => boolean;

const presentToNobody: PresentProblem = () => false;

/** Turns every error into a response. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly present: PresentProblem = presentToNobody) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), this.present);
  }
}

/**
 * Answers `request` with the problem that `error` is.
 * - An error of status 500 is logged with its cause and the request's id. That of a 503 or 504
 *   stands in the request's own line, without a stack.
 * - A change without a known outcome is a 504. Of a request that changes nothing it is a 503.
 * - A reply that has begun is cut, so that nobody takes half an answer for a whole one.
 */
export function sendProblem(
  raised: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  present: PresentProblem = presentToNobody,
): void {
  if (reply.late) return;
  const harmless = raised instanceof OutcomeUnknown && isSafe(request.method);
  const error = harmless ? raised.cause : raised;
  const { problem, headers } = makeProblem(error, request.id);
  // A body that broke off with its connection is the client's doing.
  const hungUp = request.raw.aborted && request.raw.errored === error;
  if (problem.status === 500 && !hungUp)
    request.log.error(
      { request_id: request.id, trace_id: request.span?.traceId, err: error },
      `${problem.title} ${request.id}`,
    );
  if (problem.status === 503 || problem.status === 504) request.failure = error;
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  if (present({ error, problem, headers }, request, reply)) return;
  reply.code(problem.status).headers(headers);
  reply.header('Content-Type', 'application/problem+json').send(JSON.stringify(problem));
}
