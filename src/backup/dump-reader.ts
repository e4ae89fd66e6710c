import { BackupError } from './backup.error.js';

/** What a dump holds, piece by piece. The rows of a table stand between its begin and its end. */
export type DumpPart =
  | { readonly kind: 'begin'; readonly table: string; readonly columns: readonly string[] }
  | { readonly kind: 'rows'; readonly data: Buffer; readonly count: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'sequence'; readonly name: string; readonly value: string; readonly isCalled: boolean }
  | { readonly kind: 'note'; readonly text: string };

/** A comment that a backup of our own has in front and at its end. */
export const NOTE = '-- Agiza ';

const LINE_END = 10;
const ROWS_END = Buffer.from('\\.\n');
const IDENTIFIER = '(?:"((?:[^"]|"")+)"|([a-z_][a-z0-9_]*))';
const COPY = new RegExp(`^(?:COPY|copy) public\\.${IDENTIFIER} \\((.*)\\) (?:FROM|from) stdin;$`);
const COLUMN = new RegExp(`^${IDENTIFIER}$`);
const SET_VALUE =
  /^(?:SELECT|select) pg_catalog\.setval\('public\.(?:"([^"']+)"|([a-z_][a-z0-9_]*))', (\d+), (true|false)\);$/;

/**
 * Reads the plain SQL that pg_dump and pg_restore write: the rows of tables, and where sequences
 * are. Everything else in it is passed over, and none of its text is ever run.
 * @param file named where it cannot be read
 * @throws BackupError when it ends in the middle
 */
export async function* readDump(source: AsyncIterable<Buffer>, file: string): AsyncGenerator<DumpPart> {
  let rest: Buffer = Buffer.alloc(0);
  let isInRows = false;
  for await (const chunk of source) {
    const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = all.lastIndexOf(LINE_END) + 1;
    rest = all.subarray(end);
    for (const part of readLines(all.subarray(0, end), isInRows)) {
      if (part.kind === 'begin') isInRows = true;
      if (part.kind === 'end') isInRows = false;
      yield part;
    }
  }
  if (isInRows || rest.length > 0) throw new BackupError(`${file} is cut off: take another one.`);
}

/** @param isInRows whether the first line is a row */
function* readLines(lines: Buffer, isInRows: boolean): Generator<DumpPart> {
  let inRows = isInRows;
  for (let at = 0; at < lines.length; ) {
    if (inRows) {
      const end = findRowsEnd(lines, at);
      const data = lines.subarray(at, end ?? lines.length);
      if (data.length > 0) yield { kind: 'rows', data, count: countLines(data) };
      if (end === null) return;
      yield { kind: 'end' };
      inRows = false;
      at = end + ROWS_END.length;
      continue;
    }
    const end = lines.indexOf(LINE_END, at);
    const part = readStatement(lines.toString('utf8', at, end));
    if (part !== null) yield part;
    inRows = part?.kind === 'begin';
    at = end + 1;
  }
}

/** Where the line stands that ends the rows; null when it does not come yet. */
function findRowsEnd(lines: Buffer, from: number): number | null {
  for (let at = lines.indexOf(ROWS_END, from); at >= 0; at = lines.indexOf(ROWS_END, at + 1))
    if (at === from || lines[at - 1] === LINE_END) return at;
  return null;
}

function countLines(data: Buffer): number {
  let count = 0;
  for (let at = data.indexOf(LINE_END); at >= 0; at = data.indexOf(LINE_END, at + 1)) count++;
  return count;
}

function readStatement(line: string): DumpPart | null {
  if (line.startsWith(NOTE)) return { kind: 'note', text: line.slice(NOTE.length) };
  const copy = COPY.exec(line);
  if (copy !== null) {
    const [, quoted, plain = '', columns = ''] = copy;
    return { kind: 'begin', table: unquote(quoted, plain), columns: columns.split(', ').map(readColumn) };
  }
  const set = SET_VALUE.exec(line);
  if (set === null) return null;
  const [, quoted, plain = '', value = '', isCalled] = set;
  return { kind: 'sequence', name: unquote(quoted, plain), value, isCalled: isCalled === 'true' };
}

function readColumn(text: string): string {
  const [all, quoted, plain = ''] = COLUMN.exec(text) ?? [];
  if (all === undefined) throw new BackupError(`The backup names a column that cannot be read (${text}).`);
  return unquote(quoted, plain);
}

const unquote = (quoted: string | undefined, plain: string): string => quoted?.replaceAll('""', '"') ?? plain;
