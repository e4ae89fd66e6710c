import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { send } from '../client.js';
import { startAgiza } from '../contenders.js';
import { startService } from '../processes.js';
import { median } from '../rounds.js';
import { seed } from '../seed.js';

const CONCURRENCY = 200;
const LATENCY_MS = 100;
const WAIT_MS = 120_000;

const queueSql = `
  insert into notifications (id, kind, order_id, order_number, customer_code, phone)
  select uuidv7(), 'order-placed', o.id, o.number, c.code, c.phone from orders o join customers c on c.id = o.customer_id`;

/**
 * Empties a queue of notifications with one worker and with two, through a slow carrier.
 * @param {import('../run.js').Bench} bench
 */
export async function texts({ stage, databases, say, size, flags }) {
  say(`SMS through a carrier that answers in ${LATENCY_MS} ms, ${CONCURRENCY} at a time`);
  const perSecond = [];
  const trouble = [];
  for (const workers of [...Array(Math.min(size.rounds, 3)).fill(1), 2]) {
    const { taken, different, ms } = await emptied({ stage, databases, flags, workers, texts: size.texts });
    const rate = ((taken - CONCURRENCY * workers) / (ms - LATENCY_MS)) * 1000;
    if (workers === 1) perSecond.push(rate);
    if (taken !== size.texts || different !== size.texts)
      trouble.push(`${taken} SMS arrived, ${different} different, of ${size.texts}`);
    say(
      `  ${workers === 1 ? 'one worker' : 'two workers'}   ${Math.round(rate).toLocaleString('en')}/s, ${taken - different} twice`,
    );
  }
  const most = (CONCURRENCY / LATENCY_MS) * 1000;
  const ratio = median(perSecond) / most;
  const aim = { text: `≥ 0.9 × ${most.toLocaleString('en')}/s`, reached: ratio, met: ratio >= 0.9 };
  return [
    { what: 'SMS by one worker', unit: 'SMS/s', values: { agiza: median(perSecond) }, aims: [aim], trouble, perSecond },
  ];
}

/** Fills a queue and has it sent. @returns what the carrier says that it took */
async function emptied({ stage, databases, flags, workers, texts: orders }) {
  await databases.create('queue');
  await seed(databases, 'queue', { customers: 2_000, orders });
  await databases.within('queue', (client) => client.query(queueSql));
  await databases.settle(['queue']);
  const carrier = await startCarrier(stage, LATENCY_MS);
  const env = {
    ROLE: 'worker',
    AT_BASE_URL: carrier.url,
    SMS_CONCURRENCY: String(CONCURRENCY),
    SMS_PER_SECOND: '5000',
    SMS_DAILY_BUDGET: '999999999',
  };
  const services = await Promise.all(
    Array.from({ length: workers }, () => startAgiza(stage, databases.url('queue'), { flags, env })),
  );
  const told = () => send(carrier.url, { method: 'GET', path: '/', token: '' });
  for (const end = performance.now() + WAIT_MS; (await told()).taken < orders && performance.now() < end; )
    await delay(100);
  await delay(500); // For what may be sent twice.
  const result = await told();
  for (const service of services) await service.stop();
  await carrier.stop();
  await databases.drop('queue');
  return result;
}

/**
 * Starts a carrier that answers after `latencyMs`.
 * @param {import('../stage.js').Stage} stage
 * @param {number} latencyMs
 */
export const startCarrier = (stage, latencyMs) =>
  startService(stage, {
    name: 'carrier',
    args: [join(import.meta.dirname, '..', 'carrier.js')],
    env: { LATENCY_MS: String(latencyMs) },
  });
