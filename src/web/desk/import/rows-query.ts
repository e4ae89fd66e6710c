import { ROW_STATES, type RowState } from '../../../imports/import.js';
import { readTyped } from '../../kit/filled-form.js';

/** Which rows of an import an address asks for. */
export interface RowsQuery {
  /** Null for any. */
  readonly state: RowState | null;
  /** The position that they come after. */
  readonly after: number;
}

/** Anything that is no state or no position is left out. */
export function readRowsQuery(query: object): RowsQuery {
  const { state, cursor } = readTyped(query, ['state', 'cursor']);
  const found = ROW_STATES.find((each) => each === state);
  return { state: found ?? null, after: /^\d{1,8}$/.test(cursor) ? Number(cursor) : 0 };
}
