import type { ColumnName, ImportKind, ImportRow } from '../../../imports/import.js';
import { makePhoneWriter } from '../../../phones/phone-writer.js';
import type { PageContext } from '../../kit/page-context.js';
import type { CsvColumn } from '../export/csv.js';
import { importRowsWords } from './import-rows.words.js';

/** The columns of each kind of file, as our import reads them. */
const WRITTEN: Readonly<Record<ImportKind, readonly ColumnName[]>> = {
  customers: ['name', 'phone'],
  orders: ['phone', 'item', 'amount', 'reference', 'number', 'currency'],
};

/** The file of the rows that are wrong: each as it stands, its row, and what is wrong with it. */
export function wrongColumns(
  kind: ImportKind,
  { language, shop }: Pick<PageContext, 'language' | 'shop'>,
): CsvColumn<ImportRow>[] {
  const words = importRowsWords[language];
  const writePhone = makePhoneWriter(shop.region);
  const cell = (column: ColumnName) => (row: ImportRow) => {
    const written = row.cells[column] ?? null;
    return column === 'phone' && written !== null ? writePhone(written) : written;
  };
  return [
    ...WRITTEN[kind].map((column) => ({ name: column, cell: cell(column) })),
    { name: 'row', cell: ({ position }) => String(position) },
    {
      name: 'fault',
      cell: ({ faults }) => faults.map((fault) => `${words.columns[fault.column]}: ${words.fault(fault)}.`).join(' '),
    },
  ];
}
