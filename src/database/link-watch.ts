import type { Socket } from 'node:net';
import type { Client } from 'pg';
import { socketOf } from './connection.js';

/** A connection that a pool holds. */
interface Watched {
  readonly socket: Socket;
  /** When the server had last answered everything, by `performance.now()`. */
  answeredAt: number;
  /** Bytes that were sent until then. */
  sentBytes: number;
}

/** How long after a cut the link counts as dark. */
const DARK_MS = 1_000;
/** What a new connection may take meanwhile, so that whoever waited for the cut is answered. */
const DARK_CONNECT_MS = 400;

/**
 * Cuts the connections of one pool when the link to the server goes dark: packets vanish, and
 * neither side hears that the connection ended.
 * - A connection is cut when the server owes it an answer and sends nothing for `silenceMs`.
 * - With it go the idle connections that were silent for as long. Each would make one more request
 *   wait.
 * - In the second after a cut a new connection gets 0.4 s, since requests have waited long already.
 * - One that was told to end is cut too when the server does not close it.
 */
export class LinkWatch {
  private readonly connections = new Set<Watched>();
  private darkUntil = 0;

  /** @param silenceMs longer than the server takes to end a statement by its own time-out */
  constructor(private readonly silenceMs: number) {}

  /** Watches a client from the time that it is connected, and gives it back. */
  watch(client: Client): Client {
    if (performance.now() < this.darkUntil) this.hurry(client);
    client.once('connect', () => {
      const socket = socketOf(client);
      const connection: Watched = { socket, answeredAt: performance.now(), sentBytes: socket.bytesWritten };
      this.connections.add(connection);
      // `pg` says so whenever the server has answered all that was asked.
      client.on('drain', () => {
        connection.answeredAt = performance.now();
        connection.sentBytes = socket.bytesWritten;
      });
      socket.setTimeout(this.silenceMs, () => this.judge(connection));
      socket.once('close', () => this.connections.delete(connection));
    });
    return client;
  }

  private hurry(client: Client): void {
    const timer = setTimeout(() => {
      socketOf(client).destroy(new Error('Connection terminated due to connection timeout'));
    }, DARK_CONNECT_MS).unref();
    for (const outcome of ['connect', 'end'] as const) client.once(outcome, () => clearTimeout(timer));
  }

  /** Takes a connection on which nothing has moved for `silenceMs`. */
  private judge(silent: Watched): void {
    if (isIdle(silent)) return;
    const since = performance.now() - this.silenceMs;
    if (!silent.socket.writableEnded) this.darkUntil = performance.now() + DARK_MS;
    // An error would be told of as the loss of a connection, which here was to end.
    silent.socket.destroy(silent.socket.writableEnded ? undefined : new Error('Query read timeout'));
    for (const connection of this.connections)
      if (isIdle(connection) && connection.answeredAt < since) connection.socket.destroy();
  }
}

const isIdle = ({ socket, sentBytes }: Watched): boolean => socket.bytesWritten === sentBytes;
