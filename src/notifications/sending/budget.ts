import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Database } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';

/**
 * How many more texts today's budget pays for, at the dearest price of today's texts or else the latest price, beside those on their way; one at a
 * time until there is a price. A text whose answer was lost may have been charged for, and one that a report alone told of has been: both count at
 * that price. Days are UTC. Walks `sent_messages_sent_at_idx` from the day's beginning, `notifications_status_idx` and `notifications_leased_until_idx`.
 */
const affordable = new Prepared<{ texts: number }>(
  'budget_affordable',
  `with today as (select date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' as began),
   bill as (
     select coalesce(sum(cost), 0) as priced, count(*) filter (where cost is null) as unpriced,
            coalesce(max(cost), (select cost from sent_messages where cost is not null order by sent_at desc limit 1), 0) as price
     from sent_messages where sent_at >= (select began from today)
   ),
   lost as (select count(*) as texts from notifications where status = 'unknown' and handed_over_at >= (select began from today)),
   spent as (select price, unpriced + texts as guessed, priced + (unpriced + texts) * price as money from bill, lost)
   select (case when money >= $1::numeric then 0
                when price = 0 then greatest(1 - guessed, 0)
                else least(floor(($1::numeric - money) / price), 10000) end
           - (select count(*) from notifications where status = 'sending'))::int as texts
   from spent`,
);

/** Holds the day's bill to SMS_DAILY_BUDGET. Several processes that ask in the same instant may pass it by one batch each. */
@Injectable()
export class Budget {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  /** How many of `wanted` texts may go out now. */
  async admits(wanted: number): Promise<number> {
    const { SMS_DAILY_BUDGET } = this.config;
    if (SMS_DAILY_BUDGET === undefined) return wanted;
    const [row] = await this.database.run(affordable, [SMS_DAILY_BUDGET]);
    return Math.max(Math.min(row?.texts ?? 0, wanted), 0);
  }
}
