import { CsvError, parse } from 'csv-parse/sync';
import { type Charset, readCharset } from '../../http/bodies/charset.js';
import { BYTES_MOST, ROWS_MOST } from '../import.js';
import { FileUnreadable } from '../imports.errors.js';

/** A row of a file that is not blank. */
export interface TableRow {
  /** As a spreadsheet counts: the first row of the file is 1. */
  readonly position: number;
  readonly cells: readonly string[];
}

/** Characters of a row, at most. One that is longer has a quotation mark that is not closed. */
const ROW_LENGTH_MOST = 20_000;
/** Lines of a file, at most. Cells with line breaks and blank rows leave room for the rows. */
const LINES_MOST = 4 * ROWS_MOST;
/** Cells of a file, at most. Some spreadsheets write empty ones beside each row. */
const CELLS_MOST = 100 * ROWS_MOST;

/**
 * Reads CSV as spreadsheets write it.
 * - Commas, semicolons or tabs part the cells, whichever the first row has most of. A first line
 *   such as `sep=;` decides instead.
 * - Lines end in any way, and cells may hold line breaks. Blank rows count and are left out.
 * - UTF-16 is told by its byte order mark.
 * @param charset the label of the charset of any other file, such as `utf-8`
 * @throws FileUnreadable, CharsetUnknown
 */
export function readTable(bytes: Buffer, charset: string): readonly TableRow[] {
  if (bytes.length > BYTES_MOST) throw new FileUnreadable({ kind: 'large' });
  refuseOtherFiles(bytes);
  const isUtf16 = /^(?:\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1', 0, 2));
  const text = decode(bytes, readCharset(`text/csv; charset=${isUtf16 ? 'utf-16' : charset}`));
  if (text.includes('\0')) throw new FileUnreadable({ kind: 'other' });
  const records = parseRecords(text);
  const filled = records
    .map((cells, index) => ({ position: index + 1, cells: cells.map(unwrap) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (filled.length === 0) throw new FileUnreadable({ kind: 'empty' });
  if (filled.length > ROWS_MOST + 1) throw new FileUnreadable({ kind: 'large' });
  return filled;
}

/** How workbooks begin: the new ones (ZIP), and the old ones. */
const WORKBOOKS = ['PK\u0003\u0004', '\u00d0\u00cf\u0011\u00e0'];

/** PDF, rich text, pictures and markup are other kinds of files. */
function refuseOtherFiles(bytes: Buffer): void {
  const start = bytes.toString('latin1', 0, 8);
  if (WORKBOOKS.some((mark) => start.startsWith(mark))) throw new FileUnreadable({ kind: 'workbook' });
  if (/^(?:%PDF|\{\\rtf|\x89PNG|\xff\xd8\xff|\s*(?:\xef\xbb\xbf)?<[!?a-z])/i.test(start))
    throw new FileUnreadable({ kind: 'other' });
}

function decode(bytes: Buffer, charset: Charset): string {
  const text = charset.decode(bytes);
  if (text !== null) return text;
  const offset = charset.findInvalid(bytes);
  const before = (charset.decode(bytes.subarray(0, offset)) ?? '').split(/\r\n|\r|\n/);
  throw new FileUnreadable({
    kind: 'bytes',
    byte: `0x${bytes.toString('hex', offset, offset + 1).toUpperCase()}`,
    charset: charset.name,
    line: before.length,
    column: [...(before.at(-1) ?? '')].length + 1,
  });
}

function parseRecords(text: string): string[][] {
  const [line = '', separator] = /^sep=(.)(?:\r\n|\r|\n)/i.exec(text) ?? [];
  const table = text.slice(line.length);
  const delimiter = separator ?? findSeparator(table);
  // The parser takes as long for an empty cell as for any other.
  if (table.split(/\r\n|\r|\n/).length > LINES_MOST || table.split(delimiter).length > CELLS_MOST)
    throw new FileUnreadable({ kind: 'large' });
  try {
    return parse(table, {
      bom: true,
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: ROW_LENGTH_MOST,
    });
  } catch (error) {
    if (error instanceof CsvError) throw new FileUnreadable({ kind: 'unclosed', row: Number(error.records) + 1 });
    throw error;
  }
}

/** What parts the cells of the first row that is not blank. */
function findSeparator(table: string): string {
  const [first = ''] = /[^\s,;][^\r\n]*/.exec(table) ?? [];
  const bare = first.slice(0, ROW_LENGTH_MOST).replace(/"[^"]*"/g, '');
  const count = (sign: string): number => bare.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** A formula that a spreadsheet would run has an apostrophe before it, as our own files do. */
const ESCAPED = /^'(?=[=+\-@\t\r＝＋－＠])/u;
/** How tables are told to keep the zeros of a number: `="0712345678"`. */
const KEPT_AS_TEXT = /^="([^"]*)"$/;

const unwrap = (cell: string): string =>
  cell === '' ? '' : cell.trim().replace(KEPT_AS_TEXT, '$1').replace(ESCAPED, '');
