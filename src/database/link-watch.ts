import type { Socket } from 'node:net';
import type { Client } from 'pg';

/** A connection that a pool holds. */
interface Watched {
  readonly socket: Socket;
  /** When the server had last answered everything, by `performance.now()`. */
  answeredAt: number;
  /** Bytes that were sent until then. */
  sentBytes: number;
}

/**
 * Cuts the connections of one pool when the link to the server goes dark: packets vanish, and
 * neither side hears that the connection ended.
 * - A connection is cut when the server owes it an answer and sends nothing for `silenceMs`.
 * - With it go the idle connections that were silent for as long. Each would make one more request
 *   wait.
 * - One that was told to end is cut too when the server does not close it.
 */
export class LinkWatch {
  private readonly connections = new Set<Watched>();

  /** @param silenceMs longer than the server takes to end a statement by its own time-out */
  constructor(private readonly silenceMs: number) {}

  /** Watches a client from the time that it is connected, and gives it back. */
  watch(client: Client): Client {
    client.once('connect', () => {
      const { stream: socket } = client.connection as unknown as { stream: Socket };
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

  /** Takes a connection on which nothing has moved for `silenceMs`. */
  private judge(silent: Watched): void {
    if (isIdle(silent)) return;
    const since = performance.now() - this.silenceMs;
    // An error would be told of as the loss of a connection, which here was to end.
    silent.socket.destroy(silent.socket.writableEnded ? undefined : new Error('Query read timeout'));
    for (const connection of this.connections)
      if (isIdle(connection) && connection.answeredAt < since) connection.socket.destroy();
  }
}

const isIdle = ({ socket, sentBytes }: Watched): boolean => socket.bytesWritten === sentBytes;
