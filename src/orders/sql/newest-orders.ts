/**
 * The orders that a filter's values ($1 customer id, $2 customer code, $3 status; null for any) let
 * through.
 * PostgreSQL plans with the values it gets, so a null costs nothing.
 */
export const filteredOrdersSql = `
  orders o
  where ($1::uuid is null or o.customer_id = $1)
    and ($2::text is null or o.customer_id = (select id from customers where code = $2))
    and ($3::text is null or o.status = $3)`;

/**
 * A page of those orders before the id $4: $6 of them after the first $5, newest first.
 * - Walks `orders_pkey`, `orders_customer_id_idx` or `orders_status_idx` backwards and stops after
 *   the page.
 * - Customers are looked up by `customers_pkey` for the rows of the page alone. With a plain join,
 *   up to some
 *   ten thousand customers would be read whole for a page of 25 orders.
 */
export const newestOrdersSql = `
  select o.id, o.number::text, o.item, o.amount::text, o.currency, o.status,
         to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at,
         to_char(o.confirmed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as confirmed_at,
         to_char(o.cancelled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as cancelled_at,
         c.id as customer_id, c.code as customer_code, c.name as customer_name, c.phone
  from (
    select o.*
    from ${filteredOrdersSql}
      and o.id < $4
    order by o.id desc
    offset $5 limit $6
  ) o
  cross join lateral (select id, code, name, phone from customers where id = o.customer_id limit 1) c
  order by o.id desc`;
