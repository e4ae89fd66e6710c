import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../database/database.js';
import { SUMMED_AFTER } from './order-figures.repository.js';

/** Changes that one step adds to the sums. */
const CHANGES_AT_ONCE = 10_000;

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

/** The lock lets one step at a time through, and the statements after it see what that did. */
const lockSql = `
  select m.summed_until::text, m.closing_until::text, due.until::text as due_until,
         due.until > m.summed_until as is_due, m.summed_until > due.until as is_ahead,
         coalesce(m.closing_xid >= pg_snapshot_xmax(pg_current_snapshot()), false) as is_foreign,
         coalesce(m.closing_xid <= pg_snapshot_xmin(pg_current_snapshot()), false) as is_quiet
  from order_mark m, (select quarter_hour(now() - interval '${SUMMED_AFTER}') as until) due
  for no key update of m`;

const foldSql = `
  with changed as (
    delete from order_changes
    where ctid = any(array(select ctid from order_changes where began_at < $1 limit ${CHANGES_AT_ONCE}))
    returning *
  )
  insert into order_sums as s (began_at, currency, placed, cancelled, amount)
  select began_at, currency, sum(placed), sum(cancelled), sum(amount) from changed group by 1, 2
  on conflict (began_at, currency) do update
  set placed = s.placed + excluded.placed, cancelled = s.cancelled + excluded.cancelled, amount = s.amount + excluded.amount
  returning 1`;

/**
 * Sums what began from $1 on and before $2. Changes that it can see are in the sums already, and
 * those that it cannot see stay.
 */
const sumSql = `
  with voided as (
    delete from order_changes where began_at >= $1 and began_at < $2
  )
  insert into order_sums (began_at, currency, placed, cancelled, amount)
  select quarter_hour(created_at), currency, count(*), count(*) filter (where status = 'cancelled'),
         coalesce(sum(amount) filter (where status <> 'cancelled'), 0)
  from orders
  where id >= first_id_at($1::timestamptz - interval '1 hour') and id < first_id_at($2::timestamptz + interval '1 hour')
    and created_at >= $1 and created_at < $2
  group by 1, 2`;

/** A day after the oldest order, or after the sums that there are: one step sums a day. */
const pieceSql = `
  select least($2::timestamptz, interval '1 day' + case when $1::timestamptz > '-infinity' then $1::timestamptz
                else coalesce((select quarter_hour(created_at) from orders order by id limit 1), $2) end)::text as until`;

/** Makes the sums that figures of orders read, as SummarySumsRepository does for notifications. */
@Injectable()
export class OrderSumsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Does one step, and gives 0 when there is nothing to do now.
   * - A step is one transaction. It sums a day, or adds up to 10,000 changes to the sums.
   * - By `orders_pkey`: an id begins with its time. An hour is left for clocks that differ.
   */
  step(): Promise<number> {
    return this.database.write(async (tx) => {
      const [mark] = await tx.query<MarkRow[]>(lockSql);
      if (mark === undefined) return 0;
      if (mark.is_ahead) return this.takeBack(tx, mark);
      const folded = await tx.query<unknown[]>(foldSql, [mark.summed_until]);
      if (folded.length > 0) return folded.length;
      if (mark.closing_until === null || mark.is_foreign) return mark.is_due ? this.close(tx, mark) : 0;
      return mark.is_quiet ? this.sum(tx, mark.summed_until, mark.closing_until) : 0;
    });
  }

  /** Notes which transactions must end before rows until then are summed. */
  private async close(tx: Tx, { due_until }: MarkRow): Promise<number> {
    await tx.query('update order_mark set closing_until = $1, closing_xid = pg_current_xact_id()', [due_until]);
    return 1;
  }

  private async sum(tx: Tx, from: string, closing: string): Promise<number> {
    const [piece] = await tx.query<{ until: string }[]>(pieceSql, [from, closing]);
    const until = piece?.until ?? closing;
    await tx.query(sumSql, [from, until]);
    await tx.query(
      `update order_mark
       set summed_until = $1, closing_until = nullif(closing_until, $1), closing_xid = case when closing_until > $1 then closing_xid end`,
      [until],
    );
    return 1;
  }

  /** Orders may be placed again at times that are summed already. So those sums do not count. */
  private async takeBack(tx: Tx, { due_until }: MarkRow): Promise<number> {
    await tx.query('delete from order_sums where began_at >= $1', [due_until]);
    await tx.query('update order_mark set summed_until = $1, closing_until = null, closing_xid = null', [due_until]);
    return 1;
  }
}
