import { type ColumnName, ROWS_MOST } from '../../../imports/import.js';
import type { FileFault } from '../../../imports/imports.errors.js';
import { useFormats } from '../../kit/formats.js';
import { useWords } from '../../kit/page-context.js';
import { importWords } from './import.words.js';
import { importRowsWords } from './import-rows.words.js';

/** Says why a file cannot be read, and what to do, in the language of the page. */
export function useFileFault(): (fault: FileFault) => string {
  const { faults } = useWords(importWords);
  const { columns } = useWords(importRowsWords);
  const { count } = useFormats();
  const list = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');
  const nameColumn = (column: ColumnName): string => columns[column].toLowerCase();
  return (fault) => {
    switch (fault.kind) {
      case 'large':
        return faults.large(count(ROWS_MOST));
      case 'bytes':
        return faults.bytes(fault.byte, fault.line, fault.column, fault.charset);
      case 'unclosed':
        return faults.unclosed(fault.row);
      case 'twice':
        return faults.twice(list(fault.headings), nameColumn(fault.column));
      case 'columns': {
        const missing = list(fault.missing.map(nameColumn));
        const near = Object.entries(fault.near).map(([column, heading]) =>
          faults.near(heading, nameColumn(column as ColumnName)),
        );
        return [faults.columns(missing, list(fault.found)), ...near].join(' ');
      }
      default:
        return faults[fault.kind];
    }
  };
}
