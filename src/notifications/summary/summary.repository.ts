import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/database.js';
import { SUMMED_AFTER } from '../../database/sum-steps.js';
import type { SummaryRow } from '../notification.js';

/**
 * Until when the sums count. The database's clock may have been ahead when they were made, so the
 * last six hours never count as summed.
 */
export const boundsSql = `
  select least(summed_until, quarter_hour(now() - interval '${SUMMED_AFTER}'))::text as until,
         -- midnight in the time zone $2 before the first of the last $1 days
         ((date_trunc('day', now() at time zone $2) - make_interval(days => $1::int - 1)) at time zone $2)::text as first
  from summary_mark`;

/** The rows of some days, and those of them that are in the sums. Text with microseconds. */
export interface SummaryBounds {
  /** When the first day begins. */
  readonly first: string;
  /** Until when the sums count. */
  readonly until: string;
}

/**
 * $1 when the first day begins, $2 a time zone, $3 until when the sums count. The bench explains
 * it.
 */
export const summarySql = `
  with counted as (
    -- what is summed
    select (began_at at time zone $2)::date as day, status, currency, entries, segments, cost
    from summary_sums where began_at >= $1::timestamptz and began_at < $3::timestamptz
    union all
    -- what changed since
    select (began_at at time zone $2)::date, status, currency, entries, segments, cost
    from summary_changes where began_at >= $1::timestamptz and began_at < $3::timestamptz
    union all
    -- newer notifications
    select (created_at at time zone $2)::date, status, null, count(*), 0, 0
    from notifications where created_at >= greatest($1::timestamptz, $3::timestamptz) group by 1, 2
    union all
    -- newer SMS
    select (sent_at at time zone $2)::date, null, currency, count(*), sum(segments), coalesce(sum(cost), 0)
    from sent_messages where sent_at >= greatest($1::timestamptz, $3::timestamptz) group by 1, 3
  ),
  -- sums that changes brought to nothing are left out
  summed as (
    select day, status, currency, sum(entries) as entries, sum(segments) as segments, sum(cost) as cost
    from counted group by 1, 2, 3 having sum(entries) <> 0
  )
  select to_char(day, 'YYYY-MM-DD') as day, status, (case when status is null then 0 else sum(entries) end)::int as notifications,
         sum(segments)::int as segments, (sum(cost) filter (where currency is not null))::text as cost, min(currency) as currency
  from summed group by summed.day, status
  order by 1 desc`;

/** Counts notifications, and what they cost. */
@Injectable()
export class SummaryRepository {
  /**
   * Notifications of the last `days` days by day and status, and what was paid on each day.
   * - It is exact, whatever changes meanwhile: one statement reads the sums, the changes and the
   *   newer rows.
   * - Reads 96 rows of `summary_sums` a day and status by `summary_sums_key`. Newer rows by
   *   `notifications_created_at_idx` and `sent_messages_sent_at_idx`.
   * @param zone whose days are meant, such as `UTC`
   */
  async summary(db: Db, days: number, zone: string): Promise<SummaryRow[]> {
    const { first, until } = await this.bounds(db, days, zone);
    return db.query<SummaryRow[]>(summarySql, [first, zone, until]);
  }

  /**
   * The bounds of the last `days` days in a time zone.
   * They go into the next statement as values. The planner then knows how few rows are newer, and
   * PostgreSQL does not reckon them again for each row.
   */
  async bounds(db: Db, days: number, zone: string): Promise<SummaryBounds> {
    const [bounds] = await db.query<SummaryBounds[]>(boundsSql, [days, zone]);
    return bounds ?? { first: 'infinity', until: '-infinity' };
  }
}
