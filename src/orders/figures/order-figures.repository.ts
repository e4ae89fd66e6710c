import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/database.js';
import { SUMMED_AFTER } from '../../database/sum-steps.js';

/** The orders of one day of the shop. */
export interface OrderDayRow {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly placed: number;
  readonly cancelled: number;
  /** What those in the currency that were not cancelled came to; decimal text. */
  readonly amount: string;
}

/** The database's clock may have been ahead, so the last six hours never count as summed. */
const boundsSql = `
  select least(summed_until, quarter_hour(now() - interval '${SUMMED_AFTER}'))::text as until,
         -- midnight in the time zone $2 before the first of the last $1 days
         ((date_trunc('day', now() at time zone $2) - make_interval(days => $1::int - 1)) at time zone $2)::text as first
  from order_mark`;

/**
 * $1 days, $2 a time zone, $3 until when the sums count, $4 a currency, $5 when the first day
 * begins.
 */
const daysSql = `
  with counted as (
    -- what is summed
    select (began_at at time zone $2)::date as day, placed, cancelled, case when currency = $4 then amount else 0 end as amount
    from order_sums where began_at >= $5::timestamptz and began_at < $3::timestamptz
    union all
    -- what changed since
    select (began_at at time zone $2)::date, placed, cancelled, case when currency = $4 then amount else 0 end
    from order_changes where began_at >= $5::timestamptz and began_at < $3::timestamptz
    union all
    -- newer orders
    select (created_at at time zone $2)::date, count(*), count(*) filter (where status = 'cancelled'),
           coalesce(sum(amount) filter (where status <> 'cancelled' and currency = $4), 0)
    from orders
    where id >= first_id_at(greatest($5::timestamptz, $3::timestamptz) - interval '1 hour')
      and created_at >= greatest($5::timestamptz, $3::timestamptz)
    group by 1
  ),
  summed as (
    select day, sum(placed) as placed, sum(cancelled) as cancelled, sum(amount) as amount from counted group by 1
  )
  -- days without an order too
  select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(s.placed, 0)::int as placed, coalesce(s.cancelled, 0)::int as cancelled,
         coalesce(s.amount, 0)::text as amount
  from generate_series(0, $1::int - 1) n
  cross join lateral (select (now() at time zone $2)::date - n as day) d
  left join summed s on s.day = d.day
  order by 1`;

/** Counts orders, and what they came to. */
@Injectable()
export class OrderFiguresRepository {
  /**
   * Each of the last `days` days, today included, oldest first. It is exact, whatever changes
   * meanwhile.
   * - Reads 96 rows of `order_sums` a day by `order_sums_pkey`, and newer orders by `orders_pkey`.
   * @param zone whose days are meant, also those of 23 and 25 hours
   */
  async days(db: Db, days: number, zone: string, currency: string): Promise<OrderDayRow[]> {
    // Values, not subqueries: the planner has to know how few rows are newer.
    const [bounds] = await db.query<{ until: string; first: string }[]>(boundsSql, [days, zone]);
    return db.query<OrderDayRow[]>(daysSql, [days, zone, bounds?.until, currency, bounds?.first]);
  }
}
