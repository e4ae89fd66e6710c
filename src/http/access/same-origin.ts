import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { isUpload } from '../bodies/upload.js';

/**
 * Whose page sent a request, by what the browser itself says (OWASP's CSRF prevention cheat sheet).
 * - `ours`, or `foreign`: another site's.
 * - `unsaid`: a program that is no browser, or a person's own doing, such as an address that was
 *   typed.
 */
type Sender = 'ours' | 'foreign' | 'unsaid';

/**
 * `Sec-Fetch-Site` decides where there is one, otherwise `Origin`.
 * Browsers send no `Sec-Fetch-Site` to an address without TLS. There an `Origin` of the same host
 * and port as the request itself is not foreign. It does not prove that a page is ours either.
 */
export function readSender(
  { host, origin: from, 'sec-fetch-site': site }: IncomingHttpHeaders,
  origin: string,
): Sender {
  if (site !== undefined) return site === 'same-origin' ? 'ours' : site === 'none' ? 'unsaid' : 'foreign';
  if (from === origin) return 'ours';
  return from === undefined || from.replace(/^https?:\/\//, '') === host ? 'unsaid' : 'foreign';
}

/**
 * Whether the body is JSON with its own Content-Type, or a form, with a file or without.
 * JSON that is labelled as a form is neither: no page of ours sends that.
 */
export function isTypedByUs({ headers, isJsonInForm }: FastifyRequest): boolean {
  const type = headers['content-type'] ?? '';
  return (
    /^application\/json *(;|$)/i.test(type) ||
    (/^application\/x-www-form-urlencoded *(;|$)/i.test(type) && !isJsonInForm) ||
    isUpload(type)
  );
}

/** Methods that change nothing (RFC 9110, 9.2.1). */
export const isSafe = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method);

/** Whether a browser asks for a page. */
export const wantsPage = (headers: IncomingHttpHeaders): boolean => headers.accept?.includes('text/html') ?? false;
