import type { JSX } from 'preact';
import type { ColumnName, ImportKind, ImportRow, ReadColumns, RowState } from '../../../imports/import.js';
import { Badge, type Tone } from '../../kit/badge.js';
import { type Column, DataTable } from '../../kit/data-table.js';
import { useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { importRowsWords } from './import-rows.words.js';

interface RowsTableProps {
  readonly kind: ImportKind;
  /** The columns that were read. */
  readonly read: ReadColumns['read'];
  readonly rows: readonly ImportRow[];
}

const TONES: Readonly<Record<RowState, Tone>> = {
  ...{ new: 'waiting', known: 'neutral', same: 'neutral', wrong: 'bad', made: 'good' },
};

/** What of a row is shown. */
const SHOWN: Readonly<Record<ImportKind, readonly ColumnName[]>> = {
  customers: ['name', 'phone'],
  orders: ['phone', 'item', 'reference', 'amount'],
};

/** Each row of the file, how it stands, and why. */
export function RowsTable({ kind, read, rows }: RowsTableProps): JSX.Element {
  const words = useWords(importRowsWords);
  const { phone } = useFormats();
  const show = (column: ColumnName) => (row: ImportRow) =>
    column === 'phone' ? <span class="whole">{phone(row.cells.phone ?? null)}</span> : (row.cells[column] ?? '');
  const columns: readonly Column<ImportRow>[] = [
    { heading: words.row, cell: ({ position }) => <span class="whole">{words.rowNumber(position)}</span> },
    { heading: words.state, cell: (row) => <StateOfRow kind={kind} row={row} /> },
    ...SHOWN[kind]
      .filter((column) => read[column] !== undefined)
      .map((column) => ({
        ...{ heading: words.columns[column], cell: show(column), isFigure: column === 'amount' },
      })),
  ];
  if (rows.length === 0) return <p class="quiet">{words.none}</p>;
  return <DataTable caption={words.caption} columns={columns} rows={rows} keyOf={({ position }) => String(position)} />;
}

function StateOfRow({ kind, row }: { readonly kind: ImportKind; readonly row: ImportRow }): JSX.Element {
  const words = useWords(importRowsWords);
  const { state, same_as, subject_id, faults } = row;
  const said = same_as === null ? words.states[state] : words.sameAs(same_as);
  return (
    <div class="row-state">
      <Badge tone={TONES[state]}>
        {subject_id === null ? said : <a href={`/desk/${kind}/${subject_id}`}>{said}</a>}
      </Badge>
      {faults.map((fault) => (
        <span key={`${fault.column} ${fault.code}`} class="second">
          {words.columns[fault.column]}: {words.fault(fault)}.
        </span>
      ))}
    </div>
  );
}
