import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/database.js';
import { AFTER_ALL_IDS, cutPage, type Page } from '../../database/pages.js';
import { needsSomebodySql, type Reason } from '../../notifications/attention/attention.repository.js';
import type { CallRow } from './call.js';

/** Of the reasons $1 and $2 those before the id $3: $4 of each, and $5 in all (null for any). */
const callsSql = `
  select n.id, n.status, n.reason, n.segments, n.created_at, coalesce(c.phone, n.phone) as phone,
         n.order_id, n.order_number::text, o.item, c.id as customer_id, c.name as customer_name
  from (
    select n.*
    from unnest($1::text[], $2::text[]) as r (status, reason)
    cross join lateral (
      select * from notifications n
      where ${needsSomebodySql} and n.status = r.status and coalesce(n.reason, '') = r.reason and n.id < $3
        -- nobody can be called about a person whose data were erased
        and n.phone is not null
      order by n.id desc limit $4
    ) n
    order by n.id desc limit $5
  ) n
  -- a look-up for each, for which the limits stand
  left join lateral (select customer_id, item from orders where id = n.order_id limit 1) o on true
  left join lateral (select id, name, phone from customers where id = o.customer_id limit 1) c on true
  order by n.id desc`;

/**
 * Whom to call about notifications that need somebody.
 * By `notifications_reason_idx`, `orders_pkey` and `customers_pkey`. The cost grows with the rows
 * that are given, and with the number of reasons.
 */
@Injectable()
export class CallListRepository {
  /** The newest of these reasons before the id `before`. */
  async page(db: Db, reasons: readonly Reason[], before: string, perPage: number): Promise<Page<CallRow>> {
    const rows = await this.read(db, reasons, before, perPage + 1, perPage + 1);
    return cutPage(rows, perPage, null);
  }

  /** The newest `limit` of each of these reasons. */
  newestOfEach(db: Db, reasons: readonly Reason[], limit: number): Promise<CallRow[]> {
    return this.read(db, reasons, AFTER_ALL_IDS, limit, null);
  }

  private read(
    db: Db,
    reasons: readonly Reason[],
    before: string,
    ofEach: number,
    inAll: number | null,
  ): Promise<CallRow[]> {
    const values = [reasons.map(({ status }) => status), reasons.map(({ reason }) => reason)];
    return db.query<CallRow[]>(callsSql, [...values, before, ofEach, inAll]);
  }
}
