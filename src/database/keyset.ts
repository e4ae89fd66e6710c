/** Rows read at a time by what streams a whole table: large enough that the round trip is small beside them, small enough to hold. */
const BATCH = 1000;

/**
 * Reads a whole list in batches, each going on after the last row of the one before, and only when the consumer asks: memory does not grow with
 * the list, and no transaction stays open while a slow client reads.
 */
export async function* keysetBatches<Row>(
  first: string,
  keyOf: (row: Row) => string,
  read: (key: string, limit: number) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  for (let key = first; ; ) {
    const rows = await read(key, BATCH);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (rows.length < BATCH || last === undefined) return;
    key = keyOf(last);
  }
}
