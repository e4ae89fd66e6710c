import { sendBytes } from './problems.js';
import type { Answer } from './test-app.js';

/** Sends a request as it is written, such as no HTTP client would, and reads the answer that comes before the connection closes. */
export async function exchange(url: string, bytes: Buffer | string): Promise<Answer> {
  const { status, text } = await sendBytes(url, bytes);
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const headers = new Headers();
  for (const line of head.split('\r\n').slice(1))
    headers.append(line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim());
  const body = rest.join('\r\n\r\n');
  const json = headers.get('content-type')?.includes('json') && body.startsWith('{') ? JSON.parse(body) : null;
  return { status, headers, text: body, json };
}

/** A request with `Connection: close`: its first line, further header lines, and a body whose length it tells. */
export function written(firstLine: string, headers: readonly string[] = [], body = ''): string {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return [`${firstLine} HTTP/1.1`, 'Host: agiza.example', 'Connection: close', ...headers, ...length, '', body].join('\r\n');
}
