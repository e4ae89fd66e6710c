import { type BatchAnswers, Prepared } from '../../database/prepared.js';
import { queueNotificationsSql } from '../../notifications/notification-queue.js';
import type { PlacedRow } from '../order.js';

/**
 * Places many orders without idempotency keys, and queues their notifications: all of it, or
 * nothing.
 * - $1 is a JSON array of placements. The answers are in their order.
 * - The answer is null where there is no such customer.
 * - The customer is locked before it is read, as the foreign key would lock it later.
 *   So nothing is placed for somebody who is erased meanwhile.
 * - By `customers_code_key` or `customers_phone_key`.
 */
export const placeMany = new Prepared<BatchAnswers<PlacedRow | null>>(
  'orders_place',
  `-- the placements, and the customer of each
   with asked as materialized (
     select a.*, c.customer_id, c.customer_code, c.customer_name, c.customer_phone
     from rows from (json_to_recordset($1) as (id uuid, sms_id uuid, code text, phone text, item text, amount numeric, currency text,
                                               created_by uuid, notify boolean))
          with ordinality as a (id, sms_id, code, phone, item, amount, currency, created_by, notify, position)
     left join lateral (
       select * from (select id, code, name, phone from customers where code = a.code and erased_at is null for key share) x
       union all
       select * from (select id, code, name, phone from customers where phone = a.phone for key share) y
     ) as c (customer_id, customer_code, customer_name, customer_phone) on true
   ),
   -- the orders
   placed as (
     insert into orders (id, customer_id, item, amount, currency, created_by)
     select id, customer_id, item, amount, currency, created_by from asked where customer_id is not null
     returning *
   ),
   -- the notifications
   to_notify as (
     select a.sms_id as id, 'order-placed' as kind, a.customer_phone as phone,
            o.id as order_id, o.number as order_number, a.customer_code
     from asked a join placed o using (id)
     where a.notify
   ),
   notified as (${queueNotificationsSql})
   -- the answers
   select json_agg(
            case when o.id is not null then json_build_object(
              'id', o.id, 'number', o.number::text, 'item', o.item, 'amount', o.amount::text, 'currency', o.currency,
              'created_at', to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
              'customer_id', o.customer_id, 'customer_code', a.customer_code, 'customer_name', a.customer_name,
              'phone', a.customer_phone, 'sms_id', case when a.notify then a.sms_id end, 'replayed', false) end
            order by a.position) as answers
   from asked a
   left join placed o using (id)`,
);
