import { setTimeout as delay } from 'node:timers/promises';
import { makeCursor } from '../../dist/src/http/paging/paging.js';
import { registerAdmins, send } from '../client.js';
import { startAgiza } from '../contenders.js';
import { explainAll, plansIn, serverLog } from '../explained.js';
import { seed } from '../seed.js';

/** The rows of the largest page and one more. A request may read or sort that many. */
const ROWS_MOST = 1_001;

/**
 * Reads how PostgreSQL plans the service's statements on a large table.
 * None may read a whole table or sort one. The tests hold a small table to the same.
 * @param {import('../run.js').Bench} bench
 */
export async function plans({ stage, databases, say, size, flags }) {
  const orders = size.exportOrders;
  say(`plans on ${orders.toLocaleString('en')} orders, seeding them with their notifications`);
  await databases.create('plans');
  await seed(databases, 'plans', { customers: orders / 50, orders, withMany: 10, notified: true });
  const rows = await databases.within('plans', async (client) => {
    await explainAll(client, 'plans');
    return (
      await client.query(
        `select o.id, c.code, c.phone from orders o join customers c on c.id = o.customer_id
                          where o.id in (select id from orders order by id offset $1 limit 1)`,
        [Math.floor(orders / 3)],
      )
    ).rows[0];
  });
  const service = await startAgiza(stage, databases.url('plans'), { flags });
  const [token] = await registerAdmins(service.url, 1);
  const before = (await serverLog(stage)).length;
  const calls = callsFor(rows, token);
  // Six times: PostgreSQL plans a prepared statement five times with its values.
  // From the sixth on it may keep one plan for all values.
  for (let i = 0; i < 6; i++) for (const call of calls) await send(service.url, call);
  await delay(500);
  // Counts are left out: they read rows up to a bound.
  const planned = plansIn((await serverLog(stage)).slice(before)).filter(
    ({ text }) => !/^\s*select count\(\*\)/.test(text),
  );
  await service.stop();
  await databases.drop('plans');
  const excesses = [...new Set(planned.flatMap(({ steps }) => steps.flatMap(excessOf)))];
  say(`  ${planned.length} plans of ${calls.length} kinds of request`);
  const aim = {
    text: 'no table read or sorted whole',
    met: excesses.length === 0 && planned.length >= calls.length * 6,
  };
  return [
    {
      what: `plans on ${orders.toLocaleString('en')} orders`,
      unit: 'plans',
      values: { agiza: planned.length },
      aims: [aim],
      trouble: excesses,
    },
  ];
}

function callsFor({ id, code, phone }, token) {
  const get = (path) => ({ method: 'GET', path, token });
  const post = (path, body) => ({ method: 'POST', path, token, body: JSON.stringify(body) });
  const cursor = makeCursor(id);
  return [
    get(`/api/orders/${id}`),
    get(`/api/order/${encodeURIComponent(phone)}?limit=20`),
    get(`/api/orders?limit=1000&cursor=${cursor}`),
    get('/api/customers?limit=1000'),
    get('/api/customers?q=kamau+wanj'),
    get(`/api/customers?q=${code}`),
    get(`/api/orders?limit=100&customer_code=${code}&from=2024-10-01`),
    get('/api/orders?limit=100&from=2024-10-01'),
    get('/api/lookup/all-customers?page=40&per_page=100'),
    get('/api/notifications?per_page=25'),
    post('/api/orders/all-orders', {}),
    post('/api/orders/all-orders', { page: 900, per_page: 100 }),
    post('/api/orders/all-orders', { cursor }),
    post('/api/orders/all-orders', { status: 'pending', cursor }),
    post('/api/orders/all-orders', { customer_code: code }),
    post('/api/orders/customer/all-orders', { customer_code: code }),
    post('/api/orders/create', { customer_code: code, item: 'Mango', amount: '420' }),
    post('/api/order', { phone, item: 'Mango', amount: '420' }),
    { ...post('/api/orders', { phone, item: 'Mango', amount: '420' }), key: 'key of the plans' },
  ];
}

/** What is wrong with one step of a plan, in words. */
function excessOf(node) {
  const { 'Node Type': type, 'Relation Name': table, 'Actual Rows': rows } = node;
  if (type === 'Seq Scan' && rows > ROWS_MOST) return [`reads ${table} whole`];
  return type.includes('Sort') && rows > ROWS_MOST ? [`sorts ${rows} rows`] : [];
}
