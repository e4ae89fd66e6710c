import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import {
  BadRequestException,
  HttpException,
  MethodNotAllowedException,
  NotFoundException,
  NotImplementedException,
} from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import findMyWay, { type HTTPMethod } from 'find-my-way';
import { BodyEncoded } from './bodies/bodies.errors.js';
import { InvalidRequest } from './problems/invalid-request.error.js';
import { requireReadQuery } from './refused-addresses.js';
import { canBeValue, RouteSuggestions } from './route-suggestions.js';

/** Headers that may come once only, by their length. Node would take the first, or join them. */
const SINGLE_HEADERS = new Map(['Content-Type', 'Authorization', 'Idempotency-Key'].map((name) => [name.length, name]));

/** Headers of one request, at most. Browsers and proxies send about 40. */
const HEADERS_MOST = 100;

/**
 * Refuses a request without exactly one Host (RFC 9112, 3.2), except one of HTTP/1.0 without any.
 * It also refuses a second Content-Type, Authorization or Idempotency-Key, and more than 100
 * headers.
 * - With several, a proxy and we could choose different ones.
 * - Without a Host, Node would answer in a form of its own.
 * @throws BadRequestException, InvalidRequest, HttpException
 */
export function requireSingleHeaders({ rawHeaders, httpVersion }: IncomingMessage): void {
  let hosts = 0;
  let seen = '';
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    const single = name.length === 4 ? 'Host' : SINGLE_HEADERS.get(name.length);
    if (single === undefined || name.toLowerCase() !== single.toLowerCase()) continue;
    if (single === 'Host') hosts++;
    else if (seen.includes(single)) throw new InvalidRequest([{ field: single, message: 'is sent more than once' }]);
    else seen += `${single} `;
  }
  if (hosts > 1 || (hosts === 0 && httpVersion !== '1.0')) throw new BadRequestException();
  if (rawHeaders.length > 2 * HEADERS_MOST) throw new HttpException('', 431);
}

/**
 * Refuses what would change a request's meaning if it were ignored, before its body is read.
 * - Addresses that do not exist, and wrong methods, are refused as such.
 * - Content-MD5, Digest, Content-Digest and Expect change no meaning, so they are ignored.
 * @throws InvalidRequest, NotImplementedException, BodyEncoded
 */
export function refuseUnread(request: FastifyRequest): void {
  if (request.is404) return;
  const unread = findUnread(request.method, request.headers);
  if (unread !== null) throw unread;
  if (request.url.includes('?')) requireReadQuery(request);
}

function findUnread(method: string, headers: IncomingHttpHeaders): Error | null {
  const override = OVERRIDES.find((name) => headers[name] !== undefined);
  if (override !== undefined && String(headers[override]).toUpperCase() !== method)
    return new InvalidRequest([{ field: override, message: 'is not taken: send the request with that method itself' }]);
  const coding = headers['transfer-encoding'];
  if (coding === undefined && Number(headers['content-length'] ?? 0) === 0) return null;
  // RFC 9112, 6.1: 501 for a transfer coding that the server does not understand.
  if (coding !== undefined && coding.trim().toLowerCase() !== 'chunked') return new NotImplementedException();
  if (method === 'GET' || method === 'HEAD')
    return new InvalidRequest([{ field: 'body', message: `is not taken with ${method}: send fields as ?name=value` }]);
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && !/^[\s,]*(?:identity[\s,]*)*$/i.test(encoding)) return new BodyEncoded();
  // A header of mail (RFC 2045), which HTTP does not have. Some clients encode the body by it.
  const transfer = headers['content-transfer-encoding'];
  if (transfer !== undefined && !/^\s*(?:7bit|8bit|binary)\s*$/i.test(String(transfer)))
    return new InvalidRequest([
      { field: 'Content-Transfer-Encoding', message: 'is not taken: send the body as it is' },
    ]);
  // RFC 9110, 14.5: such a body would be taken for the whole.
  if (headers['content-range'] !== undefined)
    return new InvalidRequest([{ field: 'Content-Range', message: 'is not taken: send the whole body at once' }]);
  return null;
}

/** Headers by which some frameworks let a POST be another method. */
const OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override'];

/**
 * Gives what refuses a request that no route takes, with the route that was meant if one is near.
 * - An address that has routes for other methods is a 405 with `Allow` (RFC 9110, 15.5.6).
 * - Any other address is a 404.
 * - An address that matches only by a parameter that cannot have that value counts as unknown.
 *   `/api/order/create` is no `/api/order/:phone`, since a phone number has digits.
 *   If nothing else is near, the route answers what it says of a wrong value.
 * @param suggests whether to suggest routes; a process that only sends SMS has none
 */
export function watchRoutes(
  fastify: FastifyInstance,
  suggests: boolean,
): (request: FastifyRequest, reply: FastifyReply) => void {
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
  return (request, reply) => {
    if (!request.is404 && !hasWordForValue(request.params)) return;
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
  };

  function findMethods(path: string): HTTPMethod[] {
    // `OPTIONS *` asks about the whole server (RFC 9110, 9.3.7). The router would take it for `/`.
    if (path === '*') return [];
    return [...methods].filter((method) => {
      const params = router.find(method, path)?.params;
      return params !== undefined && canHaveParams(params);
    });
  }
}

const canHaveParams = (params: unknown): boolean =>
  Object.entries(params as Record<string, string>).every(([name, value]) => canBeValue(name, value));

/** Whether a word stands where a value must be, as in `/api/order/create`. A blank is no word. */
function hasWordForValue(params: unknown): boolean {
  const values = params as Record<string, string>;
  for (const name in values) {
    const value = values[name] ?? '';
    if (!canBeValue(name, value) && /\p{L}{3}/u.test(value)) return true;
  }
  return false;
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
