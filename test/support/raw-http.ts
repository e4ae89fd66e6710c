import { connect } from 'node:net';
import { HANG_MS } from './deadlines.js';
import type { Answer } from './test-app.js';

/**
 * Sends bytes as they are, such as no HTTP client would.
 * Gives the code of the status line and everything received.
 */
export function sendBytes(url: string, bytes: Buffer | string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const chunks: Buffer[] = [];
    socket.setTimeout(HANG_MS, () => socket.destroy(new Error('no answer')));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      const text = Buffer.concat(chunks).toString();
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]), text });
    });
  });
}

/**
 * Sends a request as it is written, and reads the answer that comes before the connection closes.
 */
export async function sendRaw(url: string, bytes: Buffer | string): Promise<Answer> {
  const { status, text } = await sendBytes(url, bytes);
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const headers = new Headers();
  for (const line of head.split('\r\n').slice(1))
    headers.append(line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim());
  const body = rest.join('\r\n\r\n');
  const json = headers.get('content-type')?.includes('json') && body.startsWith('{') ? JSON.parse(body) : null;
  return { status, headers, text: body, json };
}

/**
 * Writes a request with `Connection: close`, and with a Content-Length if it has a body.
 * `firstLine` ends before the version.
 */
export function writeRequest(firstLine: string, headers: readonly string[] = [], body = ''): string {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return [`${firstLine} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, ...length, '', body].join(
    '\r\n',
  );
}
