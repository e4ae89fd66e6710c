import { MethodNotAllowedException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import findMyWay, { type HTTPMethod } from 'find-my-way';

/** Answers 405 with `Allow`, rather than 404, when an address has routes for other methods (RFC 9110, 15.5.6). */
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
    const allowed = request.is404 ? allowedAt(request.url) : [];
    if (allowed.length > 0) {
      reply.header('Allow', allowed.join(', '));
      throw new MethodNotAllowedException();
    }
    done();
  });

  function allowedAt(url: string): HTTPMethod[] {
    const path = url.split('?')[0] ?? '/';
    // `OPTIONS *` speaks of the server (RFC 9110, 9.3.7), which the router takes for `/`.
    return path === '*' ? [] : [...methods].filter((method) => router.find(method, path) !== null);
  }
}
