import { checkFields } from '../../../http/fields/validation.pipe.js';
import { readCursor } from '../../../http/paging/paging.js';
import { InvalidRequest } from '../../../http/problems/invalid-request.error.js';
import type { OrderSearch } from '../../../orders/searching/order-search.js';
import { readTyped } from '../../kit/filled-form.js';
import { OrderFilterDto } from './orders.dto.js';

const NAMES = ['status', 'notification', 'from', 'to', 'mine', 'customer'] as const;
type FilterName = (typeof NAMES)[number];

/** A filter as an address has it. */
export interface OrderFilter {
  readonly search: OrderSearch;
  /** What was typed, by field, without what is empty. */
  readonly typed: Readonly<Partial<Record<FilterName, string>>>;
  /** The fields that were left out of the search, since what was typed there means nothing. */
  readonly ignored: ReadonlySet<string>;
  /** The typed fields that count, as they go into another address. */
  readonly query: URLSearchParams;
}

/**
 * Reads the filter of an address, and leaves out what means nothing.
 * @param userId of the reader, whose orders "mine" are
 */
export function readOrderFilter(query: unknown, userId: string): OrderFilter {
  const typed = readFilled(query);
  const ignored = findFaults(typed);
  const counting = Object.fromEntries(Object.entries(typed).filter(([name]) => !ignored.has(name)));
  return { search: makeSearch(counting, userId), typed, ignored, query: new URLSearchParams(counting) };
}

/**
 * The same for what is no page, where nothing may be left out.
 * @throws InvalidRequest naming each field that means nothing
 */
export const requireOrderFilter = (query: unknown, userId: string): OrderSearch =>
  makeSearch(readFilled(query), userId);

/** Where a page of the list begins; null for the first one, and for a cursor of none of ours. */
export function readListCursor(query: unknown): string | null {
  const { cursor } = readTyped(query, ['cursor']);
  try {
    return cursor === '' ? null : readCursor(cursor, 'id');
  } catch {
    return null;
  }
}

const readFilled = (query: unknown): OrderFilter['typed'] =>
  Object.fromEntries(Object.entries(readTyped(query, NAMES)).filter(([, text]) => text !== ''));

function findFaults(typed: OrderFilter['typed']): ReadonlySet<string> {
  try {
    const { from, to } = checkFields(OrderFilterDto, typed, '');
    return new Set(from !== undefined && to !== undefined && to < from ? ['to'] : []);
  } catch (error) {
    if (!(error instanceof InvalidRequest)) throw error;
    return new Set(error.fields.map(({ field }) => field));
  }
}

/** Amounts alone depend on a currency, and no filter has one. */
function makeSearch(fields: Readonly<Record<string, string>>, userId: string): OrderSearch {
  const { customer, mine, ...others } = checkFields(OrderFilterDto, fields, '');
  return { ...others, customerCode: customer, placedBy: mine === undefined ? undefined : userId };
}
