import { describe, expect, it } from '@jest/globals';
import { type CsvColumn, writeCsv } from '../../../src/web/desk/export/csv.js';

type Row = readonly (string | null)[];

const columnsOf = (names: readonly string[]): CsvColumn<Row>[] =>
  names.map((name, place) => ({ name, cell: (row) => row[place] ?? null }));

async function* inBatches<T>(...batches: T[][]): AsyncGenerator<readonly T[]> {
  yield* batches;
}

async function write(names: readonly string[], ...batches: Row[][]): Promise<string[]> {
  const parts: string[] = [];
  for await (const part of writeCsv(columnsOf(names), inBatches(...batches))) parts.push(part);
  return parts;
}

/** The one cell of a file with one row. */
const cellOf = async (cell: string | null): Promise<string> => {
  const [text = ''] = await write(['a'], [[cell]]);
  return text.slice('\ufeffa\r\n'.length, -'\r\n'.length);
};

describe('writeCsv', () => {
  it('begins with the byte order mark and the names, and ends each line with CR and LF', async () => {
    const rows = [
      ['1', 'Mango'],
      ['2', null],
    ];
    expect((await write(['number', 'item'], rows)).join('')).toBe('\ufeffnumber,item\r\n1,Mango\r\n2,\r\n');
  });

  it('writes the names alone when there are no rows', async () => {
    expect(await write(['number', 'item'])).toEqual(['\ufeffnumber,item\r\n']);
  });

  it('writes one part for each batch, and the names once', async () => {
    expect(await write(['a'], [['1'], ['2']], [['3']])).toEqual(['\ufeffa\r\n1\r\n2\r\n', '3\r\n']);
  });

  it.each<[cell: string | null, written: string]>([
    ['Mango', 'Mango'],
    ['', ''],
    [null, ''],
    [' two  blanks ', ' two  blanks '],
    ["it's", "it's"],
    ['a;b', 'a;b'],
    ['مانجو 🥭', 'مانجو 🥭'],
    ['Coffee, AA', '"Coffee, AA"'],
    ['the "big" one', '"the ""big"" one"'],
    ['"', '""""'],
    ['two\nlines', '"two\nlines"'],
    ['two\rlines', '"two\rlines"'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['=1+2', "'=1+2"],
    ['+254 712 345678', "'+254 712 345678"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\ttab', "'\ttab"],
    ['\rreturn', `"'\rreturn"`],
    ['＝1', "'＝1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠A1', "'＠A1"],
    ['=HYPERLINK("http://x", "y")', `"'=HYPERLINK(""http://x"", ""y"")"`],
    ['1-2', '1-2'],
    ["'=1", "'=1"],
    ['$& $1', '$& $1'],
    ['"$&"', '"""$&"""'],
  ])('writes the cell %j as %j', async (cell, written) => {
    expect(await cellOf(cell)).toBe(written);
  });
});
