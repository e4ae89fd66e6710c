import { type Options, stringify } from 'csv-stringify/sync';

/** A column of a file. */
export interface CsvColumn<Row> {
  /** The field's name in the API, so that programs find it in any language. */
  readonly heading: string;
  readonly cell: (row: Row) => string;
}

/**
 * RFC 4180, for spreadsheets: a cell that one would take for a formula begins with an apostrophe.
 */
const OPTIONS: Options = { record_delimiter: 'windows', escape_formulas: true };

/** UTF-8 with its mark, without which Excel reads another charset. */
export const CSV = 'text/csv; charset=utf-8';

/** Writes a heading and each batch of rows. A list without rows has the heading alone. */
export async function* writeCsv<Row>(
  columns: readonly CsvColumn<Row>[],
  batches: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  let heading = stringify([columns.map((column) => column.heading)], { ...OPTIONS, bom: true });
  for await (const rows of batches) {
    yield heading +
      stringify(
        rows.map((row) => columns.map(({ cell }) => cell(row))),
        OPTIONS,
      );
    heading = '';
  }
  if (heading !== '') yield heading;
}

/** Writes instants as YYYY-MM-DD HH:MM on a clock, which spreadsheets read as a time. */
export function csvClock(timeZone: string): (at: Date | string) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (at) => format.format(new Date(at));
}
