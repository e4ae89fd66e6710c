import { type BatchAnswers, Prepared } from '../../database/prepared.js';
import { queueNotificationsSql } from '../../notifications/notification-queue.js';
import type { PlacedRow } from '../order.js';

/**
 * The answer to a placement with a key.
 * `id` is null when there is no such customer, or when another placement with the key has just won.
 */
export type KeyedAnswer = (PlacedRow | { readonly id: null }) & {
  readonly request_hash: string | null;
  readonly customer_known: boolean;
};

/**
 * Places many orders with idempotency keys, as if they came one by one, and queues their
 * notifications.
 * - $1 is a JSON array of placements. The answers are in their order.
 * - A key that was used before, or twice here, gives the first order (`replayed`), with the number
 *   that was notified then.
 * - Keys are inserted in one order everywhere. Two processes that are sent the same keys wait for
 *   each other, and never both.
 * - The customer is locked before it is read, as the foreign key would lock it later.
 *   So nothing is placed for somebody who is erased meanwhile.
 * - By `customers_code_key` or `customers_phone_key`, earlier orders by `orders_idempotency_key`,
 *   and what they were by `order_events_pkey` and `customer_events_pkey`.
 */
export const placeOnce = new Prepared<BatchAnswers<KeyedAnswer>>(
  'orders_place_once',
  `-- the placements, and the customer of each
   with asked as materialized (
     select a.*, c.customer_id, c.customer_code, c.customer_name, c.customer_phone
     from rows from (json_to_recordset($1) as (id uuid, sms_id uuid, code text, phone text, item text, amount numeric, currency text,
                                               created_by uuid, idempotency_key text, request_hash text, notify boolean))
          with ordinality as a (id, sms_id, code, phone, item, amount, currency, created_by, idempotency_key, request_hash, notify, position)
     left join lateral (
       select * from (select id, code, name, phone from customers where code = a.code and erased_at is null for key share) x
       union all
       select * from (select id, code, name, phone from customers where phone = a.phone for key share) y
     ) as c (customer_id, customer_code, customer_name, customer_phone) on true
   ),
   -- orders that were placed with these keys before
   earlier as materialized (
     select a.position, n.id as sms_id, true as replayed, c.code as customer_code, c.name as customer_name, coalesce(n.phone, c.phone) as phone, o.*
     from asked a
     cross join lateral (
       select * from orders where idempotency_key = a.idempotency_key and created_by is not distinct from a.created_by limit 1
     ) o
     cross join lateral (select code, name, phone from customers where id = o.customer_id) c
     left join lateral (select id, phone from notifications where order_id = o.id order by id limit 1) n on true
   ),
   -- the orders
   placed as (
     insert into orders (id, customer_id, item, amount, currency, created_by, idempotency_key, request_hash)
     select id, customer_id, item, amount, currency, created_by, idempotency_key, decode(request_hash, 'hex')
     from asked
     where customer_id is not null and position not in (select position from earlier)
     order by idempotency_key, created_by, position
     on conflict (idempotency_key, created_by) where idempotency_key is not null do nothing
     returning *
   ),
   -- the notifications
   to_notify as (
     select a.sms_id as id, 'order-placed' as kind, a.customer_phone as phone,
            o.id as order_id, o.number as order_number, a.customer_code
     from asked a join placed o using (id)
     where a.notify
   ),
   notified as (${queueNotificationsSql}),
   -- orders placed here, orders whose key came twice here, and earlier orders
   answered as (
     select a.position, a.sms_id, false as replayed, a.customer_code, a.customer_name, a.customer_phone as phone, o.*
     from asked a join placed o using (id)
     union all
     select a.position, first.sms_id, true as replayed, first.customer_code, first.customer_name, first.customer_phone as phone, o.*
     from asked a
     join placed o on o.idempotency_key = a.idempotency_key and o.created_by is not distinct from a.created_by
     join asked first on first.id = o.id and first.position < a.position
     union all
     select * from earlier
   )
   -- the answers
   select json_agg(
            json_build_object(
              'id', o.id, 'number', o.number::text, 'item', coalesce(first.item, o.item),
              'amount', coalesce(first.amount, o.amount::text), 'currency', o.currency,
              'created_at', to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
              'customer_id', o.customer_id, 'customer_code', o.customer_code, 'customer_name', coalesce(known.name, o.customer_name),
              'phone', coalesce(known.phone, o.phone), 'sms_id', case when a.notify then o.sms_id end, 'replayed', o.replayed, 'request_hash', encode(o.request_hash, 'hex'),
              'customer_known', a.customer_id is not null)
            order by a.position) as answers
   from asked a
   left join answered o using (position)
   -- what order and customer were before they were corrected: the first answer is given again
   left join lateral (
     select (array_agg(c ->> 'before' order by e.id) filter (where c ->> 'field' = 'item'))[1] as item,
            (array_agg(c ->> 'before' order by e.id) filter (where c ->> 'field' = 'amount'))[1] as amount
     from order_events e cross join jsonb_array_elements(e.changes) c
     where e.order_id = o.id and o.replayed
   ) first on true
   left join lateral (
     select (array_agg(c ->> 'before' order by e.id) filter (where c ->> 'field' = 'name'))[1] as name,
            (array_agg(c ->> 'before' order by e.id) filter (where c ->> 'field' = 'phone_number'))[1] as phone
     from customer_events e cross join jsonb_array_elements(e.changes) c
     where e.customer_id = o.customer_id and e.at > o.created_at and o.replayed
   ) known on true`,
);
