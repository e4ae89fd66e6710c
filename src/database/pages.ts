import type { Db } from './database.js';

/**
 * How many rows pages by number can reach, and how far a total counts.
 * Beyond it, paging by cursor goes on at constant cost.
 */
export const WINDOW = 100_000;

/** Greater than any UUIDv7. */
export const AFTER_ALL_IDS = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** A page to be read, newest first. */
export interface PageRequest {
  /** Null when paged by cursor. */
  readonly page: number | null;
  readonly perPage: number;
  readonly offset: number;
  /** The page holds rows with lower ids. {@link AFTER_ALL_IDS} for the first page. */
  readonly before: string;
  /** Whether to count all rows. */
  readonly counted: boolean;
}

/** Rows of one page. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** The id that the next page goes on after; null on the last page. */
  readonly next: string | null;
  /** The count of all rows up to {@link WINDOW}; null beyond it, and when paged by cursor. */
  readonly total: number | null;
}

/** Cuts a page from `rows`. They hold one row more than the page when there is a next page. */
export function cutPage<Row extends { readonly id: string }>(
  rows: readonly Row[],
  perPage: number,
  counted: number | null,
): Page<Row> {
  const shown = rows.slice(0, perPage);
  const next = rows.length > perPage ? (shown.at(-1)?.id ?? null) : null;
  return { rows: shown, next, total: counted !== null && counted > WINDOW ? null : counted };
}

/**
 * Counts the rows of `from`, which is what follows that word in a query.
 * It stops at `most`, so the cost does not grow with the table.
 */
export async function countUpTo(db: Db, most: number, from: string, values: readonly unknown[] = []): Promise<number> {
  const text = `select count(*)::int as counted from (select 1 from ${from} limit ${most}) bounded`;
  const [row] = await db.query<{ counted: number }[]>(text, [...values]);
  return row?.counted ?? 0;
}

/** The round trip costs little beside reading a thousand rows, and a few batches fit in memory. */
const BATCH_ROWS = 1000;

/**
 * Reads a whole list in batches, each after the last row of the one before.
 * - `first` is a key before all rows, and `read` gives at most `limit` rows after a key.
 * - PostgreSQL finds the next batch while the consumer has the last. None is read further ahead, so
 *   memory does not grow with the list.
 * - No transaction stays open while a slow client reads.
 */
export async function* readBatches<Row>(
  first: string,
  keyOf: (row: Row) => string,
  read: (key: string, limit: number) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  let pending: Promise<readonly Row[]> | null = read(first, BATCH_ROWS);
  while (pending !== null) {
    const rows: readonly Row[] = await pending;
    const last = rows.at(-1);
    if (last === undefined) return;
    pending = rows.length < BATCH_ROWS ? null : read(keyOf(last), BATCH_ROWS);
    // It is awaited later, or not at all by a reader who has gone.
    pending?.catch(() => undefined);
    yield rows;
  }
}
