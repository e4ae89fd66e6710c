import { Injectable } from '@nestjs/common';
import { type Db } from '../../database/database.js';
import { countUpTo } from '../../database/pages.js';

/** What was ordered on a day so far. Cancelled orders do not count. */
export interface DayRow {
  readonly orders: number;
  /** Exact decimal text. */
  readonly amount: string;
}

/** When the day began in the time zone $1. */
const midnightSql = "(date_trunc('day', now() at time zone $1) at time zone $1)";

/**
 * $1 the shop's time zone, $2 its currency.
 * Ids begin with the time. They bound the walk, an hour before midnight, since the clocks of
 * processes and database may differ.
 */
const todaySql = `
  select count(*)::int as orders, coalesce(sum(amount), 0)::text as amount
  from orders
  where id >= first_id_at(${midnightSql} - interval '1 hour')
    and created_at >= ${midnightSql}
    and status <> 'cancelled' and currency = $2`;

/** Figures of the orders of a day. */
@Injectable()
export class DayFiguresRepository {
  /** The day so far, by the database's clock. Reads the day's rows by `orders_pkey`. */
  async today(db: Db, timeZone: string, currency: string): Promise<DayRow> {
    const [row] = await db.query<DayRow[]>(todaySql, [timeZone, currency]);
    return row ?? { orders: 0, amount: '0' };
  }

  /** How many orders are pending, of whatever day; `most` at most. By `orders_status_idx`. */
  countPending(db: Db, most: number): Promise<number> {
    return countUpTo(db, most, `orders where status = 'pending' order by id desc`);
  }
}
