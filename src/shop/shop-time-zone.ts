import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/config.js';
import { shopTimeZone } from '../config/time-zone.js';
import { DatabaseError } from '../database/database.errors.js';
import { Database } from '../database/database.js';
import { isRefused } from '../database/failures.js';
import { Prepared } from '../database/prepared.js';

/** One that PostgreSQL does not know is refused here, and not by the trigger of an SMS. */
const keepTimeZone = new Prepared<object>(
  'shop_keep_time_zone',
  `update shop set time_zone = $1
   where time_zone <> $1 and (now() at time zone $1::text) is not null
   returning time_zone`,
);

/**
 * Tells the database the shop's time zone, by which its function `shop_day` reckons days.
 * All processes share it. The one that started last decides.
 */
@Injectable()
export class ShopTimeZone implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  /** @throws DatabaseError when PostgreSQL does not know the time zone */
  async onModuleInit(): Promise<void> {
    const timeZone = shopTimeZone(this.config);
    try {
      await this.database.run(keepTimeZone, [timeZone]);
    } catch (error) {
      if (!isRefused(error)) throw error;
      throw new DatabaseError(`PostgreSQL knows no time zone ${timeZone}: name another one in SHOP_TIME_ZONE.`);
    }
  }
}
