import { ofDaysSql } from './days.js';

/** The columns of a found order `o`, its customer `c` and its last notification. */
const searchedColumns = `
  o.id, o.number::text, o.item, o.amount::text, o.currency, o.status,
  to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at,
  to_char(o.confirmed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as confirmed_at,
  to_char(o.cancelled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as cancelled_at,
  c.id as customer_id, c.code as customer_code, c.name as customer_name, c.phone, o.sms_status, o.sms_reason, o.place`;

/** A look-up for each order, for which the limit stands. */
const customerJoin =
  'cross join lateral (select id, code, name, phone from customers where id = o.customer_id limit 1) c';

/**
 * The orders before the id $1 that an index finds.
 * - The filter: $3 customer code, $4 status, $5 first and $6 last day; null for any. $7 is the time
 *   zone of the days.
 * - By `orders_pkey`, `orders_customer_id_idx` or `orders_status_idx`.
 */
const walkedSql = `
  select * from orders
  where id < $1
    and ($3::text is null or customer_id = (select id from customers where code = $3))
    and ($4::text is null or status = $4)
    and ${ofDaysSql('$5', '$6', '$7')}
  order by id desc`;

/**
 * The first $11 of those that a further filter lets through.
 * - The filter: $8 who placed them, $9 statuses of their last notification, $12 status; null for
 *   any.
 *   $10 is a reason that the notification must not have.
 * - It looks at $2 orders at most.
 * - Ids that follow each other stand beside each other in `notifications_order_id_idx`. So one walk
 *   of it for all orders costs a third of a look-up for each (measured).
 * - By `notifications_order_id_idx` and `customers_pkey`.
 */
export const searchedOrdersSql = `
  with walked as materialized (
    ${walkedSql} limit $2
  ),
  told as (
    select distinct on (order_id) order_id, status, reason
    from notifications
    -- how many ids there are is hidden: for many the planner may read the whole table
    where order_id = any(array(select id from walked))
    order by order_id, id desc
  )
  select ${searchedColumns}
  from (
    select *
    from (
      select walked.*, n.status as sms_status, n.reason as sms_reason, walked.id as place
      -- It finds what a left join would. But a full join is no nested loop, which took seconds for
      -- a customer with thousands of orders. The offset keeps it from becoming another join.
      from walked full join told n on n.order_id = walked.id
      offset 0
    ) o
    where ($8::uuid is null or created_by = $8)
      and ($9::text[] is null or (sms_status = any($9) and sms_reason is distinct from $10))
      and ($12::text is null or status = $12)
    order by id desc
    limit $11
  ) o
  ${customerJoin}
  order by o.place desc`;

/** The last of the $2 orders that were looked at; none when there are fewer. */
export const lastWalkedSql = `select id from (${walkedSql} offset $2 - 1 limit 1) walked`;

/**
 * The notifications before the id $1 that need somebody, newest first, $2 of each status at most.
 * By `notifications_status_idx`.
 */
const troubledSql = `
  select id, order_id, status, reason
  from (
    (select id, order_id, status, reason from notifications where status = 'failed' and id < $1 order by id desc limit $2)
    union all
    (select id, order_id, status, reason from notifications where status = 'undelivered' and id < $1 order by id desc limit $2)
    union all
    (select id, order_id, status, reason from notifications where status = 'unknown' and id < $1 order by id desc limit $2)
  ) n
  order by id desc`;

/**
 * The first $6 orders whose last notification needs somebody for another reason than $5: of the
 * status $3, made by $4; null for any. It looks at $2 notifications at most.
 * By `orders_pkey`, `notifications_order_id_idx` and `customers_pkey`.
 */
export const troubledOrdersSql = `
  select ${searchedColumns}
  from (
    select found.*, n.status as sms_status, n.reason as sms_reason, n.id as place
    from (${troubledSql} limit $2) n
    -- the order, by its own look-up
    cross join lateral (select * from orders where id = n.order_id limit 1) found
    where n.reason is distinct from $5
      and ($3::text is null or found.status = $3)
      and ($4::uuid is null or found.created_by = $4)
      -- A later notification counts instead. For "not exists" the whole table may be hashed.
      and (select id from notifications where order_id = n.order_id and id > n.id limit 1) is null
    order by n.id desc
    limit $6
  ) o
  ${customerJoin}
  order by o.place desc`;

/** The last of the $2 notifications that were looked at; none when there are fewer. */
export const lastTroubledSql = `select id from (${troubledSql} offset $2 - 1 limit 1) n`;
