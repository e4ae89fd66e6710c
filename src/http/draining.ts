import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/**
 * How long a service that was told to stop still takes requests.
 * A proxy hears meanwhile from `/readyz` that it shall send no more.
 */
const DRAIN_MS = 2_000;

/**
 * Ends a service without failing a request.
 * - Each answer says `Connection: close` from the beginning on, so clients leave by themselves.
 * - New connections are taken until the drain is over.
 * - Then those close that have been idle ever since, and the others after their answer.
 */
@Injectable()
export class Draining {
  private readonly controller = new AbortController();
  private over: Promise<void> = Promise.resolve();

  /** Whether the service was told to stop. */
  get active(): boolean {
    return this.controller.signal.aborted;
  }

  /** Is aborted when the drain begins, for answers that would outlast it. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Makes the answers of `fastify`, and its end, follow the drain. */
  attach(fastify: FastifyInstance): void {
    fastify.addHook('onSend', (_request, reply, _payload, done) => {
      if (this.active || !fastify.server.listening) reply.header('Connection', 'close');
      done();
    });
    // Fastify's own end would close connections on which a request may just arrive.
    fastify.addHook('preClose', () => this.over);
    fastify.addHook('onResponse', (_request, _reply, done) => {
      if (!fastify.server.listening) setImmediate(() => fastify.server.closeIdleConnections());
      done();
    });
  }

  /** Begins the drain. Resolves when it is over, just before new connections are refused. */
  begin(): Promise<void> {
    this.over = delay(DRAIN_MS);
    this.controller.abort();
    return this.over;
  }
}
