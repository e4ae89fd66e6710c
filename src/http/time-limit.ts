import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OutcomeUnknown } from '../database/database.errors.js';
import { isSafe } from './access/same-origin.js';
import { awaitsUpload } from './bodies/upload.js';
import { sendProblem } from './problems/problem.filter.js';
import { ServiceBusy } from './problems/service-busy.error.js';

/**
 * Time for an answer to begin, in ms, from when the request has arrived whole.
 * A statement takes 3.5 s at most, so that only a request of several slow ones comes here.
 */
const ANSWER_MS = 4_800;

/**
 * Answers a request that takes too long.
 * - 503 for one that changes nothing, and 504 for one that may have changed something.
 * - What its handler answers later is dropped.
 */
export function limitAnswerTime(fastify: FastifyInstance): void {
  fastify.decorateReply('late', false);
  fastify.decorateReply('timer', undefined);
  fastify.addHook('preHandler', (request, reply, done) => {
    const start = (): void => {
      reply.timer = setTimeout(() => answerLate(request, reply), ANSWER_MS);
    };
    // Its handler reads the file, in the time that the server leaves for a request.
    if (awaitsUpload(request)) request.raw.once('end', start);
    else start();
    done();
  });
}

function answerLate(request: FastifyRequest, reply: FastifyReply): void {
  if (reply.sent || reply.raw.headersSent) return;
  const error = isSafe(request.method) ? new ServiceBusy() : new OutcomeUnknown(new ServiceBusy(), true);
  sendProblem(error, request, reply);
  Object.assign(reply, { late: true, send: () => reply });
}
