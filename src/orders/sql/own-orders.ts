/**
 * How many of a customer's newest orders are read to have the open ones first, and to be searched.
 */
export const OWN_ORDERS_MOST = 1000;

/**
 * The newest orders of the customer $1.
 * With the patterns $2, those whose item has all of them, and the one with the number $3.
 * - Walks `orders_customer_id_idx` and stops, so the cost does not grow with the history.
 */
export const matchingOwnOrdersSql = `
  (select * from orders where customer_id = $1 order by id desc limit ${OWN_ORDERS_MOST}) o
  where $2::text[] is null or o.item ilike all ($2) or o.number = $3::bigint`;

/** $5 of those orders after the first $4: open ones first, and then the newest first. */
export const ownOrdersSql = `
  select o.id, o.number::text, o.item, o.amount::text, o.currency, o.status,
         to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at,
         to_char(o.confirmed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as confirmed_at,
         to_char(o.cancelled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as cancelled_at,
         c.id as customer_id, c.code as customer_code, c.name as customer_name, c.phone
  from (
    select o.*
    from ${matchingOwnOrdersSql}
    order by o.status = 'pending' desc, o.id desc
    offset $4 limit $5
  ) o
  cross join lateral (select id, code, name, phone from customers where id = o.customer_id limit 1) c
  order by o.status = 'pending' desc, o.id desc`;
