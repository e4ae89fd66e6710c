import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';

/** Writes each batch of rows as the JSON of their objects, with commas between. */
export async function* writeBatches<Row>(
  batches: AsyncIterable<readonly Row[]>,
  present: (row: Row) => object,
): AsyncGenerator<string> {
  for await (const rows of batches) yield rows.map((row) => JSON.stringify(present(row))).join(',');
}

/**
 * Streams one JSON array, batch by batch as the client reads.
 * - The first batch is read before anything is sent. So a database that is away is still answered
 *   with an error.
 * - A later failure cuts the connection, so that no client takes a part for the whole.
 * @param batches JSON of some elements with commas between
 * @param open text before the array
 * @param close text after the array
 */
export async function streamArray(batches: AsyncGenerator<string>, open = '', close = ''): Promise<StreamableFile> {
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
