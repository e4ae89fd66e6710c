import type { ComponentChildren, JSX } from 'preact';
import { type Column, DataTable } from '../../kit/data-table.js';
import { useWords } from '../../kit/page-context.js';
import { figuresWords } from './figures.words.js';

interface FigureProps<Row> {
  readonly title: string;
  /** What the plot shows, in a sentence; null when there is nothing to show. */
  readonly sentence: string | null;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly plot: ComponentChildren;
}

/** A plot with what it shows in a sentence, and with its figures as a table. */
export function Figure<Row>({ title, sentence, columns, rows, keyOf, plot }: FigureProps<Row>): JSX.Element {
  const words = useWords(figuresWords);
  return (
    <section class="figure-card">
      <h2>{title}</h2>
      <figure>
        <figcaption>{sentence ?? words.nothing}</figcaption>
        {sentence !== null && plot}
      </figure>
      {sentence !== null && (
        <details>
          <summary>{words.table}</summary>
          <DataTable caption={title} columns={columns} rows={rows} keyOf={keyOf} />
        </details>
      )}
    </section>
  );
}
