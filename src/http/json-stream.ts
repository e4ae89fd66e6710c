import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';

/**
 * A JSON array of every row, written batch by batch as the client reads. The first batch is read before anything is sent, so that a database that
 * is away is still an error; a failure after that cuts the connection, so that no client takes a part for the whole.
 * @param open text before the array, @param close text after it
 */
export async function jsonArray<Row>(
  batches: AsyncIterator<readonly Row[]>,
  present: (row: Row) => object,
  open = '',
  close = '',
): Promise<StreamableFile> {
  const first = await batches.next();
  async function* text(): AsyncGenerator<string> {
    yield `${open}[`;
    let separator = '';
    try {
      for (let batch = first; !batch.done; batch = await batches.next()) {
        yield separator + batch.value.map((row) => JSON.stringify(present(row))).join(',');
        separator = ',';
      }
    } finally {
      await batches.return?.();
    }
    yield `]${close}`;
  }
  return new StreamableFile(Readable.from(text(), { objectMode: false }), { type: 'application/json; charset=utf-8' });
}
