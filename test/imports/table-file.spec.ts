import { describe, expect, it } from '@jest/globals';
import { FileUnreadable } from '../../src/imports/imports.errors.js';
import { readTable } from '../../src/imports/reading/table-file.js';

const read = (file: string | Buffer, charset = 'utf-8') =>
  readTable(Buffer.from(file), charset).map(({ position, cells }) => [position, ...cells]);

const faultOf = (file: string | Buffer, charset = 'utf-8'): unknown => {
  try {
    readTable(Buffer.from(file), charset);
    return null;
  } catch (error) {
    if (error instanceof FileUnreadable) return error.why;
    throw error;
  }
};

const WANTED = [
  [1, 'name', 'phone'],
  [2, 'Njeri', '0712 345678'],
];

describe('readTable', () => {
  it.each([
    ['commas and line feeds', 'name,phone\nNjeri,0712 345678\n'],
    ['semicolons and CRLF, as Excel has them in much of the world', 'name;phone\r\nNjeri;0712 345678\r\n'],
    ['tabs, as copied cells have them', 'name\tphone\nNjeri\t0712 345678'],
    ['carriage returns of old Macs', 'name,phone\rNjeri,0712 345678\r'],
    ['a byte order mark', '\ufeffname,phone\nNjeri,0712 345678'],
    ['quotes around every cell', '"name","phone"\r\n"Njeri","0712 345678"\r\n'],
    ['a first line that names the separator', 'sep=;\r\nname;phone\r\nNjeri;0712 345678'],
    ['spaces around cells', ' name , phone \n Njeri , 0712 345678 '],
    ['a number that is kept as text by a formula', 'name,phone\nNjeri,"=""0712 345678"""'],
  ])('reads %s', (_, file) => {
    expect(read(file)).toEqual(WANTED);
  });

  it('reads UTF-16 by its byte order mark, of either order', () => {
    const little = Buffer.from('\ufeffname\tphone\r\nNjeri\t0712 345678\r\n', 'utf16le');
    expect([read(little), read(Buffer.from(little).swap16())]).toEqual([WANTED, WANTED]);
  });

  it('reads Windows-1252 where it is named', () => {
    const file = Buffer.from('name,phone\nAndr\xe9 \x80,0712', 'latin1');
    expect(read(file, 'windows-1252')[1]).toEqual([2, 'André €', '0712']);
  });

  it('takes the apostrophe away that our own files have before a formula, and no other', () => {
    const cells = ["'=1+1", "'+254", "'-5 kg", "'@njeri", "'＝1", "'tis", "O'Brien", "''=1"];
    expect(read(`item\n${cells.join('\n')}`).slice(1)).toEqual(
      ['=1+1', '+254', '-5 kg', '@njeri', '＝1', "'tis", "O'Brien", "''=1"].map((cell, at) => [at + 2, cell]),
    );
  });

  it('reads line breaks, separators and doubled quotes inside quotes', () => {
    expect(read('item,amount\r\n"Nails, 5""\r\nlong",420\r\nMango,10')).toEqual([
      [1, 'item', 'amount'],
      [2, 'Nails, 5"\r\nlong', '420'],
      [3, 'Mango', '10'],
    ]);
  });

  it('reads a quotation mark inside a cell that is not quoted', () => {
    expect(read('item,amount\nNails 5",420')[1]).toEqual([2, 'Nails 5"', '420']);
  });

  it('leaves blank rows out, and counts them as spreadsheets do', () => {
    expect(read('\n,,\nname,phone\n,\n\nNjeri,0712 345678\n,,,\n')).toEqual([
      [3, 'name', 'phone'],
      [6, 'Njeri', '0712 345678'],
    ]);
  });

  it.each([
    ['nothing', '', { kind: 'empty' }],
    ['blank rows alone', '\n,,,\r\n ', { kind: 'empty' }],
    ['a workbook', Buffer.from('504b030414000600', 'hex'), { kind: 'workbook' }],
    ['a workbook of before 2007', Buffer.from('d0cf11e0a1b11ae1', 'hex'), { kind: 'workbook' }],
    ['a PDF', '%PDF-1.7', { kind: 'other' }],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), { kind: 'other' }],
    ['a web page', '\ufeff<html><table>', { kind: 'other' }],
    ['bytes of a program', 'name,phone\n\0\0\0', { kind: 'other' }],
    ['a cut in a quoted cell', 'name,phone\nNjeri,0712\n"Otie', { kind: 'unclosed', row: 3 }],
    ['a row without end', `name,phone\n"Njeri,0712\n${'x'.repeat(30_000)}`, { kind: 'unclosed', row: 2 }],
    ['too many rows', `name\n${'Njeri\n'.repeat(5_001)}`, { kind: 'large' }],
    ['too many lines', '\n'.repeat(30_000), { kind: 'large' }],
    ['too many cells', `${','.repeat(19_000)}\n`.repeat(100), { kind: 'large' }],
    ['too many cells in one row', ','.repeat(1_900_000), { kind: 'large' }],
    ['too many bytes', Buffer.alloc(2_000_001, 'a'), { kind: 'large' }],
    [
      'letters of Windows-1252',
      Buffer.from('name,phone\r\nNjeri,0712\r\nAndr\xe9,0713', 'latin1'),
      { kind: 'bytes', byte: '0xE9', charset: 'UTF-8', line: 3, column: 5 },
    ],
  ])('refuses %s, and says why', (_, file, fault) => {
    expect(faultOf(file)).toEqual(fault);
  });

  it('refuses a byte that is no letter of Windows-1252', () => {
    const file = Buffer.from('name\nNj\x81ri', 'latin1');
    const place = { byte: '0x81', line: 2, column: 3 };
    expect(faultOf(file, 'windows-1252')).toEqual({ kind: 'bytes', charset: 'WINDOWS-1252', ...place });
  });

  it('takes 5,000 rows below the names of the columns', () => {
    expect(read(`name\n${'Njeri\n'.repeat(5_000)}`)).toHaveLength(5_001);
  });
});
