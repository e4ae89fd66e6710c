import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';

/** What a file of rows is made of. */
interface CsvContent {
  /** Without its ending. */
  readonly name: string;
  readonly heading: readonly string[];
  readonly batches: AsyncGenerator<readonly (readonly string[])[]>;
}

/**
 * A file that a spreadsheet opens: UTF-8 with a byte order mark, CRLF, and quotes where needed.
 * - A cell that a spreadsheet would take for a formula begins with an apostrophe.
 * - The first batch is read before anything is sent. So a database that is away is still answered
 *   with an error. A later failure cuts the connection.
 */
export async function csvFile({ name, heading, batches }: CsvContent): Promise<StreamableFile> {
  const first = await batches.next();
  async function* text(): AsyncGenerator<string> {
    yield `\ufeff${write([heading])}`;
    if (!first.done) yield write(first.value);
    for await (const rows of batches) yield write(rows);
  }
  return new StreamableFile(Readable.from(text()), {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${name}.csv"`,
  });
}

const write = (rows: readonly (readonly string[])[]): string =>
  stringify(rows as string[][], { record_delimiter: 'windows', escape_formulas: true });
