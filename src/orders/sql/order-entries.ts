/**
 * An order `o` of a customer `c` as an object of the phone API's array.
 * - PostgreSQL writes the JSON, at half the cost of writing it here. `to_json` of the record would
 *   take a third longer.
 * - Only `item` and `name` can hold what JSON escapes: constraints leave the other columns letters,
 *   digits and a few marks.
 * - `string_agg` skips nulls, so every part must be non-null. `to_char` is null only for
 *   'infinity'; then '' is written. Name and phone are null for a customer who was erased.
 */
export const orderEntrySql = `
  '{"item":' || to_json(o.item) || ',"amount":"' || o.amount ||
  '","time":"' || coalesce(to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '') ||
  '","customer":' || coalesce(to_json(c.name)::text, 'null') ||
  ',"phone":' || coalesce('"' || c.phone || '"', 'null') || ',"order_id":"' || o.id || '","number":' || o.number ||
  ',"status":"' || o.status || '","customer_code":"' || c.code || '","currency":"' || o.currency || '"}'`;

/**
 * The orders before $1, down to and with $2, at most $3, as the objects of the phone API's array.
 * - The entries and `next` are of one moment.
 * - By `orders_pkey` and `customers_pkey`.
 */
export const orderEntriesSql = `
  select coalesce(text, '') as text,
         -- the id to go on after, if more orders follow
         case when (select id from orders where id < last order by id desc limit 1) is not null then last end as next
  from (
    select string_agg(entry, ',') as text, (array_agg(id))[count(*)] as last
    from (
      select o.id,
             ${orderEntrySql} as entry
      from (select * from orders where id < $1 and id >= $2 order by id desc limit $3) o
      -- a look-up for each order, for which the limit stands
      cross join lateral (select code, name, phone from customers where id = o.customer_id limit 1) c
      order by o.id desc
    ) entries
  ) page`;
