import { describe, expect, it } from '@jest/globals';
import type { ImportKind } from '../../src/imports/import.js';
import { FileUnreadable } from '../../src/imports/imports.errors.js';
import { findColumns, findTable } from '../../src/imports/reading/columns.js';

const find = (kind: ImportKind, ...headings: string[]) => {
  const { places, unread } = findColumns(kind, headings);
  return { ...Object.fromEntries(places), unread };
};

const faultOf = (kind: ImportKind, ...headings: string[]): unknown => {
  try {
    return findColumns(kind, headings);
  } catch (error) {
    if (error instanceof FileUnreadable) return error.why;
    throw error;
  }
};

describe('findColumns', () => {
  it.each([
    ['in any order', 'customers', ['Phone', 'Name'], { name: 1, phone: 0, unread: [] }],
    ['in Swahili', 'customers', ['Jina', 'Namba ya simu'], { name: 0, phone: 1, unread: [] }],
    ['as people call them', 'customers', ['FULL NAME', 'Mobile No.'], { name: 0, phone: 1, unread: [] }],
    [
      'in Swahili',
      'orders',
      ['Simu', 'Bidhaa', 'Kiasi', 'Rejea'],
      { phone: 0, item: 1, amount: 2, reference: 3, unread: [] },
    ],
    [
      'with the currency beside the amount',
      'orders',
      ['phone', 'item', 'Amount (KES)', 'Receipt No'],
      { phone: 0, item: 1, amount: 2, reference: 3, unread: [] },
    ],
    ['with others between', 'customers', ['', 'Town', 'name', 'phone', ''], { name: 2, phone: 3, unread: ['Town'] }],
    [
      'by the own name before others',
      'customers',
      ['Mobile', 'phone', 'name'],
      { name: 2, phone: 1, unread: ['Mobile'] },
    ],
    [
      'of our own file of customers',
      'customers',
      ['number', 'customer_code', 'name', 'phone', 'email', 'created_at'],
      { name: 2, phone: 3, customer_code: 1, unread: ['number', 'email', 'created_at'] },
    ],
    [
      'of our own file of orders',
      'orders',
      [
        ...['number', 'placed', 'status', 'customer', 'phone', 'code', 'item', 'amount', 'currency'],
        'confirmed',
        'sms',
      ],
      {
        ...{ number: 0, phone: 4, item: 6, amount: 7, currency: 8 },
        unread: ['placed', 'status', 'customer', 'code', 'confirmed', 'sms'],
      },
    ],
  ] as const)('finds columns %s (%s)', (_, kind, headings, found) => {
    expect(find(kind, ...headings)).toEqual(found);
  });

  it('names the columns that are missing, what the first row says, and what may be meant', () => {
    expect(faultOf('orders', 'Phnoe', 'Item', 'Town')).toEqual({
      ...{ kind: 'columns', missing: ['phone', 'amount'], found: ['Phnoe', 'Item', 'Town'], near: { phone: 'Phnoe' } },
    });
    expect(faultOf('customers', 'Njeri', '0712345678')).toMatchObject({ missing: ['name', 'phone'], near: {} });
  });

  it('refuses two columns that stand for the same field', () => {
    const twice = { kind: 'twice', column: 'name', headings: ['First name', 'Last name'] };
    expect(faultOf('customers', 'First name', 'Last name', 'phone')).toEqual(twice);
    expect(faultOf('customers', 'phone', 'name', 'Phone')).toMatchObject({ kind: 'twice', column: 'phone' });
  });

  it('shows the beginning of long headings, and twenty of many', () => {
    const headings = Array.from({ length: 5_000 }, (_, n) => `${n} ${'x'.repeat(100)}`);
    const { unread } = find('customers', 'name', 'phone', ...headings);
    expect([unread.length, unread[0]?.length]).toEqual([20, 60]);
  });
});

describe('findTable', () => {
  const asRows = (...rows: string[][]) => rows.map((cells, index) => ({ position: index + 1, cells }));

  it('passes over titles above the names of the columns', () => {
    const rows = asRows(['CUSTOMER LIST 2026', ''], ['Phone', 'Name'], ['0712', 'Njeri']);
    const { columns, rows: below } = findTable('customers', rows);
    expect([columns.read, below]).toEqual([
      { name: 'Name', phone: 'Phone' },
      [{ position: 3, cells: ['0712', 'Njeri'] }],
    ]);
  });

  it('says of the first row what is missing when no row names the columns', () => {
    const rows = asRows(['Njeri', '0712345678'], ['Otieno', '0722345678']);
    expect(() => findTable('customers', rows)).toThrow(
      expect.objectContaining({ why: expect.objectContaining({ kind: 'columns', found: ['Njeri', '0712345678'] }) }),
    );
  });
});
