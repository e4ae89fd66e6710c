import type { FieldFault } from '../../errors.js';
import { AppError } from '../../errors.js';
import { checkFields } from '../../http/fields/validation.pipe.js';
import { readAmount } from '../../money/amount.js';
import { IS_SHORTENED } from '../../phones/phone-invalid.error.js';
import type { Phones } from '../../phones/phones.js';
import type { ColumnName, ImportKind, RowCells, RowFault } from '../import.js';
import { type Columns, ROW_DTOS } from './columns.js';
import type { TableRow } from './table-file.js';

/** A row as it was read, before the database was asked. */
export interface ReadRow {
  readonly position: number;
  readonly cells: RowCells;
  readonly faults: readonly RowFault[];
}

/** What the cells of a row are read by. */
export interface RowReading {
  readonly kind: ImportKind;
  readonly columns: Columns;
  readonly phones: Phones;
  /** The shop's. */
  readonly currency: string;
}

/** Characters of a cell that are kept of a row that is wrong. */
const KEPT_MOST = 250;

/**
 * Reads a row by the rules of the API. Each cell that breaks one is a fault.
 * A cell that is right is as it will be stored, also beside others that are wrong.
 */
export function readRow({ position, cells }: TableRow, reading: RowReading): ReadRow {
  const written = Object.fromEntries(
    [...reading.columns.places].flatMap(([column, at]) => {
      const cell = cells[at] ?? '';
      return cell === '' ? [] : [[column, cell] as const];
    }),
  ) as RowCells;
  const faults: RowFault[] = [];
  const checked: Partial<Record<ColumnName, string>> = {};
  const attempt = (work: () => object): void => {
    try {
      Object.assign(checked, work());
    } catch (error) {
      if (!(error instanceof AppError) || error.fields === undefined) throw error;
      faults.push(...error.fields.map(toFault));
    }
  };
  attempt(() => checkFields<object>(ROW_DTOS[reading.kind], written, reading.currency));
  const wrong = new Set(faults.map(({ column }) => column));
  const { phone, amount, currency } = written;
  if (phone !== undefined && !wrong.has('phone')) attempt(() => ({ phone: reading.phones.readValid(phone, 'phone') }));
  const decimal = checked.amount ?? amount;
  if (decimal !== undefined && !wrong.has('amount'))
    attempt(() => ({ amount: readAmount(decimal, reading.currency, 'amount') }));
  if (currency !== undefined && currency.toUpperCase() !== reading.currency)
    faults.push({ column: 'currency', code: 'other-currency' });
  return { position, cells: cutCells({ ...written, ...checked }), faults };
}

function toFault({ field, message }: FieldFault): RowFault {
  const column = field as ColumnName;
  if (message === 'is required' || message === 'must not be empty') return { column, code: 'missing' };
  return message === IS_SHORTENED ? { column, code: 'shortened' } : { column, code: 'invalid', message };
}

/**
 * No cell of a row that is right is longer. PostgreSQL's JSON takes no NUL, nor half a character.
 */
function cutCells(cells: Readonly<Record<string, string | undefined>>): RowCells {
  const kept = Object.entries(cells).flatMap(([column, cell]) =>
    // A field that may be left out is there without a value.
    cell === undefined ? [] : [[column, cell.slice(0, KEPT_MOST).replaceAll('\0', '').toWellFormed()] as const],
  );
  return Object.fromEntries(kept);
}
