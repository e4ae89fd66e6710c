import type { NamedCustomer } from '../../customers/importing/imported-customers.repository.js';
import { sha256 } from '../../digests.js';
import type { NamedOrder } from '../../orders/importing/imported-orders.repository.js';
import type { CheckedRow, ColumnName, RowCells, RowFault } from '../import.js';
import type { ReadRow } from '../reading/read-row.js';

/** What is there of ours that rows name. */
export interface OrdersThere {
  readonly byNumber: ReadonlyMap<string, NamedOrder>;
  readonly byKey: ReadonlyMap<string, NamedOrder>;
  readonly customers: ReadonlyMap<string, NamedCustomer>;
  readonly countSegments: (order: {
    readonly customer_name: string | null;
    readonly phone: string;
    readonly item: string;
    readonly amount: string;
  }) => number | null;
}

const hash = (...parts: readonly (string | number)[]): string => sha256(JSON.stringify(parts)).toString('hex');

/**
 * What names the order of each row, as SHA-256 in hexadecimal.
 * - Its reference, in any case of letters.
 * - Without one, what the whole file says, and the row. So the same file makes no order twice, and
 *   another file may say the same again.
 */
export function keysOf(rows: readonly ReadRow[]): ReadonlyMap<number, string> {
  const file = hash('file', ...rows.map(({ position, cells }) => hash(position, JSON.stringify(cells))));
  return new Map(
    rows.map(({ position, cells: { reference } }) => [
      position,
      reference === undefined ? hash('row', file, position) : hash('reference', reference.toLowerCase()),
    ]),
  );
}

/** Says of each row how it stands. */
export function checkOrders(
  rows: readonly ReadRow[],
  keys: ReadonlyMap<number, string>,
  there: OrdersThere,
): CheckedRow[] {
  const firstWith = new Map<string, ReadRow>();
  return rows.map((row) => {
    const key = keys.get(row.position) ?? null;
    const checked = { ...row, same_as: null, subject_id: null, import_key: key, segments: null };
    const judged = row.cells.number === undefined ? judge(row, key ?? '', there, firstWith) : judgeNumber(row, there);
    return { ...checked, ...judged };
  });
}

type Judged = Pick<CheckedRow, 'state'> & Partial<CheckedRow>;

const refuse = (...faults: readonly RowFault[]): Judged => ({ state: 'wrong', faults });

/** A row of our own file of orders. It makes no order, whatever it says. */
function judgeNumber({ cells, faults }: ReadRow, { byNumber }: OrdersThere): Judged {
  const badNumber = faults.find(({ column }) => column === 'number');
  if (badNumber !== undefined) return refuse(badNumber);
  const order = byNumber.get(cells.number ?? '');
  if (order === undefined) return refuse({ column: 'number', code: 'no-order' });
  const column = findDifference(cells, order, ['item', 'amount']);
  if (column !== null) return refuse({ column, code: 'other-order', order: order.number });
  // The number says whose row it is, also where the file has none: an erasure looks for it.
  return {
    state: 'known',
    faults: [],
    subject_id: order.id,
    cells: order.phone === null ? cells : { ...cells, phone: order.phone },
  };
}

function judge(row: ReadRow, key: string, there: OrdersThere, firstWith: Map<string, ReadRow>): Judged {
  if (row.faults.length > 0) return refuse(...row.faults);
  const { phone = '', item = '', amount = '' } = row.cells;
  const earlier = there.byKey.get(key);
  if (earlier !== undefined) {
    if (findDifference(row.cells, earlier, ['phone', 'item', 'amount']) !== null)
      return refuse({ column: 'reference', code: 'other-order', order: earlier.number });
    return { state: 'known', subject_id: earlier.id };
  }
  const first = firstWith.get(key);
  if (first !== undefined) {
    if (findDifference(row.cells, first.cells, ['phone', 'item', 'amount']) !== null)
      return refuse({ column: 'reference', code: 'other-row', row: first.position });
    return { state: 'same', same_as: first.position };
  }
  const customer = there.customers.get(phone);
  if (customer === undefined) return refuse({ column: 'phone', code: 'no-customer' });
  firstWith.set(key, row);
  return { state: 'new', segments: there.countSegments({ customer_name: customer.name, phone, item, amount }) };
}

/** The first column in which a row and an order differ. What one of them lacks is no difference. */
function findDifference(
  cells: RowCells,
  order: Readonly<Partial<Record<ColumnName, string | null>>>,
  columns: readonly ColumnName[],
): ColumnName | null {
  const differs = (column: ColumnName): boolean =>
    cells[column] !== undefined && (order[column] ?? null) !== null && cells[column] !== order[column];
  return columns.find(differs) ?? null;
}
