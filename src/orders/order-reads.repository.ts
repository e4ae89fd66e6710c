import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Gatherer } from '../database/gatherer.js';
import { keysetBatches } from '../database/keyset.js';
import { Statement } from '../database/statement.js';
import { AFTER_ALL_IDS } from '../http/paging.js';
import { type OrderRow, type OrderWithSms, orderColumns } from './order-row.js';

/** A row for each id, in their order; its `id` is null where there is no such order. By `orders_pkey` and `customers_pkey`, texts by
 * `notifications_order_id_idx`, what they cost by `sent_messages_notification_id_idx`. */
const byIds = new Statement<Omit<OrderWithSms, 'id'> & { readonly id: string | null }>(
  'orders_by_ids',
  `select ${orderColumns},
          (select json_agg(json_build_object('id', n.id, 'status', n.status, 'segments', n.segments, 'cost', m.cost, 'currency', m.currency) order by n.id)
           from notifications n
           left join lateral (select sum(s.cost)::text as cost, min(s.currency) as currency
                              from sent_messages s where s.notification_id = n.id) m on true
           where n.order_id = o.id) as sms
   from unnest($1::uuid[]) with ordinality as asked (id, place)
   left join orders o on o.id = asked.id
   left join customers c on c.id = o.customer_id
   order by asked.place`,
);

/**
 * One customer's orders before an id, newest first. The lateral keeps the planner from knowing who the customer is: for one with many orders it
 * would rather walk everybody's from the newest, and go far when that customer's are old. By `customers_pkey` and `orders_customer_id_idx`.
 */
const ofCustomer = new Statement<OrderRow>(
  'orders_of_customer',
  `select ${orderColumns}
   from customers c
   cross join lateral (select * from orders where customer_id = c.id and id < $2 order by id desc limit $3) o
   where c.id = $1
   order by o.id desc`,
);

/** The reads that are asked for most: single orders, for many readers at once, and one customer's. */
@Injectable()
export class OrderReadsRepository {
  private readonly gatherer: Gatherer<string, OrderWithSms | null>;

  constructor(private readonly database: Database) {
    this.gatherer = new Gatherer(async (ids) => {
      const rows = await database.run(byIds, [ids]);
      return rows.map((row) => (row.id === null ? null : (row as OrderWithSms)));
    });
  }

  /** An order with its texts. Readers who ask at the same time share a statement. */
  byId(id: string): Promise<OrderWithSms | null> {
    return this.gatherer.ask(id);
  }

  /** The newest orders of a customer before the order `before`, at most `limit`. Stops after them, so the cost does not grow with the history. */
  ofCustomer(customerId: string, before: string, limit: number): Promise<OrderRow[]> {
    return this.database.run(ofCustomer, [customerId, before, limit]);
  }

  /** Every order of a customer, newest first, in batches. */
  allOfCustomer(customerId: string): AsyncGenerator<OrderRow[]> {
    return keysetBatches(
      AFTER_ALL_IDS,
      (row: OrderRow) => row.id,
      (id, limit) => this.ofCustomer(customerId, id, limit),
    );
  }
}
