import { Injectable } from '@nestjs/common';
import type { EventRow } from '../../actor.js';
import type { Db } from '../../database/database.js';

/** Whoever places an order is an admin, staff or an API key; who has no token is not known. */
const eventsSql = `
  -- how it came about
  select o.created_at as at, 'placed' as kind,
         case when o.created_by is null then 'nobody' when k.id is not null then 'key'
              when u.role = 'user' then 'staff' else u.role end as actor_kind,
         o.created_by as actor_id, 'api' as via, null as note, '[]'::jsonb as changes, 0 as id
  from orders o left join users u on u.id = o.created_by left join api_keys k on k.id = o.created_by
  where o.id = $1
  union all
  -- what happened since
  select at, kind, actor_kind, actor_id, via, note, changes, id from order_events where order_id = $1
  order by id`;

/** What happened to orders. Triggers write it. */
@Injectable()
export class OrderEventsRepository {
  /**
   * All of one order, oldest first; none when there is no such order.
   * By `orders_pkey`, `users_pkey`, `api_keys_pkey` and `order_events_pkey`.
   */
  ofOrder(db: Db, orderId: string): Promise<EventRow[]> {
    return db.query<EventRow[]>(eventsSql, [orderId]);
  }
}
