import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Writable } from 'node:stream';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyHttpOptions, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { refuseWrongMethods } from './allowed-methods.js';
import { readBodies } from './body-parser.js';
import { requireOneHost } from './host.js';
import { faultLog } from './log/fault-log.js';
import { loggerOptions, logRequest, standardOutput } from './log/logging.js';
import { refuseMalformedRequest } from './problems/client-error.js';
import { sendProblem } from './problems/problem.filter.js';

declare module 'fastify' {
  interface FastifyReply {
    /** Whether the answer was written. */
    answered: boolean;
  }
}

/** Seconds a client may take to send its request, and its headers, before the connection is cut. */
const REQUEST_SECONDS = 10;
const HEADERS_SECONDS = 5;

/** The limits and habits of the HTTP server. The time-outs must be given to `http.createServer` itself: set later they cut nobody off. */
export const serverOptions = (config: Config, logTo?: Writable): FastifyHttpOptions<Server> => {
  const timeouts = { requestTimeout: REQUEST_SECONDS * 1000, headersTimeout: HEADERS_SECONDS * 1000, connectionsCheckingInterval: 1000 };
  return {
    logger: { ...loggerOptions(config), stream: logTo ?? standardOutput() },
    logController: faultLog(),
    // A logger of its own for each request would cost more than the request's line, which names its id itself.
    childLoggerFactory: (logger) => logger,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: config.TRUST_PROXY === undefined ? false : [...config.TRUST_PROXY],
    // A request that comes while we stop is still served: the database closes after the server.
    return503OnClosing: false,
    bodyLimit: 65_536,
    requestTimeout: timeouts.requestTimeout,
    http: { ...timeouts, maxHeaderSize: 16_384, requireHostHeader: false },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    clientErrorHandler: refuseMalformedRequest,
    frameworkErrors: (error, request, reply) => {
      begin(config, request, reply);
      sendProblem(error, request, reply);
      logRequest(request, reply, reply.statusCode);
    },
  };
};

/** What every answer carries: its request's id, and orders to caches and browsers to make nothing else of it. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** In production browsers come by TLS alone, and remember it for two years (OWASP's HTTP headers cheat sheet). */
const PRODUCTION_HEADERS = { ...HEADERS, 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' };

function begin({ NODE_ENV }: Config, request: FastifyRequest, reply: FastifyReply): void {
  reply.header('X-Request-Id', request.id).headers(NODE_ENV === 'production' ? PRODUCTION_HEADERS : HEADERS);
}

/** A server may pass over an `Expect` that it does not know (RFC 9110, 10.1.1); Node by itself answers 417 without a word. */
function ignoreExpectations(server: Server): void {
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

/** A connection whose request ends while the server stops is closed then; kept alive, it would hold the process for its idle time-out. */
function hangUpWhenStopping(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (!fastify.server.listening) reply.header('Connection', 'close');
    done();
  });
  fastify.addHook('onResponse', (_request, _reply, done) => {
    if (!fastify.server.listening) setImmediate(() => fastify.server.closeIdleConnections());
    done();
  });
}

/** Gives Nest's Fastify our body parsers, headers, 405s and request log. */
export function prepareServer(adapter: FastifyAdapter, config: Config): void {
  const fastify = adapter.getInstance<FastifyInstance>();
  // Async on purpose: some malformed requests Node's parser refuses only just after it has announced them, and its refusal must come first.
  fastify.addHook('onRequest', async (request, reply) => {
    reply.raw.on('close', () => {
      if (!reply.answered) logRequest(request, reply);
    });
    begin(config, request, reply);
    requireOneHost(request.raw);
  });
  fastify.decorateReply('answered', false);
  fastify.addHook('onResponse', (request, reply, done) => {
    reply.answered = true;
    logRequest(request, reply, reply.statusCode);
    done();
  });
  hangUpWhenStopping(fastify);
  ignoreExpectations(fastify.server);
  refuseWrongMethods(fastify);
  readBodies(fastify);
}
