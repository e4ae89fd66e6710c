import type { Db } from './database.js';

/** Counts the rows of `from` (what follows the word in a query), but stops at `most`, so that the cost does not grow with the table. */
export async function countUpTo(db: Db, most: number, from: string, values: readonly unknown[] = []): Promise<number> {
  const text = `select count(*)::int as counted from (select 1 from ${from} limit ${most}) bounded`;
  const [row] = await db.query<{ counted: number }[]>(text, [...values]);
  return row?.counted ?? 0;
}
