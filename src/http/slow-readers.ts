import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** A connection that takes nothing for so long is cut, in ms. */
export const STALLED_MS = 30_000;

/** What all connections together may leave unread in this process. */
const UNREAD_BYTES_MOST = 64 * 1024 * 1024;

/** How often the unread bytes are counted. */
const COUNT_MS = 1_000;

/**
 * Cuts connections whose readers hold memory.
 * - One that neither takes nor sends a byte for {@link STALLED_MS}. An idle one is kept for the
 *   next request by the server's own time-out instead.
 * - The ones with the most unread bytes, while all have more than {@link UNREAD_BYTES_MOST}.
 */
export function cutSlowReaders(server: Server): void {
  const sockets = new Set<Socket>();
  server.setTimeout(STALLED_MS);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const timer = setInterval(() => cutLargest(sockets), COUNT_MS).unref();
  server.once('close', () => clearInterval(timer));
}

function cutLargest(sockets: ReadonlySet<Socket>): void {
  let unread = 0;
  for (const socket of sockets) unread += socket.writableLength;
  if (unread <= UNREAD_BYTES_MOST) return;
  const largestFirst = [...sockets].sort((a, b) => b.writableLength - a.writableLength);
  for (const socket of largestFirst) {
    if (unread <= UNREAD_BYTES_MOST) return;
    unread -= socket.writableLength;
    socket.destroy();
  }
}
