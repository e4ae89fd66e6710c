import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import {
  type ChangeName,
  findChanged,
  markOf,
  readMark,
  type SeenCounts,
} from '../../../orders/changes/changes.service.js';
import type { Look } from './look.js';

/** Characters that may wait for a reader. All events of ten minutes have 60,000 at most. */
const WAITING_MOST = 16_384;

/** What it takes to open a stream. */
export interface StreamWish {
  readonly request: FastifyRequest;
  /** The names of which the caller may hear. */
  readonly names: readonly ChangeName[];
  /** What the page shows. */
  readonly mark: string;
}

/**
 * One answer of server-sent events (HTML standard, 9.2). An event has a name and no data.
 * Its id is the mark of what was told, from which a new stream goes on.
 */
export class LiveStream {
  readonly request: FastifyRequest;
  readonly body: Readable;
  readonly openedAt = performance.now();
  private readonly names: readonly ChangeName[];
  private seen: SeenCounts;
  private saidAt = 0;

  constructor({ request, names, mark }: StreamWish) {
    this.request = request;
    this.names = names;
    this.seen = readMark(mark);
    // It is pushed to, and never asked.
    this.body = new Readable({ encoding: 'utf8', read: () => undefined });
    this.say(':\n\n');
  }

  /** Tells what the page does not show yet. A look that began before the stream knows less. */
  tell({ begunAt, counts, settled }: Look): void {
    if (begunAt < this.openedAt) return;
    const changed = new Set([...findChanged(this.seen, counts), ...settled]);
    this.seen = counts;
    const told = this.names.filter((name) => changed.has(name));
    // An event without a data line would not be dispatched.
    if (told.length > 0) this.say(told.map((name) => `event: ${name}\nid: ${markOf(counts)}\ndata:\n\n`).join(''));
  }

  /** Says that it is still there, if nothing was said for so many ms. */
  keepAlive(afterMs: number): void {
    if (performance.now() - this.saidAt >= afterMs) this.say(':\n\n');
  }

  /** Ends the answer. The browser asks for another one. */
  end(): void {
    if (!this.body.destroyed) this.body.push(null);
  }

  private say(text: string): void {
    if (this.body.destroyed) return;
    this.saidAt = performance.now();
    this.body.push(text);
    if (this.body.readableLength > WAITING_MOST) this.request.raw.socket.destroy();
  }
}
