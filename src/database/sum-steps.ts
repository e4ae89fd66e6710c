import type { Database, Tx } from './database.js';

/** How old rows are before they are summed. The triggers that note changes skip the last hour. */
export const SUMMED_AFTER = '6 hours';

/** Changes that one step adds to the sums. */
export const CHANGES_AT_ONCE = 10_000;

/** How far the sums have come. Times are text with microseconds. */
interface MarkRow {
  readonly summed_until: string;
  readonly closing_until: string | null;
  /** Until when sums may be made now. */
  readonly due_until: string;
  readonly is_due: boolean;
  /** The database's clock was set back since. */
  readonly is_ahead: boolean;
  /** The mark is of another PostgreSQL: a backup was restored. */
  readonly is_foreign: boolean;
  /** Whether every transaction that counts has ended. */
  readonly is_quiet: boolean;
}

/** The statements of some sums. Times are text with microseconds. */
export interface SumStatements {
  /** Reads and locks the mark, as {@link lockMarkSql}. */
  readonly lock: string;
  /** Notes which transactions must end before rows until $1 are summed. */
  readonly close: string;
  /** Says that there are sums until $1. */
  readonly move: string;
  /** Begins anew from $1. */
  readonly reset: string;
  /**
   * Adds {@link CHANGES_AT_ONCE} changes of before $1 to the sums, and gives a row for each sum.
   */
  readonly fold: string;
  /**
   * Sums what began from $1 on and before $2. Changes that it can see are in the sums already, and
   * those that it cannot see stay.
   */
  readonly sum: string;
  /** Until when one step sums, from $1 on and until $2 at most. */
  readonly piece: string;
  /** Takes away the sums from $1 on. */
  readonly drop: string;
}

/** The lock lets one step at a time through, and the statements after it see what that did. */
export const lockMarkSql = (mark: string): string => `
  select m.summed_until::text, m.closing_until::text, due.until::text as due_until,
         due.until > m.summed_until as is_due, m.summed_until > due.until as is_ahead,
         coalesce(m.closing_xid >= pg_snapshot_xmax(pg_current_snapshot()), false) as is_foreign,
         coalesce(m.closing_xid <= pg_snapshot_xmin(pg_current_snapshot()), false) as is_quiet
  from ${mark} m, (select quarter_hour(now() - interval '${SUMMED_AFTER}') as until) due
  for no key update of m`;

/**
 * Does one step of making sums, and gives 0 when there is nothing to do now.
 * A step is one transaction. It sums a piece, or adds changes to the sums.
 */
export function stepSums(database: Database, statements: SumStatements): Promise<number> {
  return database.write(async (tx) => {
    const [mark] = await tx.query<MarkRow[]>(statements.lock);
    if (mark === undefined) return 0;
    if (mark.is_ahead) return takeBack(tx, statements, mark);
    const folded = await tx.query<unknown[]>(statements.fold, [mark.summed_until]);
    if (folded.length > 0) return folded.length;
    if (mark.closing_until === null || mark.is_foreign) {
      if (mark.is_due) await tx.query(statements.close, [mark.due_until]);
      return mark.is_due ? 1 : 0;
    }
    return mark.is_quiet ? sumPiece(tx, statements, mark.summed_until, mark.closing_until) : 0;
  });
}

async function sumPiece(tx: Tx, { piece, sum, move }: SumStatements, from: string, closing: string): Promise<number> {
  const [row] = await tx.query<{ until: string }[]>(piece, [from, closing]);
  const until = row?.until ?? closing;
  await tx.query(sum, [from, until]);
  await tx.query(move, [until]);
  return 1;
}

/** Rows may be entered again at times that are summed already. So those sums do not count. */
async function takeBack(tx: Tx, { drop, reset }: SumStatements, { due_until }: MarkRow): Promise<number> {
  await tx.query(drop, [due_until]);
  await tx.query(reset, [due_until]);
  return 1;
}
