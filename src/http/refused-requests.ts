import type { IncomingMessage } from 'node:http';
import { BadRequestException, MethodNotAllowedException, NotFoundException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import findMyWay, { type HTTPMethod } from 'find-my-way';

/**
 * Refuses a request without exactly one Host (RFC 9112, 3.2), except one of HTTP/1.0 without any.
 * - With several, a proxy and we could choose different ones. Node would take the first.
 * - With none, Node would answer in a form of its own.
 * @throws BadRequestException
 */
export function requireOneHost({ rawHeaders, httpVersion }: IncomingMessage): void {
  const hosts = rawHeaders.filter(
    (name, at) => at % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host',
  ).length;
  if (hosts > 1 || (hosts === 0 && httpVersion !== '1.0')) throw new BadRequestException();
}

/**
 * Answers 405 with `Allow` instead of 404 when an address has routes for other methods (RFC 9110,
 * 15.5.6).
 */
export function refuseWrongMethods(fastify: FastifyInstance): void {
  const router = findMyWay({ ignoreTrailingSlash: true });
  const methods = new Set<HTTPMethod>();

  fastify.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat() as HTTPMethod[]) {
      if (router.hasRoute(each, url)) continue;
      router.on(each, url, () => undefined);
      methods.add(each);
    }
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    const allowed = request.is404 ? findMethods(request.url) : [];
    if (allowed.length > 0) {
      reply.header('Allow', allowed.join(', '));
      throw new MethodNotAllowedException();
    }
    done();
  });

  function findMethods(url: string): HTTPMethod[] {
    const path = url.split('?')[0] ?? '/';
    // `OPTIONS *` asks about the whole server (RFC 9110, 9.3.7). The router would take it for `/`.
    return path === '*' ? [] : [...methods].filter((method) => router.find(method, path) !== null);
  }
}

/**
 * The routes of a process that only sends SMS: the operator's, and those for the carrier's delivery
 * reports.
 */
const WORKER_ROUTES = [/^\/(livez|readyz|metrics)$/, /^\/api\/callbacks\//];

/** Answers 404 on all routes but {@link WORKER_ROUTES}. */
export function answerAsWorker(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async ({ routeOptions: { url = '' } }) => {
    if (!WORKER_ROUTES.some((route) => route.test(url))) throw new NotFoundException();
  });
}
