import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { InvalidRequest } from './invalid-request.error.js';
import { makeProblem } from './problem.js';

/**
 * Statuses by error code for what Node's parser refuses before there is a request. Any other is a
 * 400.
 */
const STATUS_OF: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** What Node's parser raises, with the bytes at which it stopped. */
type ParseFault = Error & { readonly code?: string; readonly rawPacket?: unknown };

/** The line of a request whose address has a byte that it may not have. */
const RAW_ADDRESS = /^[A-Z]{3,10} (\/[!-~]*)([^!-~\r\n])[^\r\n]* HTTP\/1\.\d\r?\n/;

/** The error of an address with a byte that must be escaped; null for any other. */
function findRawByte({ code = '', rawPacket }: ParseFault): InvalidRequest | null {
  if (!code.startsWith('HPE_') || !Buffer.isBuffer(rawPacket)) return null;
  const [, before = '', byte] = RAW_ADDRESS.exec(rawPacket.toString('latin1')) ?? [];
  if (byte === undefined) return null;
  const written = byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
  const remedy = byte === ' ' ? 'a space is %20' : `write each byte as an escape, this one as %${written}`;
  const message = `has a byte at offset ${before.length} (0x${written}) that an address may not have: ${remedy}`;
  return new InvalidRequest([{ field: 'path', message }]);
}

/**
 * Answers what is not an HTTP request, or came too slowly, with a problem, and closes the
 * connection.
 */
export function refuseMalformedRequest(error: ParseFault, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const requestId = randomUUID();
  const statusCode = STATUS_OF[error.code ?? ''] ?? 400;
  const { problem } = makeProblem(findRawByte(error) ?? { statusCode }, requestId);
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
