import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { BACKGROUND_LIMITS, Batcher } from '../../database/batcher.js';
import { Database } from '../../database/database.js';
import { type BatchAnswers, Prepared } from '../../database/prepared.js';
import type { SmsText } from '../../sms/sms-text.js';
import { purseSql } from './budget.repository.js';
import type { ClaimedRow } from './outbox.repository.js';

/**
 * What became of the wish to hand a notification over.
 * - `handed-over`: it is written down, its price is reserved, and it must be offered now.
 * - `unaffordable`: the budget has no room for it now. It is still claimed.
 * - `superseded`: it is no longer this claim's.
 */
export type HandOverAnswer = 'handed-over' | 'unaffordable' | 'superseded';

/** A notification that is about to go out, and what it says. */
interface HandOver extends SmsText {
  readonly id: string;
  readonly claim: string;
  readonly lease: number;
}

/**
 * $1 what is to go out, $2 the budget of a day, $3 SMS_SEGMENT_PRICE.
 * Several at once lock the notifications first and the day last, so none waits for another in a
 * circle. The day is read as it is when it is locked.
 */
const handOver = new Prepared<BatchAnswers<{ readonly id: string; readonly affordable: boolean }>>(
  'outbox_hand_over',
  `-- what is to go out, in its order
   with asked as materialized (
     select * from rows from (json_to_recordset($1) as (id uuid, claim uuid, lease int, body text, encoding text, segments int))
     with ordinality as a (id, claim, lease, body, encoding, segments, place)
   ),
   -- those that are still their claim's, locked
   held as materialized (
     select n.id, a.place, a.segments
     from asked a join notifications n on n.id = a.id
     where n.claim = a.claim and n.status = 'sending' and n.handed_over_at is null
     for no key update of n
   ),
   -- the money of today, locked after all of them
   today as materialized (
     select * from sms_days
     where day = shop_day(now()) and (select count(*) from held) > 0
     for no key update
   ),
   purse as materialized (${purseSql}),
   -- what each costs, and all before it
   priced as materialized (
     select h.id, h.place, h.segments * p.price as cost, sum(h.segments * p.price) over (order by h.place) as total
     from held h cross join purse p
   ),
   -- many at once while there is money for surprises, then one at a time
   affordable as materialized (
     select id, cost
     from priced cross join purse p
     where p.spent + p.spread * (p.reserved + total) <= $2::numeric
        or (p.under_way = 0 and place = (select min(place) from held) and p.spent < $2::numeric and p.spent + cost <= $2::numeric)
   ),
   moved as (
     update notifications n
     set handed_over_at = now(), leased_until = now() + make_interval(secs => a.lease), attempts = n.attempts + 1,
         body = a.body, encoding = a.encoding, segments = a.segments, reserved = f.cost
     from affordable f join asked a using (id)
     where n.id = f.id
   ),
   booked as (
     update sms_days d set reserved = d.reserved + f.cost, under_way = d.under_way + f.notifications
     from (select sum(cost) as cost, count(*) as notifications from affordable) f
     where d.day = (select day from today) and f.notifications > 0
   )
   select json_agg(json_build_object('id', h.id, 'affordable', f.id is not null)) as answers
   from held h left join affordable f using (id)`,
);

/**
 * Hands notifications over: from then on the carrier may have them, and their price is reserved.
 * `sms_days` and the triggers of migration 7 settle what becomes of the money.
 */
@Injectable()
export class HandOversRepository {
  private readonly handOvers: Batcher<HandOver, HandOverAnswer>;

  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {
    this.handOvers = new Batcher((inputs) => this.run(inputs), BACKGROUND_LIMITS, undefined, handOver.name);
  }

  /**
   * Writes down, before the SMS goes out, that it may have gone out, and what it says.
   * - It reserves its segments at the price of one, in the budget that all processes share.
   * - By `notifications_pkey` and `sms_days_pkey`. Its cost does not grow with the day's SMS.
   */
  handOver({ id, claim }: ClaimedRow, leaseSeconds: number, sms: SmsText): Promise<HandOverAnswer> {
    const { body, encoding, segments } = sms;
    return this.handOvers.load({ id, claim, lease: leaseSeconds, body, encoding, segments });
  }

  private async run(inputs: readonly HandOver[]): Promise<readonly HandOverAnswer[]> {
    const { SMS_DAILY_BUDGET, SMS_SEGMENT_PRICE } = this.config;
    const [row] = await this.database.run(handOver, [JSON.stringify(inputs), SMS_DAILY_BUDGET, SMS_SEGMENT_PRICE]);
    const answers = new Map((row?.answers ?? []).map(({ id, affordable }) => [id, affordable]));
    return inputs.map(({ id }) => {
      const affordable = answers.get(id);
      if (affordable === undefined) return 'superseded';
      return affordable ? 'handed-over' : 'unaffordable';
    });
  }
}
