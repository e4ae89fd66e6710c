import { compare, levelsOf } from '../comparison.js';
import { anyOf, databaseOf } from '../desk.js';

const CALLS = 4_000;
const ITEMS = ['Mango', 'Avocado', 'Passion fruit', 'Macadamia, 1 kg', 'Coffee, AA'];

/**
 * Places orders. Each answer promises that the order and its notification are on the disk.
 * @param {import('../run.js').Bench} bench
 */
export async function place(bench) {
  const { names, codes, tokens } = await bench.desk();
  const calls = Array.from({ length: CALLS }, (_, i) => {
    const body = JSON.stringify({ customer_code: anyOf(codes), item: anyOf(ITEMS), amount: `${100 + i}.50` });
    return { method: 'POST', path: '/api/orders/create', token: anyOf(tokens), body };
  });
  const before = await countOrders(bench.databases, names);
  const { rows, tallies } = await compare(bench, {
    what: 'place an order',
    unit: 'orders/s',
    calls,
    levels: levelsOf(1.5, 2.5),
  });
  const after = await countOrders(bench.databases, names);
  for (const name of names) {
    const placed = after[name] - before[name];
    const { answers, open } = tallies[name];
    if (placed < answers || placed > answers + open)
      rows[0].trouble.push(`${name} gave ${answers} answers and has ${placed} orders`);
  }
  return rows;
}

/** @throws Error when an order has no notification, or there is one too many */
async function countOrders(databases, names) {
  const counts = {};
  for (const name of names) {
    const { orders, texts, told } = await databases.within(databaseOf(name), async (client) => {
      await client.query('select pg_sleep(0.2)'); // For calls under way when the load ended.
      const { rows } = await client.query(`
        select (select count(*)::int from orders) as orders, (select count(*)::int from notifications) as texts,
               (select count(distinct order_id)::int from notifications) as told`);
      return rows[0];
    });
    if (orders !== texts || texts !== told)
      throw new Error(`${name} has ${orders} orders and ${texts} notifications, for ${told} of them`);
    counts[name] = orders;
  }
  return counts;
}
