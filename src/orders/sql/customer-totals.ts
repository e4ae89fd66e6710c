/**
 * What the newest orders of the customer $1 come to, by status and currency; at most $2 of them.
 * By `orders_customer_id_idx` alone, without the table.
 */
export const customerTotalsSql = `
  select status, currency, count(*)::int as count, sum(amount)::text as amount
  from (select status, currency, amount from orders where customer_id = $1 order by id desc limit $2) newest
  group by status, currency
  order by currency, status`;

/**
 * The pending ones among the newest $2 orders of the customer $1, newest first, at most $3.
 * They are found by `orders_customer_id_idx` alone, and read by `orders_pkey`.
 */
export const openOrdersSql = `
  select o.id, o.number::text, o.item, o.amount::text, o.currency, o.status,
         to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at
  from (
    select id
    from (select id, status from orders where customer_id = $1 order by id desc limit $2) newest
    where status = 'pending'
    order by id desc limit $3
  ) found
  cross join lateral (select * from orders where id = found.id limit 1) o
  order by o.id desc`;
