import { setTimeout as delay } from 'node:timers/promises';
import copyStreams from 'pg-copy-streams';
import { registerAdmins, send } from '../client.js';
import { startAgiza } from '../contenders.js';
import { countIn, download, FAST, SLOW } from '../downloads.js';
import { mostResidentMb, residentMb } from '../memory.js';
import { inRounds, median } from '../rounds.js';
import { seed } from '../seed.js';

/** PostgreSQL writes the same columns of the same rows as text. No program can do less. */
const COPY = `
  copy (select o.item, o.amount, o.created_at, c.name, c.phone, o.id, o.number, o.status, c.code, o.currency
        from orders o join customers c on c.id = o.customer_id order by o.id desc) to stdout`;

/**
 * Reads every order in one answer, with a fast client and a slow one.
 * @param {import('../run.js').Bench} bench
 */
export async function exportAll({ stage, databases, say, size, flags }) {
  const orders = size.exportOrders;
  say(`seeding ${orders.toLocaleString('en')} orders`);
  await databases.create('export');
  await seed(databases, 'export', { customers: orders / 100, orders });
  const service = await startAgiza(stage, databases.url('export'), { flags });
  const [token] = await registerAdmins(service.url, 1);
  for (let i = 0; i < 20; i++) await send(service.url, { method: 'GET', path: '/api/orders?limit=1000', token });
  await delay(1_000);

  const what = `all ${orders.toLocaleString('en')} orders`;
  say(what);
  const holding = residentMb(service.pid);
  const slowMb = await mostResidentMb(service.pid, () => whole(service.url, token, SLOW, orders));
  say(`  slow client   memory ${holding.toFixed(0)} to ${slowMb.toFixed(0)} MB`);
  const ways = {
    agiza: () => whole(service.url, token, FAST, orders),
    copy: () => databases.within('export', (client) => copied(client, orders)),
  };
  let rounds = {};
  const turn = async (name) => {
    const began = performance.now();
    await ways[name]();
    return (orders / (performance.now() - began)) * 1000;
  };
  const fastMb = await mostResidentMb(service.pid, async () => {
    rounds = await inRounds(
      size.rounds,
      Object.keys(ways),
      turn,
      say,
      (perSecond) => `${Math.round(perSecond).toLocaleString('en')} rows/s`,
    );
  });
  await service.stop();
  await databases.drop('export');

  const perSecond = median(rounds.agiza);
  const ratio = perSecond / median(rounds.copy);
  const growth = Math.max(slowMb, fastMb) - holding;
  return [
    {
      what,
      unit: 'rows/s',
      values: { agiza: perSecond },
      aims: [{ text: '≥ 0.3 × copy to stdout', reached: ratio, met: ratio >= 0.3 }],
      rounds,
    },
    {
      what: `${what}, growth of memory`,
      unit: 'MB',
      values: { agiza: growth },
      aims: [{ text: '≤ 64 MB', met: growth <= 64 }],
      holding,
      slowMb,
      fastMb,
    },
  ];
}

/** Reads the array at the client's pace. @throws Error unless it holds `orders` objects */
async function whole(url, token, pace, orders) {
  const found = await download(`${url}/api/orders`, { authorization: `Bearer ${token}` }, '{', pace);
  if (found !== orders) throw new Error(`${found} of ${orders} orders arrived`);
}

/** @throws Error unless `orders` lines arrive */
async function copied(client, orders) {
  const found = await countIn(client.query(copyStreams.to(COPY)), '\n');
  if (found !== orders) throw new Error(`copy gave ${found} of ${orders} orders`);
}
