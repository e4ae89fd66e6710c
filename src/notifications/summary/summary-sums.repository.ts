import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { CHANGES_AT_ONCE, lockMarkSql, type SumStatements, stepSums } from '../../database/sum-steps.js';

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

const STATEMENTS: SumStatements = {
  lock: lockMarkSql('summary_mark'),
  close: 'update summary_mark set closing_until = $1, closing_xid = pg_current_xact_id()',
  move: `
    update summary_mark
    set summed_until = $1, closing_until = nullif(closing_until, $1), closing_xid = case when closing_until > $1 then closing_xid end`,
  reset: 'update summary_mark set summed_until = $1, closing_until = null, closing_xid = null',
  drop: 'delete from summary_sums where began_at >= $1',
  fold: foldSql,
  sum: sumSql,
  piece: pieceSql,
};

/** Makes the sums that summaries read. */
@Injectable()
export class SummarySumsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Does one step, and gives 0 when there is nothing to do now. See {@link stepSums}.
   * - By `notifications_created_at_idx` and `sent_messages_sent_at_idx`.
   */
  step(): Promise<number> {
    return stepSums(this.database, STATEMENTS);
  }
}
