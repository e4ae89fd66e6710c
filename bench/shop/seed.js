import { CANCELLED_FIRST } from '../../dist/src/orders/placing/order-placed.writer.js';
import { nameSql, PHRASES } from '../names.js';
import { CODE } from '../seed.js';
import { makeSums } from './sums.js';

/** Days that the orders lie in, evenly. The figures show 90. */
const DAYS = 400;

/** Orders of the first customer, unless there are too few. */
const MANY = 10_000;

/** Waiting notifications, of the newest orders: queued, going out, and with the network. */
const QUEUED = 40;
const SENDING = 10;
const SENT = 300;

/** Of how many orders one has a notification that needs somebody. */
const TROUBLED_EACH = 300;

/** Numbers are scattered over all that mobile phones may have; the factor keeps them apart. */
const customersSql = `
  insert into customers (id, code, name, phone)
  select uuidv7(), ${CODE}, ${nameSql('i')}, '+2547' || lpad((i * 48271 % 100000000)::text, 8, '0')
  from generate_series(1::bigint, $1) i order by i`;

/**
 * Orders of the last days, the newest now; each hundredth is of the first customer.
 * - Those of the last two days are open as a rule, and of the others one of a hundred.
 * - A third were placed by the owner $3, the others by the clerk $4.
 */
const ordersSql = `
  insert into orders (id, customer_id, item, amount, currency, status, created_at, confirmed_at, cancelled_at, created_by)
  select uuidv7(- age), c.id, (array['Mango', 'Avocado', 'Passion fruit', 'Macadamia, 1 kg', 'Coffee, AA'])[1 + i % 5],
         100 + i % 9000 + 0.5, 'KES', status, now() - age,
         case when status = 'confirmed' then now() - age * 0.99 end, case when status = 'cancelled' then now() - age * 0.99 end,
         case when i % 3 = 0 then $3::uuid else $4::uuid end
  from (
    select i, age, case when i % greatest(10, $1 / ${MANY}) = 0 then 1 else 2 + i * 7919 % ($2 - 1) end as owner,
           case when i % 50 = 7 then 'cancelled'
                when age < interval '2 days' and i % 3 > 0 or i % 100 = 3 then 'pending'
                else 'confirmed' end as status
    from generate_series(1::bigint, $1) i cross join lateral (select ($1 - i) * interval '${DAYS} days' / $1 as age) t
  ) o
  join customers c on c.number = o.owner
  order by i`;

/** The words of Africa's Talking, and ours. */
const TROUBLES = `
  (values (0, 'failed', '403 InvalidPhoneNumber'), (1, 'failed', '406 UserInBlacklist'), (2, 'failed', 'HTTP 502'),
          (3, 'undelivered', 'AbsentSubscriber'), (4, 'undelivered', 'DeliveryFailure'), (5, 'unknown', 'nobody knows whether it went out')
  ) as t (kind, status, reason)`;

/** One for each order. Of half of the cancelled orders it was withdrawn. */
const notificationsSql = `
  insert into notifications (id, kind, order_id, order_number, customer_code, phone, status, reason, message_id, network_code,
                             body, encoding, segments, attempts, leased_until, claim, created_at, due_at)
  select uuidv7(o.created_at - now()), 'order-placed', o.id, o.number, c.code, c.phone, s.status, s.reason,
         case when s.status in ('sent', 'delivered', 'undelivered') then 'ATXid_' || o.number end,
         case when s.status in ('delivered', 'undelivered') then (array['63902', '63902', '63903', '63907'])[1 + o.number % 4] end,
         'Habari ' || c.name || ', we have your order ' || o.number || ': ' || o.item || ', KES ' || o.amount || '.', 'GSM-7', 1,
         case when s.status = 'queued' then 0 else 1 end,
         case when s.status = 'sending' then now() + interval '1 day' end, case when s.status = 'sending' then gen_random_uuid() end,
         o.created_at, case when s.status = 'queued' then now() + interval '1 day' else o.created_at end
  from orders o join customers c on c.id = o.customer_id
  left join ${TROUBLES} on o.number % ${TROUBLED_EACH} = 11 and t.kind = o.number / ${TROUBLED_EACH} % 6
  cross join lateral (
    select case when o.number > $1 - ${QUEUED} then 'queued'
                when o.number > $1 - ${QUEUED + SENDING} then 'sending'
                when o.number > $1 - ${QUEUED + SENDING + SENT} then 'sent'
                when o.status = 'cancelled' and o.number % 100 = 7 then 'failed'
                else coalesce(t.status, 'delivered') end as status,
           case when o.number > $1 - ${QUEUED + SENDING + SENT} then null
                when o.status = 'cancelled' and o.number % 100 = 7 then '${CANCELLED_FIRST}'
                else t.reason end as reason
  ) s
  order by o.id`;

/** What is written beside: histories, what SMS cost, and the days of the budget. */
const OTHERS = [
  `insert into order_events (order_id, at, kind, actor_kind, actor_id, via, changes)
   select id, coalesce(confirmed_at, cancelled_at), status, 'staff', created_by, 'desk',
          jsonb_build_array(jsonb_build_object('field', 'status', 'before', 'pending', 'after', status))
   from orders where status <> 'pending' order by id`,
  `insert into notification_events (notification_id, at, from_status, to_status, reason, message_id)
   select id, created_at + interval '5 seconds', 'sending', status, reason, message_id
   from notifications where status not in ('queued', 'sending') order by id`,
  `insert into customer_events (customer_id, at, kind, actor_kind, via, changes)
   select c.id, now() - n * interval '1 day', 'corrected', 'staff', 'desk',
          jsonb_build_array(jsonb_build_object('field', 'name', 'before', 'Wanjiku', 'after', c.name))
   from customers c, generate_series(1, 60) n where c.number = 1`,
  `insert into sent_messages (message_id, notification_id, segments, cost, currency, sent_at)
   select message_id, id, 1, 0.8, 'KES', created_at from notifications where message_id is not null order by id`,
  `insert into sms_days (day, spent, price) select shop_day(sent_at), sum(cost), 0.8 from sent_messages group by 1`,
  PHRASES,
];

/**
 * Fills a new database with a shop, and makes the sums that its figures read.
 * @param {import('../databases.js').Databases} databases
 * @param {string} name
 * @param {{ customers: number, orders: number, owner: string, clerk: string }} shop
 *   `owner` and `clerk`: the ids of the users who placed the orders
 */
export async function seedShop(databases, name, { customers, orders, owner, clerk }) {
  await databases.within(name, async (client) => {
    // The rows hold the foreign keys already, and the triggers would be most of the work.
    await client.query('set session_replication_role = replica');
    await client.query(customersSql, [customers]);
    await client.query('analyze customers');
    await client.query(ordersSql, [orders, customers, owner, clerk]);
    await client.query('analyze orders');
    await client.query(notificationsSql, [orders]);
    for (const text of OTHERS) await client.query(text);
  });
  await databases.settle([name]);
  await makeSums(databases.url(name));
  await databases.settle([name]);
}
