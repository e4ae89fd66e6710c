import { Injectable } from '@nestjs/common';
import { Batcher } from '../../database/batcher.js';
import { Database } from '../../database/database.js';
import { type BatchAnswers, Prepared } from '../../database/prepared.js';
import { type OrderWithSms, orderColumns } from '../order-row.js';

/** An order and its texts, its id yet to be named. By `orders_pkey` and `customers_pkey`, texts by `notifications_order_id_idx`, what they cost by `sent_messages_notification_id_idx`. */
const orderSql = `
  select ${orderColumns},
         (select coalesce(json_agg(json_build_object('id', n.id, 'status', n.status, 'segments', n.segments, 'cost', m.cost, 'currency', m.currency)
                          order by n.id), '[]')
          from notifications n
          left join lateral (select sum(s.cost)::text as cost, min(s.currency) as currency
                             from sent_messages s where s.notification_id = n.id) m on true
          where n.order_id = o.id) as sms
  from orders o
  join customers c on c.id = o.customer_id
  where o.id =`;

const byId = new Prepared<OrderWithSms>('order_by_id', `${orderSql} $1`);

/**
 * The orders with these ids (a JSON array) as a JSON array in their order, null for an id that no order has. Whether two ids come or many, the planner
 * reckons with the same number: of an array it would know the length, and rather plan anew for each short one.
 */
const byIds = new Prepared<BatchAnswers<OrderWithSms | null>>(
  'orders_by_ids',
  `select json_agg(found order by asked.place) as answers
   from json_array_elements_text($1) with ordinality as asked (id, place)
   left join lateral (${orderSql} asked.id::uuid limit 1) found on true`,
);

/** Single orders, for many readers at once. */
@Injectable()
export class OrderReadsRepository {
  private readonly batcher: Batcher<string, OrderWithSms | null>;

  /** One id alone has a statement of its own: as JSON among others it would take a fifth longer. */
  constructor(database: Database) {
    this.batcher = new Batcher(async (ids) => {
      if (ids.length > 1) return database.runBatch(byIds, ids);
      const [order] = await database.run(byId, ids);
      return [order ?? null];
    });
  }

  /** An order with its texts. Readers who ask at the same time share a statement. */
  byId(id: string): Promise<OrderWithSms | null> {
    return this.batcher.load(id);
  }
}
