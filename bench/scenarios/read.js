import { compare, levelsOf } from '../comparison.js';
import { anyOf } from '../desk.js';

/**
 * Reads orders by id, drawn at random, with their customer and SMS.
 * @param {import('../run.js').Bench} bench
 */
export async function read(bench) {
  const { orderIds, tokens } = await bench.desk();
  const calls = orderIds.map((id) => ({ method: 'GET', path: `/api/orders/${id}`, token: anyOf(tokens) }));
  return (await compare(bench, { what: 'read an order', unit: 'orders/s', calls, levels: levelsOf(1.2, 1.5) })).rows;
}
