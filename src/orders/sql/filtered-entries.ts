import { ofDaysSql } from './days.js';
import { orderEntrySql } from './order-entries.js';

/**
 * The orders before $1 that a filter lets through, at most $2, as the objects of the phone API's
 * array.
 * - The filter: $3 customer code, $4 status, $5 first and $6 last day; null for any. $7 is the time
 *   zone of the days.
 * - `next` is the id to go on after, if more orders follow.
 * - By `orders_pkey`, `orders_customer_id_idx` or `orders_status_idx`, and `customers_pkey`.
 */
export const filteredEntriesSql = `
  select coalesce(string_agg(entry, ',' order by id desc) filter (where place <= $2), '') as text,
         case when count(*) > $2 then (array_agg(id order by place))[$2] end as next
  from (
    select o.id, row_number() over (order by o.id desc) as place,
           ${orderEntrySql} as entry
    from (
      select * from orders
      where id < $1
        and ($3::text is null or customer_id = (select id from customers where code = $3))
        and ($4::text is null or status = $4)
        and ${ofDaysSql('$5', '$6', '$7')}
      order by id desc
      limit $2 + 1
    ) o
    -- a look-up for each order, for which the limit stands
    cross join lateral (select code, name, phone from customers where id = o.customer_id limit 1) c
  ) entries`;
