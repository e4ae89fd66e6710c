import { InvalidRequest } from '../problems/invalid-request.error.js';

/** Rows that pages by number can reach, and that a total counts to. Beyond, a cursor goes on at constant cost. */
export const WINDOW = 100_000;

/** Greater than any UUIDv7. */
export const AFTER_ALL_IDS = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** What a caller says of paging, already held to the rules of its DTO: digits, and a cursor of ours or not. */
export interface PagingQuery {
  readonly page?: string;
  readonly per_page?: string;
  readonly cursor?: string;
}

/** A page to be read, newest first. */
export interface PageRequest {
  readonly page: number | null;
  readonly perPage: number;
  readonly offset: number;
  /** Rows with a lower id follow; above every id when the page is the first. */
  readonly before: string;
  /** Whether to count all rows. */
  readonly counted: boolean;
}

/** Rows of one page, the key that the next one goes on after, and the count of all rows up to {@link WINDOW}, null beyond and by cursor. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
  readonly total: number | null;
}

/** Cuts a page from `rows`, which were read one beyond it to learn whether there is a next. */
export function pageOf<Row extends { readonly id: string }>(rows: readonly Row[], perPage: number, counted: number | null): Page<Row> {
  const shown = rows.slice(0, perPage);
  const next = rows.length > perPage ? (shown.at(-1)?.id ?? null) : null;
  return { rows: shown, next, total: counted !== null && counted > WINDOW ? null : counted };
}

const PER_PAGE = 25;
const PER_PAGE_MAX = 100;

/** @throws InvalidRequest for a page past the window, a cursor that none of our answers gave, or both a page and a cursor */
export function pageRequest({ page, per_page, cursor }: PagingQuery): PageRequest {
  const perPage = Math.min(Number(per_page ?? PER_PAGE), PER_PAGE_MAX);
  if (cursor !== undefined) {
    if (page !== undefined) throw new InvalidRequest([{ field: 'cursor', message: 'goes without page' }]);
    return { page: null, perPage, offset: 0, before: keyOf(cursor, 'id'), counted: false };
  }
  const number = Number(page ?? 1);
  if (number * perPage > WINDOW) {
    throw new InvalidRequest([{ field: 'page', message: `reaches past the first ${WINDOW} rows: go on with next_cursor` }]);
  }
  return { page: number, perPage, offset: (number - 1) * perPage, before: AFTER_ALL_IDS, counted: true };
}

/** An opaque cursor for the sort key of a page's last row. */
export const cursorOf = (key: string): string => Buffer.from(key).toString('base64url');

/** The sort keys that cursors hold: an id, or a number that counts up. */
const KEYS = { id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, number: /^\d{1,18}$/ };

/** What a list is sorted by. */
export type KeyKind = keyof typeof KEYS;

/** The sort key in a cursor. @throws InvalidRequest for a cursor that this list did not give */
export function keyOf(cursor: string, kind: KeyKind): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (!KEYS[kind].test(key)) throw new InvalidRequest([{ field: 'cursor', message: 'is not one that this list gave' }]);
  return key;
}
