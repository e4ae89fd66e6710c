import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a page of ours sent the request, by what the browser itself says (OWASP CSRF prevention cheat sheet): `Sec-Fetch-Site` where there is
 * one, otherwise `Origin`. A request that carries neither did not come from a page that we can know.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined ? headers.origin === origin : site === 'same-origin';
}

/** Whether the body is labelled as JSON, which no form of another site can do. */
export const isJson = (headers: IncomingHttpHeaders): boolean => /^application\/json *(;|$)/i.test(headers['content-type'] ?? '');

/** Methods that change nothing (RFC 9110, 9.2.1). */
export const isSafe = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method);

/** Whether a browser asks, for a person to see the answer. */
export const wantsPage = (headers: IncomingHttpHeaders): boolean => headers.accept?.includes('text/html') ?? false;
