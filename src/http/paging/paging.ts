import { AFTER_ALL_IDS, type PageRequest, WINDOW } from '../../database/pages.js';
import { InvalidRequest } from '../problems/invalid-request.error.js';

/**
 * What a caller says of paging, checked against the DTO: digits, and a cursor that may not be one
 * of ours.
 */
export interface PagingQuery {
  readonly page?: string;
  readonly per_page?: string;
  readonly cursor?: string;
}

/** Rows of a page of a list, if the caller says nothing. */
const PER_PAGE = 25;

/**
 * Reads which page is asked for.
 * @throws InvalidRequest for a page past the window, a cursor that this list did not give, or both
 * a page and a cursor
 */
export function readPageRequest({ page, per_page, cursor }: PagingQuery): PageRequest {
  const perPage = Number(per_page ?? PER_PAGE);
  if (cursor !== undefined) {
    if (page !== undefined) throw new InvalidRequest([{ field: 'cursor', message: 'goes without page' }]);
    return { page: null, perPage, offset: 0, before: readCursor(cursor, 'id'), counted: false };
  }
  const number = Number(page ?? 1);
  if (number * perPage > WINDOW) {
    throw new InvalidRequest([
      { field: 'page', message: `reaches past the first ${WINDOW} rows: go on with next_cursor` },
    ]);
  }
  return { page: number, perPage, offset: (number - 1) * perPage, before: AFTER_ALL_IDS, counted: true };
}

/** Makes an opaque cursor of the sort key of a page's last row. */
export const makeCursor = (key: string): string => Buffer.from(key).toString('base64url');

/** The sort keys that cursors hold: an id, or a running number. */
const KEYS = { id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, number: /^\d{1,18}$/ };

/** What a list is sorted by. */
export type KeyKind = keyof typeof KEYS;

/**
 * Reads the sort key in a cursor.
 * @throws InvalidRequest for a cursor that this list did not give
 */
export function readCursor(cursor: string, kind: KeyKind): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (!KEYS[kind].test(key)) throw new InvalidRequest([{ field: 'cursor', message: 'is not one that this list gave' }]);
  return key;
}
