import { compare } from '../comparison.js';
import { anyOf } from '../desk.js';

/** @type {import('../comparison.js').Level[]} */
const LEVELS = [
  {
    connections: 32,
    value: 'perSecond',
    aims: [
      { times: 1.2, than: 'floor' },
      { times: 9, than: 'textbook' },
    ],
  },
  { connections: 128, value: 'perSecond', aims: [{ times: 1.5, than: 'floor' }] },
  { connections: 1, value: 'p50Ms', aims: [{ times: 1.15, than: 'floor' }] },
];

/** Reading orders by id, with their customer and texts, at random. @param {import('../run.js').Bench} bench */
export async function read(bench) {
  const { orderIds, tokens } = await bench.desk();
  const calls = orderIds.map((id) => ({ method: 'GET', path: `/api/orders/${id}`, token: anyOf(tokens) }));
  return (await compare(bench, { what: 'read an order', unit: 'orders/s', calls, levels: LEVELS })).rows;
}
