import type { IncomingMessage } from 'node:http';

/** Scheme and authority of an address in absolute form. */
const ABSOLUTE_FORM = /^https?:\/\/([^/?#]*)/i;

/**
 * Reads the address of a request as path and query, also one in absolute form, as a proxy gets it.
 * The host in an absolute form counts instead of the header's (RFC 9112, 3.2.2).
 */
export function readTarget({ url = '', headers }: IncomingMessage): string {
  if (url.startsWith('/')) return url;
  const [start, host] = ABSOLUTE_FORM.exec(url) ?? [];
  if (start === undefined) return url;
  headers.host = host;
  const rest = url.slice(start.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}
