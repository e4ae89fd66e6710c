import { Databases } from './databases.js';
import { Stage } from './stage.js';

/**
 * Measures how many bytes an order takes in the database, with its SMS, its history and all indexes.
 * `npm run build && node bench/growth.js [orders]`: a minute for 100,000 orders.
 */
const ORDERS = Number(process.argv[2] ?? 100_000);
/** Orders of one customer on average. */
const ORDERS_OF_ONE = 10;
const BATCH = 1_000;
/** Minutes in a day, and days in a year. */
const DAY = 1_440;
const YEAR = 365;

const customersSql = `
  insert into customers (id, code, name, phone)
  select uuidv7(), (select string_agg(chr(65 + (i * 2654435761 % 208827064576 / (26 ^ place)::bigint % 26)::int), '' order by place) from generate_series(0, 7) place),
         'Wanjiku Kamau ' || i, '+2547' || lpad(i::text, 8, '0')
  from generate_series(1::bigint, $1) i`;

/** Random customers, and items of 8 to 28 characters. */
const ordersSql = `
  with placed as (
    insert into orders (id, customer_id, item, amount, currency, created_by, idempotency_key, request_hash)
    select uuidv7(), c.id, 'Macadamia, ' || repeat('x', (random() * 20)::int), round((100 + random() * 9000)::numeric, 2), 'KES', gen_random_uuid(), gen_random_uuid()::text, sha256(i::text::bytea)
    from (select i, 1 + (random() * ($2 - 1))::bigint as owner from generate_series(1, $1) i) o
    join customers c on c.number = o.owner
    returning id, number, customer_id)
  insert into notifications (id, kind, order_id, order_number, customer_code, phone)
  select uuidv7(), 'order-placed', p.id, p.number, c.code, c.phone from placed p join customers c on c.id = p.customer_id`;

/** The way of each SMS, as the sender and the delivery report write it down. */
const STEPS = [
  `update notifications set status = 'sending', claim = gen_random_uuid(), leased_until = now() + interval '12 s', handed_over_at = null, reason = null where status = 'queued'`,
  `update notifications set handed_over_at = now(), leased_until = now() + interval '12 s', attempts = attempts + 1,
          body = 'Hi Wanjiku, Agiza has your order 123456: Macadamia, 1 kg, KES 1,250.50. Thank you! Call 0712345678.', encoding = 'GSM-7', segments = 1, reserved = 0.8
   where status = 'sending'`,
  `with sent as (
     update notifications set status = 'sent', message_id = 'ATXid_' || md5(id::text), leased_until = null, reason = null where status = 'sending' returning id, message_id, segments)
   insert into sent_messages (message_id, notification_id, segments, cost, currency) select message_id, id, segments, 0.8, 'KES' from sent`,
  `update notifications set status = 'delivered', network_code = '63902' where status = 'sent'`,
  // Two of three are confirmed, by staff.
  `update orders set status = 'confirmed', confirmed_at = now() where status = 'pending' and number % 3 <> 0`,
];

const sizesSql = `
  select relname as name, pg_relation_size(c.oid)::float8 as rows, pg_indexes_size(c.oid)::float8 as indexes, pg_total_relation_size(c.oid)::float8 as total, reltuples::float8 as count
  from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples >= $1
  order by total desc`;

async function measure(stage) {
  const databases = await Databases.start(stage);
  await databases.create('growth');
  return databases.within('growth', async (client) => {
    const customers = Math.ceil(ORDERS / ORDERS_OF_ONE);
    await client.query(customersSql, [customers]);
    await client.query('insert into sms_days (day) values (shop_day(now())) on conflict do nothing');
    for (let placed = 0; placed < ORDERS; placed += BATCH) {
      await client.query(ordersSql, [BATCH, customers]);
      for (const step of STEPS) await client.query(step);
      // As autovacuum does: room of old versions is used again.
      if (placed % (BATCH * 20) === 0)
        for (const table of ['notifications', 'orders']) await client.query(`vacuum ${table}`);
    }
    await client.query('vacuum analyze');
    const { rows } = await client.query(sizesSql, [ORDERS / 100]);
    return rows;
  });
}

const stage = await Stage.open();
try {
  const tables = await measure(stage);
  const say = (line) => process.stdout.write(`${line}\n`);
  say(`${ORDERS} orders, ${ORDERS / ORDERS_OF_ONE} customers, in bytes an order:`);
  for (const { name, rows, indexes, total, count } of tables)
    say(
      `${name.padEnd(22)} ${Math.round((count / ORDERS) * 100) / 100} rows, ${Math.round(rows / ORDERS)} of rows, ${Math.round(indexes / ORDERS)} of indexes, ${Math.round(total / ORDERS)} together`,
    );
  const bytes = tables.reduce((sum, { total }) => sum + total, 0) / ORDERS;
  say(`all together ${Math.round(bytes)}`);
  for (const minute of [1, 100, 10_000])
    say(
      `${minute} a minute: ${((bytes * minute * DAY) / 1e9).toFixed(3)} GB a day, ${((bytes * minute * DAY * YEAR) / 1e9).toFixed(1)} GB a year`,
    );
} finally {
  await stage.close();
}
