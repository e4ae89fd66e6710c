import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Writable } from 'node:stream';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyHttpOptions, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { passUploads } from './bodies/upload.js';
import { labelCallback, readBodies } from './body-parser.js';
import { groupAddress } from './caller-address.js';
import type { LoggedIds } from './log/log-line.js';
import { logRequest, makeLogController, makeLoggerOptions, openStandardOutput } from './log/logging.js';
import { makeHostCheck } from './own-hosts.js';
import { limitPipelining } from './pipelining.js';
import { refuseMalformedRequest } from './problems/malformed-request.js';
import { sendProblem } from './problems/problem.filter.js';
import { refusePath } from './refused-addresses.js';
import { refuseUnread, requireSingleHeaders, watchRoutes } from './refused-requests.js';
import { readTarget } from './request-target.js';
import { cutSlowReaders } from './slow-readers.js';
import { limitAnswerTime } from './time-limit.js';
import { requireForwardedAddress, watchForwarding } from './untrusted-proxy.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The network that it comes from, for the log. It is read before the connection ends. */
    from: string | undefined;
    /** The order and the notification that it made; undefined if it made none. */
    about: LoggedIds | undefined;
    /** Why the answer is a 503 or 504; null for any other. */
    failure: unknown;
  }
  interface FastifyReply {
    /** Whether the answer was written. */
    answered: boolean;
    /** Whether the time for the answer ran out, so that what the handler answers is dropped. */
    late: boolean;
    /** Ends the time for the answer. */
    timer: NodeJS.Timeout | undefined;
  }
}

/**
 * Time that a client may take to send its request, and its headers, before the connection is
 * closed.
 */
const REQUEST_SECONDS = 10;
const HEADERS_SECONDS = 5;

/**
 * The options of the HTTP server. The time-outs must be given to `http.createServer` itself: set
 * later, they have no effect.
 */
export const makeServerOptions = (config: Config, logTo?: Writable): FastifyHttpOptions<Server> => {
  const timeouts = {
    requestTimeout: REQUEST_SECONDS * 1000,
    headersTimeout: HEADERS_SECONDS * 1000,
    connectionsCheckingInterval: 1000,
  };
  return {
    logger: { ...makeLoggerOptions(config), stream: logTo ?? openStandardOutput() },
    logController: makeLogController(),
    // No logger for each request: it would cost more than the request's one line, which names the
    // request's id itself.
    childLoggerFactory: (logger) => logger,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    rewriteUrl: readTarget,
    trustProxy: config.TRUST_PROXY?.length ? [...config.TRUST_PROXY] : false,
    // A request that comes while the server stops is still served: the database closes after the
    // server.
    return503OnClosing: false,
    bodyLimit: 65_536,
    requestTimeout: timeouts.requestTimeout,
    http: { ...timeouts, maxHeaderSize: 16_384, requireHostHeader: false },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    clientErrorHandler: refuseMalformedRequest,
    frameworkErrors: (error, request, reply) => {
      begin(config, request, reply);
      sendProblem(error.code === 'FST_ERR_BAD_URL' ? refusePath(request.url) : error, request, reply);
      logRequest(request, reply, reply.statusCode);
    },
  };
};

/**
 * Headers of every answer. Caches keep nothing; browsers run, embed, refer to and guess nothing.
 */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * In production browsers use TLS only, and remember that for two years (OWASP's HTTP headers cheat
 * sheet).
 */
const PRODUCTION_HEADERS = { ...HEADERS, 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' };

/** Notes where a request comes from, and gives its answer the headers that every answer has. */
function begin({ NODE_ENV }: Config, request: FastifyRequest, reply: FastifyReply): void {
  request.from = groupAddress(request.ip);
  reply.header('X-Request-Id', request.id).headers(NODE_ENV === 'production' ? PRODUCTION_HEADERS : HEADERS);
}

/**
 * Ignores an unknown `Expect`, as a server may (RFC 9110, 10.1.1). Node by itself answers 417
 * without a body.
 */
function ignoreExpectations(server: Server): void {
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

/** Gives Nest's Fastify our body parsers, headers, 405s and request log. */
export function prepareServer(adapter: FastifyAdapter, config: Config): void {
  const fastify = adapter.getInstance<FastifyInstance>();
  const warnOfUntrustedProxy = watchForwarding(config);
  const trustsProxies = (config.TRUST_PROXY ?? []).length > 0;
  const refuseUnrouted = watchRoutes(fastify, config.ROLE !== 'worker');
  const checkHost = makeHostCheck(config);
  // Node would leave out the headers past the 1,000th, such as a second Host. The limit on their
  // size stays.
  fastify.server.maxHeadersCount = 0;
  // Async on purpose. Node's parser announces some malformed requests just before it refuses them,
  // and the refusal must come first. One hook, since each costs a request a step.
  fastify.addHook('onRequest', async (request, reply) => {
    reply.raw.on('close', () => {
      clearTimeout(reply.timer);
      if (!reply.answered) logRequest(request, reply);
    });
    begin(config, request, reply);
    warnOfUntrustedProxy(request);
    requireSingleHeaders(request.raw);
    if (trustsProxies) requireForwardedAddress(request);
    refuseUnrouted(request, reply);
    checkHost(request);
    refuseUnread(request);
    labelCallback(request);
  });
  fastify.decorateRequest('from', undefined);
  fastify.decorateRequest('about', undefined);
  fastify.decorateReply('answered', false);
  fastify.addHook('onResponse', (request, reply, done) => {
    reply.answered = true;
    logRequest(request, reply, reply.statusCode);
    done();
  });
  fastify.decorateRequest('failure', null);
  limitAnswerTime(fastify);
  limitPipelining(fastify.server);
  cutSlowReaders(fastify.server);
  ignoreExpectations(fastify.server);
  readBodies(fastify);
  passUploads(fastify);
}
