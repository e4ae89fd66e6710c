import { AFTER_ALL_IDS } from '../../dist/src/database/pages.js';
import { makeCursor } from '../../dist/src/http/paging/paging.js';
import { registerAdmins, send } from '../client.js';
import { startAgiza } from '../contenders.js';
import { inRounds, median } from '../rounds.js';
import { seed } from '../seed.js';

const FEW = 5_000;
const PER_PAGE = 25;
const DEPTH = 50_000;
/** Neighbouring pages that are drawn from, so that no single page is measured. */
const PAGES = 64;

/**
 * Compares a page deep in a large table with the first page of a small one.
 * Both are read by cursor, which counts nothing. By number, the first page would also pay
 * for its total, and the deep page would look better than it is.
 * @param {import('../run.js').Bench} bench
 */
export async function pages({ stage, databases, load, say, size, flags }) {
  const many = size.pagesOrders;
  const depth = Math.min(DEPTH, Math.floor(many / PER_PAGE / 2));
  const tables = { shallow: { orders: FEW, skipped: 0 }, deep: { orders: many, skipped: depth * PER_PAGE } };
  const targets = {};
  for (const [name, { orders, skipped }] of Object.entries(tables)) {
    say(`seeding ${orders.toLocaleString('en')} orders`);
    await databases.create(name);
    await seed(databases, name, { customers: Math.max(500, orders / 100), orders });
    const service = await startAgiza(stage, databases.url(name), { flags });
    const [token] = await registerAdmins(service.url, 1);
    const keys = await databases.within(name, (client) => keysAfter(client, skipped));
    const calls = keys.map((key) => ({
      method: 'POST',
      path: '/api/orders/all-orders',
      token,
      body: JSON.stringify({ cursor: makeCursor(key) }),
    }));
    const { orders: shown } = await send(service.url, calls[0]);
    if (shown.length !== PER_PAGE || shown[0].id >= keys[0])
      throw new Error('the cursor did not lead to the page below it');
    targets[name] = { service, calls: await load.keep(calls) };
  }

  const what = `page ${depth.toLocaleString('en')} of ${many.toLocaleString('en')} orders`;
  say(what);
  const turn = (name) =>
    load.drive(targets[name].service.url, targets[name].calls, { connections: 1, seconds: size.seconds });
  const brief = ({ p50Ms }) => `${p50Ms.toFixed(2)} ms`;
  await turn('shallow');
  await turn('deep');
  const rounds = await inRounds(size.rounds, Object.keys(targets), turn, say, brief);
  for (const name of Object.keys(targets)) {
    await targets[name].service.stop();
    await databases.drop(name);
  }
  const medianOf = (name, field) => median(rounds[name].map((result) => result[field]));
  const ratio = medianOf('deep', 'p50Ms') / medianOf('shallow', 'p50Ms');
  const aim = { text: `≤ 1.2 × page 1 of ${FEW.toLocaleString('en')}`, reached: ratio, met: ratio <= 1.2 };
  const percentiles = { p50Ms: { agiza: medianOf('deep', 'p50Ms') }, p99Ms: { agiza: medianOf('deep', 'p99Ms') } };
  const trouble = Object.values(rounds)
    .flat()
    .some(({ failed }) => failed > 0)
    ? ['answers were no 2xx or never came']
    : [];
  return [
    { what: `${what}, p50`, unit: 'ms', values: percentiles.p50Ms, ...percentiles, aims: [aim], trouble, rounds },
  ];
}

/** Ids that pages begin after: above all orders, or below the `skipped` newest. */
async function keysAfter(client, skipped) {
  if (skipped === 0) return [AFTER_ALL_IDS];
  const { rows } = await client.query('select id from orders order by id desc offset $1 limit $2', [
    skipped - 1,
    PAGES * PER_PAGE,
  ]);
  return rows.filter((_, i) => i % PER_PAGE === 0).map(({ id }) => id);
}
