import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ArrayPagingDto } from './paging.dto.js';
import { cursorOf, type KeyKind, keyOf } from './paging.js';

/** A page of an array route. */
export interface ArrayPage {
  readonly limit: number;
  readonly key: string | null;
}

/** The page that was asked for; null when it is every row. @throws InvalidRequest */
export function arrayPage({ limit, cursor }: ArrayPagingDto, kind: KeyKind): ArrayPage | null {
  const key = cursor === undefined ? null : keyOf(cursor, kind);
  return limit === undefined && key === null ? null : { limit: Number(limit ?? 1000), key };
}

/** Names the page after `key` in the `Link` header (RFC 8288). */
export function linkNext(key: string, { limit }: ArrayPage, request: FastifyRequest, reply: FastifyReply): void {
  const [path] = request.url.split('?');
  reply.header('Link', `<${path}?limit=${limit}&cursor=${cursorOf(key)}>; rel="next"`);
}

/** Cuts the page from `rows`, which were read one beyond it, and names the next one in the `Link` header. */
export function linked<Row>(
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
