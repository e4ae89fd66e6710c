import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Database } from '../../database/database.js';
import { Statement } from '../../database/statement.js';

/**
 * How many more texts today's budget pays for, at the dearest price of today's texts, beside those on their way; one at a time until the first has a
 * price. Days are UTC. Walks `sent_messages_sent_at_idx` from the day's beginning, and `notifications_leased_until_idx`.
 */
const affordable = new Statement<{ texts: number }>(
  'budget_affordable',
  `select (case when spent >= $1::numeric then 0
                when coalesce(dearest, 0) = 0 then 1
                else least(floor(($1::numeric - spent) / dearest), 10000) end
           - (select count(*) from notifications where status = 'sending'))::int as texts
   from (select coalesce(sum(cost), 0) as spent, max(cost) as dearest
         from sent_messages where sent_at >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC') today`,
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
