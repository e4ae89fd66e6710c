import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../database/database.js';
import { SUMMED_AFTER } from './summary.repository.js';

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
  from summary_mark m, (select quarter_hour(now() - interval '${SUMMED_AFTER}') as until) due
  for no key update of m`;

const foldSql = `
  with changed as (
    delete from summary_changes
    where ctid = any(array(select ctid from summary_changes where began_at < $1 limit ${CHANGES_AT_ONCE}))
    returning *
  )
  insert into summary_sums as s (began_at, status, currency, network_code, entries, segments, cost)
  select began_at, status, currency, network_code, sum(entries), sum(segments), sum(cost) from changed group by 1, 2, 3, 4
  on conflict (began_at, status, currency, network_code) do update
  set entries = s.entries + excluded.entries, segments = s.segments + excluded.segments, cost = s.cost + excluded.cost
  returning 1`;

/**
 * Sums what began from $1 on and before $2. Changes that it can see are in the sums already, and
 * those that it cannot see stay.
 */
const sumSql = `
  with voided as (
    delete from summary_changes where began_at >= $1 and began_at < $2
  ),
  notified as (
    select quarter_hour(created_at) as began_at, status, null::text as currency, network_code, count(*) as entries, 0 as segments, 0 as cost
    from notifications where created_at >= $1 and created_at < $2 group by 1, 2, network_code
  ),
  sent as (
    select quarter_hour(sent_at) as began_at, null::text as status, currency, null::text as network_code, count(*) as entries,
           sum(segments) as segments,
           coalesce(sum(cost), 0) as cost
    from sent_messages where sent_at >= $1 and sent_at < $2 group by 1, 3
  )
  insert into summary_sums (began_at, status, currency, network_code, entries, segments, cost)
  select * from notified union all select * from sent`;

/** A day after the oldest notification, or after the sums that there are: one step sums a day. */
const pieceSql = `
  select least($2::timestamptz, interval '1 day' + case when $1::timestamptz > '-infinity' then $1::timestamptz
                else coalesce((select quarter_hour(created_at) from notifications order by id limit 1), $2) end)::text as until`;

/** Makes the sums that summaries read. */
@Injectable()
export class SummarySumsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Does one step, and gives 0 when there is nothing to do now.
   * - A step is one transaction. It sums a day, or adds up to 10,000 changes to the sums.
   * - By `notifications_created_at_idx` and `sent_messages_sent_at_idx`.
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
    await tx.query('update summary_mark set closing_until = $1, closing_xid = pg_current_xact_id()', [due_until]);
    return 1;
  }

  private async sum(tx: Tx, from: string, closing: string): Promise<number> {
    const [piece] = await tx.query<{ until: string }[]>(pieceSql, [from, closing]);
    const until = piece?.until ?? closing;
    await tx.query(sumSql, [from, until]);
    await tx.query(
      `update summary_mark
       set summed_until = $1, closing_until = nullif(closing_until, $1), closing_xid = case when closing_until > $1 then closing_xid end`,
      [until],
    );
    return 1;
  }

  /** Rows may be entered again at times that are summed already. So those sums do not count. */
  private async takeBack(tx: Tx, { due_until }: MarkRow): Promise<number> {
    await tx.query('delete from summary_sums where began_at >= $1', [due_until]);
    await tx.query('update summary_mark set summed_until = $1, closing_until = null, closing_xid = null', [due_until]);
    return 1;
  }
}
