import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { Prepared } from '../database/prepared.js';

/** What an SMS may cost, in the carrier's currency. */
export interface SmsPrice {
  readonly segments: number;
  /** Decimal text. */
  readonly price: string;
  /** ISO 4217; null until the carrier has named a price. */
  readonly currency: string | null;
}

const lastPrice = new Prepared<{ price: string; currency: string | null }>(
  'sms_last_price',
  `select (($1::int) * coalesce((select price from sms_days where price is not null order by day desc limit 1), $2::numeric))::text as price,
          (select currency from sent_messages where currency is not null order by sent_at desc limit 1) as currency`,
);

/** What SMS cost. */
@Injectable()
export class SmsPrices {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  /**
   * What an SMS of so many segments may cost: at the dearest price of the last day that had one, or
   * else at SMS_SEGMENT_PRICE. By `sms_days_pkey` and `sent_messages_sent_at_idx`.
   */
  async estimate(segments: number): Promise<SmsPrice> {
    const [row] = await this.database.run(lastPrice, [segments, this.config.SMS_SEGMENT_PRICE]);
    return { segments, price: row?.price ?? '0', currency: row?.currency ?? null };
  }
}
