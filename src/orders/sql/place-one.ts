import { Prepared } from '../../database/prepared.js';
import { queueNotificationsSql } from '../../notifications/notification-queue.js';
import type { PlacedRow } from '../order.js';

/**
 * Places one order without an idempotency key, and queues its notification, if one is asked for.
 * - $1 order id, $2 notification id.
 * - $3 customer code or null, $4 phone or null.
 * - $5 item, $6 amount, $7 currency, $8 who placed it, $9 whether to notify.
 * - No row when there is no such customer.
 * - The customer is locked before it is read, as the foreign key would lock it later.
 *   So nothing is placed for somebody who is erased meanwhile.
 * - By `customers_code_key` or `customers_phone_key`.
 */
export const placeOne = new Prepared<{ answer: PlacedRow }>(
  'order_place',
  `-- the placement and its customer
   with asked as (
     select $1::uuid as id, $2::uuid as sms_id, $5 as item, $6::numeric as amount, $7 as currency, $8::uuid as created_by,
            c.id as customer_id, c.code as customer_code, c.name as customer_name, c.phone as customer_phone
     from (select * from (select id, code, name, phone from customers where code = $3 and erased_at is null for key share) x
           union all
           select * from (select id, code, name, phone from customers where phone = $4 for key share) y) c
   ),
   -- the order
   placed as (
     insert into orders (id, customer_id, item, amount, currency, created_by)
     select id, customer_id, item, amount, currency, created_by from asked
     returning *
   ),
   -- the notification
   to_notify as (
     select a.sms_id as id, 'order-placed' as kind, a.customer_phone as phone,
            o.id as order_id, o.number as order_number, a.customer_code
     from asked a join placed o using (id)
     where $9::boolean
   ),
   notified as (${queueNotificationsSql})
   -- the answer
   select json_build_object(
            'id', o.id, 'number', o.number::text, 'item', o.item, 'amount', o.amount::text, 'currency', o.currency,
            'created_at', to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            'customer_id', o.customer_id, 'customer_code', a.customer_code, 'customer_name', a.customer_name,
            'phone', a.customer_phone, 'sms_id', case when $9::boolean then a.sms_id end,
            'replayed', false) as answer
   from asked a
   join placed o using (id)`,
);
