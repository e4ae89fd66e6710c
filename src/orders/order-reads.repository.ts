import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Gatherer } from '../database/gatherer.js';
import { Statement } from '../database/statement.js';
import { type OrderWithSms, orderColumns } from './order-row.js';

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

/** Single orders, for many readers at once. */
@Injectable()
export class OrderReadsRepository {
  private readonly gatherer: Gatherer<string, OrderWithSms | null>;

  constructor(database: Database) {
    this.gatherer = new Gatherer(async (ids) => {
      const rows = await database.run(byIds, [ids]);
      return rows.map((row) => (row.id === null ? null : (row as OrderWithSms)));
    });
  }

  /** An order with its texts. Readers who ask at the same time share a statement. */
  byId(id: string): Promise<OrderWithSms | null> {
    return this.gatherer.ask(id);
  }
}
