import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Database } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';

/**
 * How many more SMS today's budget ($1) pays for, beside those on their way. Days are UTC.
 * - Each counts at the dearest price of today, or else at the latest price. Until there is a price,
 *   one is sent at a time.
 * - An SMS whose answer was lost may have been charged for. One that only a report told of was
 *   charged for.
 *   Both count at that price.
 * - Walks `sent_messages_sent_at_idx` from midnight, `notifications_status_idx` and
 *   `notifications_leased_until_idx`.
 */
const countAffordable = new Prepared<{ notifications: number }>(
  'budget_affordable',
  `-- midnight
   with today as (select date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' as began),
   -- what the carrier charged since then
   bill as (
     select coalesce(sum(cost), 0) as priced, count(*) filter (where cost is null) as unpriced,
            coalesce(max(cost), (select cost from sent_messages where cost is not null order by sent_at desc limit 1), 0) as price
     from sent_messages where sent_at >= (select began from today)
   ),
   -- what it may have charged
   lost as (select count(*) as notifications from notifications where status = 'unknown' and handed_over_at >= (select began from today)),
   spent as (select price, unpriced + notifications as guessed, priced + (unpriced + notifications) * price as money from bill, lost)
   select (case when money >= $1::numeric then 0
                when price = 0 then greatest(1 - guessed, 0)
                else least(floor(($1::numeric - money) / price), 10000) end
           - (select count(*) from notifications where status = 'sending'))::int as notifications
   from spent`,
);

/**
 * Holds the day's bill to SMS_DAILY_BUDGET.
 * Several processes that ask in the same instant may pass it by one batch each.
 */
@Injectable()
export class Budget {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  /** How many of `wanted` notifications may be sent now. */
  async admits(wanted: number): Promise<number> {
    const { SMS_DAILY_BUDGET } = this.config;
    if (SMS_DAILY_BUDGET === undefined) return wanted;
    const [row] = await this.database.run(countAffordable, [SMS_DAILY_BUDGET]);
    return Math.max(Math.min(row?.notifications ?? 0, wanted), 0);
  }
}
