/** What a file has in its rows. */
export const IMPORT_KINDS = ['customers', 'orders'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Rows of a file, at most. */
export const ROWS_MOST = 5_000;
/** Bytes of a file, at most: 2 MB. */
export const BYTES_MOST = 2_000_000;

/** How a row of a file stands. */
export const ROW_STATES = ['new', 'known', 'same', 'wrong', 'made'] as const;
/**
 * - `new`: nothing like it is there yet.
 * - `known`: the customer or order is there.
 * - `same`: an earlier row of the file says the same.
 * - `wrong`: it cannot be written.
 * - `made`: the import wrote it.
 */
export type RowState = (typeof ROW_STATES)[number];

/** The fields that columns of a file are read as. */
export type ColumnName = 'name' | 'phone' | 'customer_code' | 'item' | 'amount' | 'reference' | 'number' | 'currency';

/** What is wrong with a cell. */
export interface RowFault {
  readonly column: ColumnName;
  /**
   * - `missing`: the cell is empty.
   * - `invalid`: it breaks a rule, which `message` tells in English.
   * - `shortened`: a table wrote the number as an amount, and dropped its last digits.
   * - `no-customer`: no customer has the number.
   * - `no-order`: no order has the number.
   * - `other-order`: the order of that number or reference, `order`, is another one.
   * - `other-row`: the row `row` has this reference, and is another order.
   * - `other-currency`: the shop has another currency.
   */
  readonly code:
    | 'missing'
    | 'invalid'
    | 'shortened'
    | 'no-customer'
    | 'no-order'
    | 'other-order'
    | 'other-row'
    | 'other-currency';
  readonly message?: string;
  readonly row?: number;
  readonly order?: string;
}

/**
 * What a row says, by field. Of a row that can be written each is as it will be stored, and of any
 * other as it stands in the file.
 */
export type RowCells = Readonly<Partial<Record<ColumnName, string>>>;

/** A row of a file. */
export interface ImportRow {
  /** As a spreadsheet counts: the row with the names of the columns is 1. */
  readonly position: number;
  readonly state: RowState;
  readonly cells: RowCells;
  readonly faults: readonly RowFault[];
  /** The row that says the same; null when none does. */
  readonly same_as: number | null;
  /** The customer or order that it is or became; null when there is none. */
  readonly subject_id: string | null;
}

/** A row that was checked, with what writing it takes. */
export interface CheckedRow extends ImportRow {
  /** Names the order: a SHA-256 in hexadecimal. Null for a row of customers. */
  readonly import_key: string | null;
  /** Segments of the SMS that would tell the customer; null when none would go out. */
  readonly segments: number | null;
}

/** From where the fields of a file were read. */
export interface ReadColumns {
  /** The heading of the column, by the field that it was read as. */
  readonly read: Readonly<Partial<Record<ColumnName, string>>>;
  /** Headings of columns that were not read. */
  readonly unread: readonly string[];
}

/** A file that was checked, and perhaps loaded. */
export interface Import {
  readonly id: string;
  readonly kind: ImportKind;
  readonly columns: ReadColumns;
  /** The user who checked the file. */
  readonly made_by: string;
  readonly created_at: Date;
  /** Whether the customers of the orders get an SMS. */
  readonly notify: boolean;
  /** Rows to be written; null until somebody has them written. */
  readonly rows_asked: number | null;
  readonly started_by_kind: string | null;
  /** The user who had the rows written. */
  readonly started_by: string | null;
  readonly started_at: Date | null;
  readonly ended_at: Date | null;
}
