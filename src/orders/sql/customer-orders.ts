/**
 * Orders of one customer, whose id $1 is, by plans that do not grow with the history.
 * - The laterals hide the customer from the planner. For one with many orders it would walk
 *   everybody's, and go far when that customer's are old.
 * - The selects hide the limits. For a limit above the usual number of orders it would read all of
 *   them and sort. That took 27 ms instead of 3 ms for 10,000 (measured).
 */

/**
 * What the newest $2 of them come to, by status and currency, and the ids of the newest $3 of each.
 * By `orders_customer_id_idx`.
 */
export const customerTotalsSql = `
  select status, currency, count(*)::int as count, sum(amount)::text as amount,
         (array_agg(newest.id order by newest.id desc))[1:$3] as newest
  from (select id from customers where id = $1 limit 1) c
  cross join lateral (
    select id, status, currency, amount from orders where customer_id = c.id order by id desc limit (select $2::int)
  ) newest
  group by status, currency
  order by currency, status`;

const columns = `
  o.id, o.number::text, o.item, o.amount::text, o.currency, o.status,
  to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at`;

/** Those before the order $2, newest first, at most $3. By `orders_customer_id_idx`. */
export const customerOrdersSql = `
  select ${columns}
  from (select id from customers where id = $1 limit 1) c
  cross join lateral (
    select * from orders where customer_id = c.id and id < $2 order by id desc limit (select $3::int)
  ) o
  order by o.id desc`;

/** Some by their ids $1, newest first. By `orders_pkey`, once for each. */
export const ordersOfIdsSql = `
  select ${columns}
  from unnest($1::uuid[]) asked (id) cross join lateral (select * from orders where id = asked.id limit 1) o
  order by o.id desc`;
