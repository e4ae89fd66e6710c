import { Injectable } from '@nestjs/common';
import type { EventRow } from '../../actor.js';
import type { Db } from '../../database/database.js';

const eventsSql = `
  -- how the customer came about; of customers of before, nobody knows who made them
  select created_at as at, 'registered' as kind, added_by_kind as actor_kind, added_by as actor_id, added_via as via,
         null as note, '[]'::jsonb as changes, 0 as id
  from customers where id = $1
  union all
  -- what happened since
  select at, kind, actor_kind, actor_id, via, note, changes, id from customer_events where customer_id = $1
  order by id`;

/** What happened to customers. Triggers write it. */
@Injectable()
export class CustomerEventsRepository {
  /**
   * All of one customer, oldest first; none when there is no such customer.
   * By `customers_pkey` and `customer_events_pkey`.
   */
  ofCustomer(db: Db, customerId: string): Promise<EventRow[]> {
    return db.query<EventRow[]>(eventsSql, [customerId]);
  }
}
