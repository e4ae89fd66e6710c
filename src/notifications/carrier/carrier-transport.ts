import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';

/** The carrier's address did not take the connection in time, so nothing was sent. */
export class NotConnected extends Error {
  readonly code = 'ECONNTIMEOUT';

  constructor() {
    super('no connection in time');
  }
}

/**
 * Makes a transport for axios that sends as node does.
 * A connection that is not made within `seconds` fails with {@link NotConnected}.
 */
export const makeCarrierTransport = (seconds: number) => ({
  request(options: RequestOptions, answered: (answer: IncomingMessage) => void): ClientRequest {
    const secure = options.protocol === 'https:';
    const request = (secure ? https : http).request(options, answered);
    const timer = setTimeout(() => request.destroy(new NotConnected()), seconds * 1000);
    request.once('close', () => clearTimeout(timer));
    request.once('socket', (socket) => {
      if (request.reusedSocket) clearTimeout(timer);
      else socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(timer));
    });
    return request;
  },
});
