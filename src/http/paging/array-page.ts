import type { FastifyReply, FastifyRequest } from 'fastify';
import { ARRAY_PAGE_MAX, type ArrayPagingDto } from './paging.dto.js';
import { type KeyKind, makeCursor, readCursor } from './paging.js';

/** A page of an array route: at most `limit` rows, after the one with the sort key `key`. */
export interface ArrayPage {
  readonly limit: number;
  readonly key: string | null;
}

/** Reads which page is asked for; null means every row. @throws InvalidRequest */
export function readArrayPage({ limit, cursor }: ArrayPagingDto, kind: KeyKind): ArrayPage | null {
  const key = cursor === undefined ? null : readCursor(cursor, kind);
  return limit === undefined && key === null ? null : { limit: Number(limit ?? ARRAY_PAGE_MAX), key };
}

/** Names the page after `key` in the `Link` header (RFC 8288). Filters in the address stay. */
export function linkNext(key: string, { limit }: ArrayPage, request: FastifyRequest, reply: FastifyReply): void {
  const [path, query = ''] = request.url.split('?');
  const filter = new URLSearchParams(query);
  for (const name of ['limit', 'cursor']) filter.delete(name);
  const rest = filter.size === 0 ? '' : `&${filter}`;
  reply.header('Link', `<${path}?limit=${limit}&cursor=${makeCursor(key)}${rest}>; rel="next"`);
}

/**
 * Cuts the page from `rows`, which hold one row more if there is a next page, and names that page
 * in the `Link` header.
 */
export function cutArrayPage<Row>(
  rows: readonly Row[],
  page: ArrayPage,
  sortKey: (row: Row) => string,
  request: FastifyRequest,
  reply: FastifyReply,
): readonly Row[] {
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  if (rows.length > page.limit && last !== undefined) linkNext(sortKey(last), page, request, reply);
  return shown;
}
