import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenStreams, type StreamKind } from '../open-streams.js';
import { ListsBusy } from './lists-busy.error.js';

/**
 * Lists that one process streams at one time. Each holds three batches of 1,000 rows at most, and
 * waits for its reader.
 */
const STREAMS_MOST = 4;
/** Of one caller, so that another one finds a place too. */
const STREAMS_OF_CALLER_MOST = 2;

/** How long, in ms, a list waits for a place, and how often it looks. */
const WAIT_MS = 1_000;
const LOOK_MS = 20;

/**
 * Listeners to the end of a streamed answer: Fastify's, Node's and ours are more than the ten that
 * Node expects.
 */
const LISTENERS_MOST = 16;

/** Whom a list is streamed to. */
export interface StreamTarget {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Writes each batch of rows as the JSON of their objects, with commas between. */
export async function* writeBatches<Row>(
  batches: AsyncIterable<readonly Row[]>,
  present: (row: Row) => object,
): AsyncGenerator<string> {
  for await (const rows of batches) yield rows.map((row) => JSON.stringify(present(row))).join(',');
}

/** Streams whole lists, a few at a time. */
@Injectable()
export class ListStreams {
  private readonly callers: string[] = [];

  constructor(private readonly open: OpenStreams) {}

  /**
   * Streams one JSON array, batch by batch as the client reads.
   * - The first batch is read before anything is sent. So a database that is away is still answered
   *   with an error.
   * - A later failure cuts the connection, so that no client takes a part for the whole.
   * - HEAD reads nothing.
   * @param batches JSON of some elements with commas between
   * @param open text before the array
   * @param close text after the array
   * @throws ListsBusy when this caller, or all together, have as many lists under way as may be
   */
  send(target: StreamTarget, batches: AsyncGenerator<string>, open = '', close = ''): Promise<StreamableFile> {
    async function* asArray(first: IteratorResult<string>): AsyncGenerator<string> {
      yield `${open}[`;
      if (!first.done) yield first.value;
      for await (const batch of batches) {
        yield ',';
        yield batch;
      }
      yield `]${close}`;
    }
    return this.stream('list', target, batches, asArray, { type: 'application/json; charset=utf-8' });
  }

  /**
   * Streams a text that a browser saves as a file, in the same way.
   * @param name of the file, in letters, digits and dashes, with its ending
   * @param type its media type
   * @throws ListsBusy as {@link send}
   */
  sendFile(target: StreamTarget, name: string, type: string, parts: AsyncGenerator<string>): Promise<StreamableFile> {
    async function* asText(first: IteratorResult<string>): AsyncGenerator<string> {
      if (!first.done) yield first.value;
      yield* parts;
    }
    return this.stream('file', target, parts, asText, { type, disposition: `attachment; filename="${name}"` });
  }

  private async stream(
    kind: StreamKind,
    { request, reply }: StreamTarget,
    batches: AsyncGenerator<string>,
    write: (first: IteratorResult<string>) => AsyncGenerator<string>,
    options: { readonly type: string; readonly disposition?: string },
  ): Promise<StreamableFile> {
    if (request.method === 'HEAD') return new StreamableFile(Readable.from([]), options);
    await this.takePlace(request.principal.id ?? request.ip, reply);
    this.open.add(kind, reply.raw);
    return new StreamableFile(Readable.from(write(await batches.next())), options);
  }

  /** Short lists end within ms, so that their callers need not be refused. */
  private async takePlace(caller: string, reply: FastifyReply): Promise<void> {
    const response = reply.raw;
    for (const until = performance.now() + WAIT_MS; this.isFull(caller); await delay(LOOK_MS)) {
      if (performance.now() < until && !response.destroyed) continue;
      // Many of these come from readers who stop reading, and would keep their connections.
      reply.header('Connection', 'close');
      throw new ListsBusy();
    }
    // Nobody reads the answer to a client that went away, and nothing would give its place back.
    if (response.destroyed) throw new ListsBusy();
    this.callers.push(caller);
    response.setMaxListeners(LISTENERS_MOST);
    response.once('close', () => this.callers.splice(this.callers.indexOf(caller), 1));
  }

  private isFull(caller: string): boolean {
    const own = this.callers.filter((each) => each === caller).length;
    return own >= STREAMS_OF_CALLER_MOST || this.callers.length >= STREAMS_MOST;
  }
}
