import type { FastifyRequest } from 'fastify';
import { isSafe } from './access/same-origin.js';
import { UTF_8 } from './bodies/charset.js';
import { findInvalidEscape, readForm } from './bodies/form.js';
import { InvalidRequest, nameFault } from './problems/invalid-request.error.js';

/** A `%` that begins no escape. The server would leave every escape of its value as it is. */
const STRAY_PERCENT = /%(?![\dA-Fa-f]{2})/;

/** The most fields that an answer names. */
const NAMED_MOST = 30;

/**
 * Refuses a query below /api that would be read as something else than was sent, or not at all.
 * @throws InvalidRequest naming fields in the address of a POST or PATCH, repeated ones, and
 * broken escapes
 */
export function requireReadQuery({ method, url, query, routeOptions: { url: route = '' } }: FastifyRequest): void {
  if (!/^\/api\/(?!callbacks\/)/.test(route)) return;
  const names = Object.keys(query as object).slice(0, NAMED_MOST);
  if (!isSafe(method) && names.length > 0)
    throw new InvalidRequest(
      names.map((name) => nameFault(name, `is not taken in the address of a ${method}: send it in the body`)),
    );
  const written = url.slice(url.indexOf('?') + 1);
  if (!written.includes('%')) return;
  const stray = written.split('&').find((pair) => STRAY_PERCENT.test(pair));
  if (stray !== undefined)
    throw new InvalidRequest([nameFault(stray.split('=')[0] ?? '', 'has a % that begins no escape: write it as %25')]);
  readForm(written, UTF_8);
}

/** The error of a path that the router cannot decode. It names the place in bytes, from 0. */
export function refusePath(url: string): InvalidRequest {
  const [path = ''] = url.split('?');
  const stray = STRAY_PERCENT.exec(path);
  const { offset, written } = findInvalidEscape(path, UTF_8) ?? { offset: 0, written: '' };
  const message =
    stray === null
      ? `is not valid UTF-8 at offset ${offset} (${written}): escape the bytes of UTF-8, é is %C3%A9`
      : `has a % at offset ${stray.index} that begins no escape: write it as %25`;
  return new InvalidRequest([{ field: 'path', message }]);
}
