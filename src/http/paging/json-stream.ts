import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';

/** Batches of rows as the JSON of their objects, with commas between. */
export async function* written<Row>(batches: AsyncIterable<readonly Row[]>, present: (row: Row) => object): AsyncGenerator<string> {
  for await (const rows of batches) yield rows.map((row) => JSON.stringify(present(row))).join(',');
}

/**
 * A JSON array of everything, batch by batch as the client reads. The first batch is read before anything is sent, so that a database that is away is
 * still an error; a failure after that cuts the connection, so that no client takes a part for the whole.
 * @param batches JSON of some elements with commas between
 * @param open text before the array, @param close text after it
 */
export async function jsonArray(batches: AsyncGenerator<string>, open = '', close = ''): Promise<StreamableFile> {
  const first = await batches.next();
  async function* text(): AsyncGenerator<string> {
    yield `${open}[`;
    if (!first.done) yield first.value;
    for await (const batch of batches) {
      yield ',';
      yield batch;
    }
    yield `]${close}`;
  }
  return new StreamableFile(Readable.from(text()), { type: 'application/json; charset=utf-8' });
}
