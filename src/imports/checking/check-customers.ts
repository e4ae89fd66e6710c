import type { NamedCustomer } from '../../customers/importing/imported-customers.repository.js';
import type { CheckedRow } from '../import.js';
import type { ReadRow } from '../reading/read-row.js';

/** Customers of ours whom rows name, by what names them. */
export interface CustomersThere {
  readonly byPhone: ReadonlyMap<string, NamedCustomer>;
  readonly byCode: ReadonlyMap<string, NamedCustomer>;
}

/**
 * Says of each row how it stands. A code of ours counts before the phone: the number of a customer
 * may have changed since the file was written.
 */
export function checkCustomers(rows: readonly ReadRow[], { byPhone, byCode }: CustomersThere): CheckedRow[] {
  const firstWith = new Map<string, number>();
  return rows.map((row) => {
    const { phone = '', customer_code = '' } = row.cells;
    const stands = { ...row, same_as: null, subject_id: null, import_key: null, segments: null };
    const isOfCode = byCode.get(customer_code.toUpperCase());
    if (isOfCode !== undefined) return { ...stands, state: 'known', faults: [], subject_id: isOfCode.id };
    if (row.faults.length > 0) return { ...stands, state: 'wrong' };
    const known = byPhone.get(phone);
    if (known !== undefined) return { ...stands, state: 'known', subject_id: known.id };
    const first = firstWith.get(phone);
    if (first !== undefined) return { ...stands, state: 'same', same_as: first };
    firstWith.set(phone, row.position);
    return { ...stands, state: 'new' };
  });
}
