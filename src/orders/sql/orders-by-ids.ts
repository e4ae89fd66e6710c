import { type BatchAnswers, Prepared } from '../../database/prepared.js';
import type { ReadOrder } from '../order.js';

/**
 * The orders with these ids, and their notifications. $1 is a JSON array of ids.
 * - The answers are in the order of the ids, null for an id that no order has.
 * - Ids come as JSON and not as an array: the planner knows an array's length, and plans anew for
 *   each short one.
 * - By the same indexes as `order_by_id`.
 */
export const ordersByIds = new Prepared<BatchAnswers<ReadOrder | null>>(
  'orders_by_ids',
  `select json_agg(found order by asked.position) as answers
   from json_array_elements_text($1) with ordinality as asked (id, position)
   -- each order, by its own look-up, for which the limit stands
   left join lateral (
     select o.id, o.number::text, o.item, o.amount::text, o.currency, o.status,
            o.created_by is null as by_stranger,
            to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at,
            to_char(o.confirmed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as confirmed_at,
            to_char(o.cancelled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as cancelled_at,
            c.id as customer_id, c.code as customer_code, c.name as customer_name, c.phone,
            -- the notifications, oldest first, with what the carrier charged for each
            (select coalesce(json_agg(json_build_object('id', n.id, 'status', n.status, 'segments', n.segments,
                                                        'cost', m.cost, 'currency', m.currency)
                                      order by n.id), '[]')
             from notifications n
             left join lateral (select sum(s.cost)::text as cost, min(s.currency) as currency
                                from sent_messages s where s.notification_id = n.id) m on true
             where n.order_id = o.id) as sms
     from orders o
     join customers c on c.id = o.customer_id
     where o.id = asked.id::uuid
     limit 1
   ) found on true`,
);
