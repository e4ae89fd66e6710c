/**
 * A statement that each connection prepares once, under `name`: about twice the rate of the same text sent unprepared. One name stands for one
 * text; PostgreSQL keeps 63 bytes of it. `Row` is what one row of the answer looks like to `pg`: bigint and numeric as text.
 */
export class Prepared<Row extends object> {
  declare readonly row: Row;

  constructor(
    readonly name: string,
    readonly text: string,
  ) {}
}

/** The one row of a statement that takes and gives JSON. */
export interface BatchAnswers<Answer> {
  readonly answers: readonly Answer[] | null;
}
