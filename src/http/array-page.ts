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

/** Cuts the page from `rows`, which were read one beyond it, and names the next one in the `Link` header (RFC 8288). */
export function linked<Row>(
  rows: readonly Row[],
  { limit }: ArrayPage,
  sortKey: (row: Row) => string,
  request: FastifyRequest,
  reply: FastifyReply,
): readonly Row[] {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  if (rows.length > limit && last !== undefined) {
    const [path] = request.url.split('?');
    reply.header('Link', `<${path}?limit=${limit}&cursor=${cursorOf(sortKey(last))}>; rel="next"`);
  }
  return shown;
}
