import { AppError } from '../errors.js';
import type { ColumnName } from './import.js';

/**
 * Why a file cannot be read.
 * - `none`: nothing was sent.
 * - `empty`: it has no rows.
 * - `large`: it has more bytes or rows than are taken.
 * - `workbook`: it is a spreadsheet's own file, and no CSV. `other` is any other kind of file.
 * - `bytes`: a byte is no text in the charset. Line and column count from 1.
 * - `unclosed`: from that row on, a quotation mark is not closed.
 * - `columns`: columns are missing. `near` has headings that may be meant, by field.
 * - `twice`: two columns are read as the same field.
 */
export type FileFault =
  | { readonly kind: 'none' | 'empty' | 'large' | 'workbook' | 'other' }
  | {
      readonly kind: 'bytes';
      readonly byte: string;
      readonly charset: string;
      readonly line: number;
      readonly column: number;
    }
  | { readonly kind: 'unclosed'; readonly row: number }
  | {
      readonly kind: 'columns';
      readonly missing: readonly ColumnName[];
      readonly found: readonly string[];
      readonly near: Readonly<Partial<Record<ColumnName, string>>>;
    }
  | { readonly kind: 'twice'; readonly column: ColumnName; readonly headings: readonly string[] };

/** The file cannot be read as a table with the columns that are needed. */
export class FileUnreadable extends AppError {
  readonly fault = 'unprocessable';
  readonly code = 'file-unreadable';

  constructor(readonly why: FileFault) {
    super('This file cannot be read. Save the sheet as CSV UTF-8, with the names of its columns in the first row.');
  }
}

/** No import has that id, or it is over and was deleted. */
export class ImportUnknown extends AppError {
  readonly fault = 'missing';
  readonly code = 'import-unknown';

  constructor() {
    super('There is no such import. A file that was checked is kept for a day: check it again.');
  }
}

/** Somebody else had the rows written before. */
export class ImportStarted extends AppError {
  readonly fault = 'conflict';
  readonly code = 'import-started';

  constructor() {
    super('Somebody else has added the rows of this file already. Nothing is added twice.');
  }
}
