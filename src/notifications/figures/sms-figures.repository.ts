import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/database.js';
import type { SummaryBounds } from '../summary/summary.repository.js';

/** What the SMS of one day of the shop cost. */
export interface SpendDayRow {
  /** YYYY-MM-DD. */
  readonly day: string;
  /**
   * Decimal text. Segments without a price count at the day's dearest, or at that of a day before.
   */
  readonly spent: string;
}

/** SMS of which a network told the end. */
export interface NetworkRow {
  /** The code that the carrier gives the network, such as 63902. */
  readonly network_code: string;
  readonly delivered: number;
  readonly undelivered: number;
}

/** $1 days, $2 SMS_SEGMENT_PRICE. */
const spendSql = `
  select to_char(d.day, 'YYYY-MM-DD') as day, (coalesce(s.spent + s.unpriced * coalesce(s.price, p.price, $2::numeric), 0))::text as spent
  -- once, and not for each day: it takes 20 µs
  from (select shop_day(now()) as today offset 0) t
  cross join generate_series(0, $1::int - 1) n
  cross join lateral (select t.today - n as day) d
  left join sms_days s on s.day = d.day
  -- the price of the last day that had one
  left join lateral (
    select price from sms_days where price is not null and day < s.day and s.unpriced > 0 and s.price is null order by day desc limit 1
  ) p on true
  order by 1`;

/** $1 when the first day begins, $2 until when the sums of migration 12 count. */
const networksSql = `
  with counted as (
    -- what is summed
    select network_code, status, entries from summary_sums
    where began_at >= $1::timestamptz and began_at < $2::timestamptz and network_code is not null
    union all
    -- what changed since
    select network_code, status, entries from summary_changes
    where began_at >= $1::timestamptz and began_at < $2::timestamptz and network_code is not null
    union all
    -- newer notifications
    select network_code, status, count(*) from notifications
    where created_at >= greatest($1::timestamptz, $2::timestamptz) and network_code is not null group by 1, 2
  )
  select network_code, coalesce(sum(entries) filter (where status = 'delivered'), 0)::int as delivered,
         coalesce(sum(entries) filter (where status = 'undelivered'), 0)::int as undelivered
  from counted where status in ('delivered', 'undelivered')
  group by 1 having sum(entries) > 0
  order by sum(entries) desc, 1
  limit 12`;

/** What SMS cost by day, and how many arrived by network. */
@Injectable()
export class SmsFiguresRepository {
  /** Each of the last `days` days of the shop, today included, oldest first. By `sms_days_pkey`. */
  spend(db: Db, days: number, segmentPrice: string): Promise<SpendDayRow[]> {
    return db.query<SpendDayRow[]>(spendSql, [days, segmentPrice]);
  }

  /**
   * The 12 networks with most SMS within the bounds.
   * By `summary_sums_key`. Newer rows by `notifications_created_at_idx`.
   */
  networks(db: Db, { first, until }: SummaryBounds): Promise<NetworkRow[]> {
    return db.query<NetworkRow[]>(networksSql, [first, until]);
  }
}
