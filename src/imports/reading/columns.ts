import { type FieldRule, gatherRules } from '../../http/fields/field-rules.js';
import { spellName } from '../../http/fields/unknown-fields.js';
import { findNearest } from '../../http/nearest-word.js';
import type { ColumnName, ImportKind, ReadColumns } from '../import.js';
import { FileUnreadable } from '../imports.errors.js';
import { ImportedCustomerDto, ImportedOrderDto } from './imported-rows.dto.js';
import type { TableRow } from './table-file.js';

/** The rules of each kind of row. */
export const ROW_DTOS = { customers: ImportedCustomerDto, orders: ImportedOrderDto } as const;

/** The columns of a file, and where each is. */
export interface Columns extends ReadColumns {
  /** The index of each column that is read. */
  readonly places: ReadonlyMap<ColumnName, number>;
}

/** A table whose columns are known. */
export interface Table {
  readonly columns: Columns;
  /** The rows below the names of the columns. */
  readonly rows: readonly TableRow[];
}

/** Rows above the names of the columns, at most, such as the title of a sheet. */
const TITLES_MOST = 5;

/** More names that people have for a phone number and an amount. The fields know the others. */
const MORE_NAMES: Readonly<Partial<Record<string, readonly string[]>>> = {
  phone: ['simu_ya_mteja', 'namba_ya_simu', 'nambari_ya_simu', 'simu_ya_mkononi', 'phone_numbers', 'mobile_phone'],
  amount: ['jumla', 'thamani', 'kiasi_chote', 'amount_paid', 'total_kes'],
};

/** Headings that are shown, and characters of each, at most. */
const SHOWN_MOST = 20;
const HEADING_MOST = 60;

/**
 * Finds the row that names the columns. Titles may stand above it.
 * @throws FileUnreadable about the first row when there is none
 */
export function findTable(kind: ImportKind, rows: readonly TableRow[]): Table {
  let refusal: unknown = null;
  for (const [at, { cells }] of rows.slice(0, TITLES_MOST + 1).entries()) {
    try {
      return { columns: findColumns(kind, cells), rows: rows.slice(at + 1) };
    } catch (error) {
      if (!(error instanceof FileUnreadable) || error.why.kind !== 'columns') throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

/**
 * Finds the columns by their headings: in any order, in English or Swahili, as people call them.
 * A heading that is a field's own name comes before others that stand for it.
 * @throws FileUnreadable when one is missing, or two stand for the same field
 */
export function findColumns(kind: ImportKind, headings: readonly string[]): Columns {
  const rules = [...gatherRules(ROW_DTOS[kind]).fields.values()];
  const spelled = headings.map(spell);
  const meanings = spelled.map((heading) => findMeant(heading, rules));
  const places = new Map<ColumnName, number>();
  for (const { name } of rules) {
    const column = name as ColumnName;
    const meant = meanings.flatMap((meaning, at) => (meaning === name ? [at] : []));
    const own = meant.filter((at) => spelled[at] === name);
    const [only, ...more] = own.length > 0 ? own : meant;
    if (more.length > 0)
      throw new FileUnreadable({ kind: 'twice', column, headings: meant.map((at) => show(headings[at])) });
    if (only !== undefined) places.set(column, only);
  }
  const missing = rules.filter(({ name, optional }) => !optional && !places.has(name as ColumnName));
  if (missing.length > 0) throw refuseColumns(missing, headings, spelled);
  const read = Object.fromEntries([...places].map(([column, at]) => [column, show(headings[at])]));
  const isRead = new Set(places.values());
  const unread = headings.filter((heading, at) => heading !== '' && !isRead.has(at)).map(show);
  return { places, read, unread: unread.slice(0, SHOWN_MOST) };
}

const show = (heading = ''): string => heading.slice(0, HEADING_MOST).toWellFormed();

/** A heading may name the currency too: "Amount (KES)", "Kiasi kwa KES". */
const spell = (heading: string): string =>
  spellName(show(heading).replace(/\([^()]*\)/g, '')).replace(/_(?:in|kwa)_[a-z]{3}$/, '');

function findMeant(spelled: string, rules: readonly FieldRule[]): string | null {
  const isCalled = ({ name, alsoCalled }: FieldRule): boolean =>
    name === spelled || alsoCalled.includes(spelled) || (MORE_NAMES[name] ?? []).includes(spelled);
  return rules.find(isCalled)?.name ?? null;
}

function refuseColumns(
  missing: readonly FieldRule[],
  headings: readonly string[],
  spelled: readonly string[],
): FileUnreadable {
  const near = missing.flatMap(({ name }) => {
    const nearest = findNearest(name, spelled, 2);
    return nearest === null ? [] : [[name, show(headings[spelled.indexOf(nearest)])] as const];
  });
  return new FileUnreadable({
    kind: 'columns',
    missing: missing.map(({ name }) => name as ColumnName),
    found: headings
      .filter((heading) => heading !== '')
      .slice(0, SHOWN_MOST)
      .map(show),
    near: Object.fromEntries(near),
  });
}
