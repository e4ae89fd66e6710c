import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { NotConnected } from './not-connected.js';

/** Sends as node does, but gives up a connection that does not come about within `seconds`, with an error that says so. */
export const carrierTransport = (seconds: number) => ({
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
