import { Gauge, type Registry } from 'prom-client';

/** A metric whose figures stand in rows that a query gives. */
export interface RowFigure<Row> {
  readonly name: string;
  /** One sentence, which says whether it is of this process or of all. */
  readonly help: string;
  /** Null leaves the row out. */
  readonly value: (row: Row) => number | null;
}

/** What tells rows apart. Its values are few, and none comes from a caller. */
export interface RowLabel<Row> {
  readonly name: string;
  readonly of: (row: Row) => string;
}

/**
 * Makes a gauge of each figure. Gives what reads them all: true when the database answered, and
 * otherwise they are missing.
 */
export function showRows<Row>(
  registry: Registry,
  read: () => Promise<readonly Row[]>,
  figures: readonly RowFigure<Row>[],
  label?: RowLabel<Row>,
): () => Promise<boolean> {
  const labelNames = label === undefined ? [] : [label.name];
  const gauges = figures.map(({ name, help, value }) => ({
    value,
    gauge: new Gauge({ name, help, labelNames, registers: [registry] }),
  }));
  return async () => {
    const rows = await read().catch(() => null);
    for (const { gauge, value } of gauges) {
      gauge.reset();
      // Without labels a reset makes it 0, which would be a figure.
      if (label === undefined) gauge.remove();
      for (const row of rows ?? []) {
        const figure = value(row);
        if (figure !== null) gauge.set(label === undefined ? {} : { [label.name]: label.of(row) }, figure);
      }
    }
    return rows !== null;
  };
}
