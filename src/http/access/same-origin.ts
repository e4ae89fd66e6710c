import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';

/**
 * Whether a page of ours sent the request, by what the browser itself says (OWASP's CSRF prevention
 * cheat sheet).
 * - `Sec-Fetch-Site` decides where there is one, otherwise `Origin`.
 * - A request with neither may come from any page, so it does not count as ours.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined ? headers.origin === origin : site === 'same-origin';
}

/**
 * Whether a browser says that a page of another origin sent the request. Programs that are no
 * browsers say nothing of the kind.
 * - `none` is a person's own doing, such as an address that was typed.
 * - Browsers send no `Sec-Fetch-Site` to an address without TLS. There `Origin` decides, and one of
 *   the same host and port as the request itself is no other.
 */
export function isFromElsewhere(
  { host, origin: from, 'sec-fetch-site': site }: IncomingHttpHeaders,
  origin: string,
): boolean {
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return from !== undefined && from !== origin && from.replace(/^https?:\/\//, '') !== host;
}

/**
 * Whether the body is JSON with its own Content-Type, or a form.
 * JSON that is labelled as a form is neither: no page of ours sends that.
 */
export function isTypedByUs({ headers, isJsonInForm }: FastifyRequest): boolean {
  const type = headers['content-type'] ?? '';
  return (
    /^application\/json *(;|$)/i.test(type) ||
    (/^application\/x-www-form-urlencoded *(;|$)/i.test(type) && !isJsonInForm)
  );
}

/** Methods that change nothing (RFC 9110, 9.2.1). */
export const isSafe = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method);

/** Whether a browser asks for a page. */
export const wantsPage = (headers: IncomingHttpHeaders): boolean => headers.accept?.includes('text/html') ?? false;
