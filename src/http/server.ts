import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Writable } from 'node:stream';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyHttpOptions, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { readBodies } from './body-parser.js';
import { logRequest, makeLogController, makeLoggerOptions, openStandardOutput } from './log/logging.js';
import { InvalidRequest } from './problems/invalid-request.error.js';
import { refuseMalformedRequest } from './problems/malformed-request.js';
import { sendProblem } from './problems/problem.filter.js';
import { refuseUnreadBodies, refuseUnrouted, requireSingleHeaders } from './refused-requests.js';
import { watchForwarding } from './untrusted-proxy.js';

declare module 'fastify' {
  interface FastifyReply {
    /** Whether the answer was written. */
    answered: boolean;
  }
}

/**
 * Time that a client may take to send its request, and its headers, before the connection is
 * closed.
 */
const REQUEST_SECONDS = 10;
const HEADERS_SECONDS = 5;

/** The router refuses a path whose escapes it cannot decode, before there is a route. */
const BROKEN_PATH = {
  field: 'path',
  message: 'has a % that begins no escape, or escapes that are not valid UTF-8: é is written %C3%A9',
};

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
      writeHeaders(config, request, reply);
      sendProblem(error.code === 'FST_ERR_BAD_URL' ? new InvalidRequest([BROKEN_PATH]) : error, request, reply);
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

function writeHeaders({ NODE_ENV }: Config, request: FastifyRequest, reply: FastifyReply): void {
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
  // Async on purpose. Node's parser announces some malformed requests just before it refuses them,
  // and the refusal must come first.
  fastify.addHook('onRequest', async (request, reply) => {
    reply.raw.on('close', () => {
      if (!reply.answered) logRequest(request, reply);
    });
    writeHeaders(config, request, reply);
    warnOfUntrustedProxy(request);
    requireSingleHeaders(request.raw);
  });
  fastify.decorateReply('answered', false);
  fastify.addHook('onResponse', (request, reply, done) => {
    reply.answered = true;
    logRequest(request, reply, reply.statusCode);
    done();
  });
  ignoreExpectations(fastify.server);
  refuseUnrouted(fastify, config.ROLE !== 'worker');
  refuseUnreadBodies(fastify);
  readBodies(fastify);
}
