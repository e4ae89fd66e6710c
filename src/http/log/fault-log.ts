import { type FastifyRequest, LogController } from 'fastify';

/** What Fastify itself logs: nothing of requests, which have a line of ours, but why an answer broke off. */
export function faultLog(): LogController {
  return Object.assign(new LogController({ disableRequestLogging: true }), { streamError });
}

/** An answer failed after its beginning was sent, so that its client is cut off. A client who hangs up is no fault. */
function streamError(error: Error & { code?: string }, request: FastifyRequest): void {
  if (error.code === 'ERR_STREAM_PREMATURE_CLOSE') return;
  request.log.error({ request_id: request.id, err: error }, 'the answer broke off');
}
