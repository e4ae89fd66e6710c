import { compare } from '../comparison.js';

/** @type {import('../comparison.js').Level[]} */
const LEVELS = [{ connections: 32, value: 'perSecond', aims: [{ times: 0.8, than: 'floor' }] }];

/**
 * Reads the newest 20 orders of customers who have 10,000 each.
 * @param {import('../run.js').Bench} bench
 */
export async function statement(bench) {
  const { phones, tokens } = await bench.desk();
  const calls = phones.flatMap((phone) =>
    tokens.map((token) => ({ method: 'GET', path: `/api/order/${encodeURIComponent(phone)}?limit=20`, token })),
  );
  return (await compare(bench, { what: "a customer's statement, 20 of 10,000", unit: '/s', calls, levels: LEVELS }))
    .rows;
}
