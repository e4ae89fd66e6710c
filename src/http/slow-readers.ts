import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * How often, in ms, a connection is looked at that takes and sends nothing. Node's own time-out
 * begins anew when a part of a write was taken before, so that one look is too few.
 */
const LOOK_MS = 6_000;
/** A connection without progress at so many looks in a row is cut: after 30 to 36 s. */
const LOOKS = 5;

/** What all connections together may leave unread in this process. */
const UNREAD_BYTES_MOST = 64 * 1024 * 1024;

/** How often the unread bytes are counted. */
const COUNT_MS = 1_000;

/**
 * Cuts connections whose readers hold memory.
 * - One that neither takes nor sends a byte at {@link LOOKS} looks in a row. An idle one is kept
 *   for the next request for the server's own time.
 * - The ones with the most unread bytes, while all have more than {@link UNREAD_BYTES_MOST}.
 */
export function cutSlowReaders(server: Server): void {
  const sockets = new Set<Socket>();
  server.setTimeout(LOOK_MS, cutWhenStalled());
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

/** Takes each connection that made no progress for {@link LOOK_MS}, or was idle for its time. */
function cutWhenStalled(): (socket: Socket) => void {
  const looks = new WeakMap<Socket, { readonly count: number; readonly at: number; readonly bytes: number }>();
  return (socket) => {
    if (socket.timeout !== LOOK_MS) return socket.destroy();
    const now = performance.now();
    const last = looks.get(socket);
    // A short answer between two looks, such as a comment of a stream, hardly moves the second one.
    const bytes = socket.bytesRead + socket.bytesWritten;
    const inRow = last !== undefined && now - last.at < LOOK_MS * 1.5 && bytes === last.bytes;
    const count = inRow ? last.count + 1 : 1;
    if (count === LOOKS) return socket.destroy();
    looks.set(socket, { count, at: now, bytes });
    socket.setTimeout(LOOK_MS);
  };
}
