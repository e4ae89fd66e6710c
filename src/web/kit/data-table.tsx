import type { ComponentChildren, JSX } from 'preact';

/** A column of a table. */
export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Figures stand at the right, one below the other. */
  readonly isFigure?: boolean;
}

interface DataTableProps<Row> {
  /** What the table holds, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The id of a row in the page, for a table that fetches itself again and keeps its rows. */
  readonly idOf?: (row: Row) => string;
}

/**
 * A table, whose rows become cards on a narrow screen.
 * The first column names the row. It holds the link to what the row is about, if there is one.
 */
export function DataTable<Row>({ caption, columns, rows, keyOf, idOf }: DataTableProps<Row>): JSX.Element {
  const [first, ...others] = columns;
  return (
    <table class="data">
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ heading, isFigure }) => (
            <th key={heading} scope="col" class={isFigure ? 'figure' : undefined}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} id={idOf?.(row)}>
            <th scope="row">{first?.cell(row)}</th>
            {others.map(({ heading, cell, isFigure }) => (
              <td key={heading} data-label={heading} class={isFigure ? 'figure' : undefined}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
