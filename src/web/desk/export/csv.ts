import { stringify } from 'csv-stringify/sync';

/** A column of a file: its name in the first line, and what it says of a row. */
export interface CsvColumn<Row> {
  readonly name: string;
  readonly cell: (row: Row) => string | null;
}

export const CSV = 'text/csv; charset=utf-8';

/** Tells spreadsheets that the file is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Writes rows as CSV (RFC 4180), batch by batch as somebody reads.
 * - A cell that a spreadsheet could take for a formula begins with an apostrophe.
 * - The first line has the names of the columns, also when there are no rows.
 */
export async function* writeCsv<Row>(
  columns: readonly CsvColumn<Row>[],
  batches: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  const write = (lines: readonly (readonly (string | null)[])[]): string =>
    stringify([...lines], { escape_formulas: true, record_delimiter: 'windows', quote_record_delimiter: true });
  let head = BYTE_ORDER_MARK + write([columns.map(({ name }) => name)]);
  for await (const rows of batches) {
    yield head + write(rows.map((row) => columns.map(({ cell }) => cell(row))));
    head = '';
  }
  if (head !== '') yield head;
}
