import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Database } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';

/**
 * What today's budget is reckoned with, from the day's row `today`. $3 is SMS_SEGMENT_PRICE.
 * - `price` of a segment: the dearest of the day, or else of the last day that had one.
 * - `spread`: how many times what is reserved for it an SMS may cost without passing the budget.
 *   Prices differ by network and country: the dearest of the sandbox carrier is 11 times the
 *   cheapest. Before a price is known there is only $3, and a segment costs 1 in KES and 35 in UGX.
 * - `spent` has the segments without a price at that price.
 * - SMS of yesterday count whose answers may come today.
 */
export const purseSql = `
  select t.spent + t.unpriced * coalesce(p.price, $3::numeric) as spent, t.warned_at, t.reserved + coalesce(y.reserved, 0) as reserved, t.under_way + coalesce(y.under_way, 0) as under_way,
         coalesce(p.price, $3::numeric) as price, case when p.price is null then 100 else 12 end as spread
  from today t
  left join sms_days y on y.day = t.day - 1
  cross join lateral (
    select coalesce(t.price, (select price from sms_days where price is not null and day < t.day order by day desc limit 1)) as price
  ) p`;

/** How today's budget stands. */
export interface BudgetRow {
  /** How many more notifications may be claimed now. */
  readonly affordable: number;
  /** Whether none goes out until tomorrow, or until the budget is larger. */
  readonly exhausted: boolean;
  /** What today's SMS cost, in decimal text. */
  readonly spent: string;
  /** The same as a share of the budget; 1 or more when it is spent. */
  readonly used: number;
  readonly warned: boolean;
}

/**
 * $1 segments of the next SMS, $2 the budget of a day, $3 SMS_SEGMENT_PRICE.
 * The hand-over decides; this only keeps claims from being in vain.
 */
const readBudget = new Prepared<BudgetRow>(
  'budget_today',
  `with today as (select * from sms_days where day = shop_day(now())),
   purse as (${purseSql}),
   -- many while there is money for surprises, or else one
   room as (
     select *, spent >= $2::numeric or spent + $1::int * price > $2::numeric as empty,
            least(floor((($2::numeric - spent) / spread - reserved) / ($1::int * price)), 10000) as many
     from purse
   )
   select (case when empty then 0 else greatest(many, case when under_way = 0 then 1 else 0 end) end
           -- claimed and not handed over yet
           - (select count(*) from notifications where status = 'sending' and handed_over_at is null))::int as affordable,
          empty and under_way = 0 as exhausted, spent::text, warned_at is not null as warned,
          (case when $2::numeric > 0 then spent / $2::numeric else 1 end)::float as used
   from room`,
);

const openDay = new Prepared<object>(
  'budget_open_day',
  `insert into sms_days (day) values (shop_day(now())) on conflict do nothing`,
);

const noteWarning = new Prepared<object>(
  'budget_warn',
  `update sms_days set warned_at = now()
   where day = shop_day(now()) and warned_at is null
   returning day`,
);

/** The money of today, as all processes share it. Days are the shop's, by the database's clock. */
@Injectable()
export class BudgetRepository {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  /**
   * How the budget stands for SMS of so many segments.
   * By `sms_days_pkey` and `notifications_leased_until_idx`.
   */
  async today(segments: number): Promise<BudgetRow> {
    const { SMS_DAILY_BUDGET, SMS_SEGMENT_PRICE } = this.config;
    for (;;) {
      const [row] = await this.database.run(readBudget, [segments, SMS_DAILY_BUDGET, SMS_SEGMENT_PRICE]);
      if (row !== undefined) return row;
      await this.database.run(openDay, []);
    }
  }

  /** True for one caller a day, among all processes. */
  async noteWarning(): Promise<boolean> {
    return (await this.database.run(noteWarning, [])).length === 1;
  }
}
