import { registerAdmins } from '../client.js';
import { startAgiza } from '../contenders.js';
import { anyOf } from '../desk.js';
import { inRounds, median } from '../rounds.js';
import { seed } from '../seed.js';
import { startCarrier } from './texts.js';

const CONNECTIONS = 8;
const LATENCIES_MS = { instant: 0, slow: 3_000 };

/**
 * Places orders in a process that also sends.
 * The carrier answers at once, or takes three seconds.
 * @param {import('../run.js').Bench} bench
 */
export async function slowCarrier({ stage, databases, load, say, size, flags }) {
  say(`placing orders while the carrier takes ${LATENCIES_MS.slow / 1000} s, ${CONNECTIONS} connections`);
  const targets = {};
  for (const [name, latencyMs] of Object.entries(LATENCIES_MS)) {
    await databases.create(name);
    await seed(databases, name, { customers: 2_000, orders: 5_000 });
    const carrier = await startCarrier(stage, latencyMs);
    const service = await startAgiza(stage, databases.url(name), {
      flags,
      env: { ROLE: 'all', AT_BASE_URL: carrier.url },
    });
    const [token] = await registerAdmins(service.url, 1);
    const codes = await databases.within(
      name,
      async (client) => (await client.query('select code from customers')).rows,
    );
    const calls = codes.map(({ code }) => ({
      method: 'POST',
      path: '/api/orders/create',
      token,
      body: JSON.stringify({ customer_code: code, item: anyOf(['Mango', 'Kale']), amount: '420.50' }),
    }));
    targets[name] = { service, carrier, calls: await load.keep(calls) };
  }
  const turn = (name) =>
    load.drive(targets[name].service.url, targets[name].calls, { connections: CONNECTIONS, seconds: size.seconds });
  for (const name of Object.keys(targets)) await turn(name);
  const rounds = await inRounds(
    size.rounds,
    Object.keys(targets),
    turn,
    say,
    ({ p99Ms }) => `p99 ${p99Ms.toFixed(2)} ms`,
  );
  for (const [name, { service, carrier }] of Object.entries(targets)) {
    await service.stop();
    await carrier.stop();
    await databases.drop(name);
  }
  const [instant, slow] = Object.keys(LATENCIES_MS).map((name) => median(rounds[name].map(({ p99Ms }) => p99Ms)));
  const failed = Object.values(rounds)
    .flat()
    .reduce((sum, each) => sum + each.failed, 0);
  const aim = { text: '≤ 1.1 × with an instant carrier', reached: slow / instant, met: slow / instant <= 1.1 };
  const trouble = failed > 0 ? [`${failed} answers were no 2xx or never came`] : [];
  return [
    {
      what: 'placing while the carrier takes 3 s, p99',
      unit: 'ms',
      values: { agiza: slow },
      aims: [aim],
      trouble,
      rounds,
    },
  ];
}
