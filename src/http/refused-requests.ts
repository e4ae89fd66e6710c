import type { IncomingMessage } from 'node:http';
import { BadRequestException, MethodNotAllowedException, NotFoundException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import findMyWay, { type HTTPMethod } from 'find-my-way';
import { canBeValue, RouteSuggestions } from './route-suggestions.js';

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
 * Refuses a request that no route takes, with the route that was meant if one is near.
 * - An address that has routes for other methods is a 405 with `Allow` (RFC 9110, 15.5.6).
 * - Any other address is a 404.
 * - An address that matches only by a parameter that cannot have that value counts as unknown.
 *   `/api/order/create` is no `/api/order/:phone`, since a phone number has digits.
 * @param suggests whether to suggest routes; a process that only sends SMS has none
 */
export function refuseUnrouted(fastify: FastifyInstance, suggests: boolean): void {
  const router = findMyWay({ ignoreTrailingSlash: true });
  const methods = new Set<HTTPMethod>();
  const suggestions = new RouteSuggestions();

  fastify.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat() as HTTPMethod[]) {
      if (router.hasRoute(each, url)) continue;
      router.on(each, url, () => undefined);
      methods.add(each);
      suggestions.add(each, url);
    }
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.is404) {
      const [path = '/'] = request.url.split('?');
      const allowed = findMethods(path);
      if (allowed.length > 0) {
        reply.header('Allow', allowed.join(', '));
        throw new MethodNotAllowedException({
          meant: suggests ? suggestions.findWithMethod(request.method, path) : null,
        });
      }
      const meant = suggests ? suggestions.find(request.method, path) : null;
      if (meant !== null) throw new NotFoundException({ meant });
    }
    done();
  });

  function findMethods(path: string): HTTPMethod[] {
    // `OPTIONS *` asks about the whole server (RFC 9110, 9.3.7). The router would take it for `/`.
    if (path === '*') return [];
    return [...methods].filter((method) => {
      const params = router.find(method, path)?.params;
      return params !== undefined && Object.entries(params).every(([name, value]) => canBeValue(name, value));
    });
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
