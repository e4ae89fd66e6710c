import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { makeProblem } from './problems/problem.js';

/** Requests of one connection that may be open at one time. */
const OPEN_MOST = 16;

/** Requests beyond them that are passed over before the connection is cut. */
const PASSED_OVER_MOST = 4_096;

/**
 * Serves {@link OPEN_MOST} requests of a connection at one time, so that it cannot keep others
 * waiting.
 * The next is answered with 503 after those, which closes the connection. What follows is not
 * executed: its client may send it again (RFC 9112, 9.3.2).
 */
export function limitPipelining(server: Server): void {
  const open = new WeakMap<Socket, number>();
  const serve = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const { socket } = request;
    const count = (open.get(socket) ?? 0) + 1;
    open.set(socket, count);
    if (count > OPEN_MOST) {
      if (count === OPEN_MOST + 1) refuse(response);
      else if (count > PASSED_OVER_MOST) socket.destroy();
      return;
    }
    response.on('close', () => {
      const now = open.get(socket) ?? 0;
      // A connection that was refused one request gets no further place.
      if (now <= OPEN_MOST) open.set(socket, now - 1);
    });
    for (const each of serve) each.call(server, request, response);
  });
}

function refuse(response: ServerResponse): void {
  const id = randomUUID();
  const { problem, headers } = makeProblem({ statusCode: 503 }, id);
  response.writeHead(503, {
    ...headers,
    'Content-Type': 'application/problem+json',
    'X-Request-Id': id,
    Connection: 'close',
  });
  response.end(JSON.stringify(problem));
}
