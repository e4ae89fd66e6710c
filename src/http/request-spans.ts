import type { FastifyInstance } from 'fastify';
import { within } from '../tracing/current-span.js';
import type { OpenSpan } from '../tracing/open-span.js';
import type { Tracing } from '../tracing/tracing.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined while traces are off, and for a request that is refused before it is read. */
    span: OpenSpan | undefined;
  }
}

/** What Prometheus and proxies ask again and again. */
const UNTRACED = new Set(['/livez', '/readyz', '/metrics']);

/** Status from which a request counts as failed for want of us. */
const FAILED_FROM = 500;

/**
 * Gives each request a span. While traces are off, requests are as they were.
 * - The caller's `traceparent` decides whether it is recorded, or else the ratio.
 * - The route's pattern stands for its path, which may hold a phone number or a secret.
 */
export function traceRequests(fastify: FastifyInstance, tracing: Tracing): void {
  fastify.decorateRequest('span', undefined);
  if (!tracing.isOn) return;
  fastify.addHook('onRequest', (request, reply, done) => {
    const { method, id, headers } = request;
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    if (UNTRACED.has(route)) return done();
    const attributes = { 'http.request.method': method, 'http.route': route, 'agiza.request.id': id };
    const span = tracing.begin(`${method} ${route}`, 'server', attributes, readTraceHeaders(headers));
    request.span = span;
    if (span?.isRecorded === true)
      reply.raw.once('close', () => {
        const { statusCode } = reply;
        if (reply.answered) span.set({ 'http.response.status_code': statusCode });
        if (!reply.answered || statusCode >= FAILED_FROM)
          span.fail({ code: reply.answered ? statusCode : 'unanswered' });
        span.end();
      });
    done();
  });
  // The body has been read by now. What follows belongs to the span.
  fastify.addHook('preHandler', (request, _reply, done) => within(request.span, done));
}

const readTraceHeaders = ({ traceparent }: Readonly<Record<string, string | string[] | undefined>>) => ({
  traceparent: typeof traceparent === 'string' ? traceparent : undefined,
});
