import { NotFoundException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/** What a process answers that only sends texts: the operator, and the carrier's reports about them. */
const ANSWERED = [/^\/(livez|readyz|metrics)$/, /^\/api\/callbacks\//];

/** Closes every other route. */
export function answerAsWorker(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async ({ routeOptions: { url = '' } }) => {
    if (!ANSWERED.some((route) => route.test(url))) throw new NotFoundException();
  });
}
