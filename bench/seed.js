/** Orders of each customer who has many. */
const MANY = 10_000;

/**
 * The code of customer `i`, as SQL: eight letters, scattered.
 * Each number has its own code: the factor has no common divisor with 26.
 */
export const CODE = `(select string_agg(chr(65 + (i * 2654435761 % 208827064576 / (26 ^ place)::bigint % 26)::int), '' order by place)
              from generate_series(0, 7) place)`;

const customersSql = `
  insert into customers (id, code, name, phone)
  select uuidv7(), ${CODE}, 'Wanjiku Kamau ' || i, '+2547' || lpad(i::text, 8, '0') from generate_series(1::bigint, $1) i order by i`;

/**
 * Orders one second apart, the last of them now.
 * Five of six belong to the customers who have many, until each of those has MANY.
 */
const ordersSql = `
  insert into orders (id, customer_id, item, amount, currency, status, created_at, confirmed_at)
  select uuidv7(age), c.id, (array['Mango', 'Avocado', 'Passion fruit', 'Macadamia, 1 kg', 'Coffee, AA'])[1 + i % 5], 100 + i % 9000 + 0.5, 'KES',
         case when i % 5 = 0 then 'pending' else 'confirmed' end, now() + age, case when i % 5 = 0 then null else now() + age end
  from (select i, make_interval(secs => i - $1) as age,
               case when i % 6 <> 0 and i <= $3 * ${(MANY * 6) / 5}::bigint then 1 + (i - i / 6) % $3 else 1 + $3 + i * 7919 % ($2 - $3) end as owner
        from generate_series(1::bigint, $1) i) o
  join customers c on c.number = o.owner
  order by i`;

const notificationsSql = `
  insert into notifications (id, kind, order_id, order_number, customer_code, phone, status, message_id, created_at)
  select uuidv7(o.created_at - now()), 'order-placed', o.id, o.number, c.code, c.phone, 'delivered', 'ATXid_' || o.number, o.created_at from orders o join customers c on c.id = o.customer_id order by o.id`;

/**
 * Fills a new database. The rows are the same on every run, except ids and times.
 * @param {import('./databases.js').Databases} databases
 * @param {string} name
 * @param {{ customers: number, orders: number, withMany?: number, notified?: boolean }} rows
 *   `withMany`: how many customers have 10,000 orders. `notified`: every order has a notification.
 */
export async function seed(databases, name, { customers, orders, withMany = 0, notified = false }) {
  await databases.within(name, async (client) => {
    // The rows hold the foreign keys already. Checking each row would be most of the work.
    await client.query('set session_replication_role = replica');
    await client.query(customersSql, [customers]);
    await client.query('analyze customers');
    await client.query(ordersSql, [orders, customers, withMany]);
    if (notified) await client.query(notificationsSql);
  });
  await databases.settle([name]);
}
