import { Injectable } from '@nestjs/common';
import type { EventRow } from '../../actor.js';
import type { Db } from '../../database/database.js';

/** What happened to one of several orders. */
export interface OrderEventRow extends EventRow {
  readonly order_id: string;
}

/**
 * How orders `o` came about.
 * Whoever places one is an admin, staff or an API key; who has no token is not known.
 * An account that is gone was staff: an erasure leaves those of admins.
 */
const placedSql = `
  select o.id as order_id, o.created_at as at, 'placed' as kind,
         case when o.created_by is null then 'nobody' when k.id is not null then 'key'
              when u.role = 'admin' then 'admin' else 'staff' end as actor_kind,
         o.created_by as actor_id, case when o.import_key is null then 'api' else 'import' end as via, null as note, '[]'::jsonb as changes, 0 as id
  from orders o
  -- a look-up for each order, for which the limits stand: a plain join may read a table whole
  left join lateral (select role from users where id = o.created_by limit 1) u on true
  left join lateral (select id from api_keys where id = o.created_by limit 1) k on true`;

/** What happened to orders `o` since. */
const sinceSql = `
  select e.order_id, e.at, e.kind, e.actor_kind, e.actor_id, e.via, e.note, e.changes, e.id
  from orders o join order_events e on e.order_id = o.id`;

const ofOrderSql = `
  ${placedSql} where o.id = $1
  union all
  ${sinceSql} where o.id = $1
  order by id`;

const ofCustomerSql = `
  ${placedSql} where o.customer_id = $1
  union all
  ${sinceSql} where o.customer_id = $1
  order by order_id, id`;

/** What happened to orders. Triggers write it. */
@Injectable()
export class OrderEventsRepository {
  /**
   * All of one order, oldest first; none when there is no such order.
   * By `orders_pkey`, `users_pkey`, `api_keys_pkey` and `order_events_pkey`.
   */
  ofOrder(db: Db, orderId: string): Promise<EventRow[]> {
    return db.query<EventRow[]>(ofOrderSql, [orderId]);
  }

  /**
   * All of every order of a customer, those of one order together and oldest first.
   * By `orders_customer_id_idx`, `users_pkey`, `api_keys_pkey` and `order_events_pkey`.
   */
  ofCustomer(db: Db, customerId: string): Promise<OrderEventRow[]> {
    return db.query<OrderEventRow[]>(ofCustomerSql, [customerId]);
  }
}
