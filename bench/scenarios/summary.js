import { setTimeout as delay } from 'node:timers/promises';
import { summarySql } from '../../dist/src/notifications/summary/summary.repository.js';
import { registerAdmins, send } from '../client.js';
import { startAgiza } from '../contenders.js';
import { median } from '../rounds.js';
import { seed } from '../seed.js';

/** One SMS an order, with its price. */
const BILLED = `
  insert into sent_messages (message_id, notification_id, segments, cost, currency, sent_at)
  select message_id, id, 1, 0.8, 'KES', created_at from notifications`;

/** The summary without sums: what it counted before there were any. */
const PLAIN = `
  select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day, status, count(*)::int as notifications, 0 as segments, null as cost
  from notifications where created_at >= now() - interval '30 days' group by 1, 2
  union all
  select to_char(sent_at at time zone 'UTC', 'YYYY-MM-DD'), null, 0, sum(segments)::int, sum(cost)::text
  from sent_messages where sent_at >= now() - interval '30 days' group by 1`;

/**
 * Reads the summary of 30 days, in which all orders lie, beside the same counts without sums.
 * @param {import('../run.js').Bench} bench
 */
export async function summary({ stage, databases, say, size, flags }) {
  const orders = size.exportOrders;
  say(`a summary of ${orders.toLocaleString('en')} orders, seeding them with their notifications and SMS`);
  await databases.create('summary');
  await seed(databases, 'summary', { customers: orders / 50, orders, notified: true });
  const service = await startAgiza(stage, databases.url('summary'), { flags, env: { ROLE: 'all' } });
  const [token] = await registerAdmins(service.url, 1);
  return databases.within('summary', async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query(BILLED);
    await client.query('vacuum (analyze) sent_messages');
    // So that the task makes sums of these as well.
    await client.query(`delete from scheduled_tasks where name = 'sum-notifications'`);
    await client.query('delete from summary_sums');
    await client.query(`update summary_mark set summed_until = '-infinity', closing_until = null, closing_xid = null`);
    const summed = `select 1 from scheduled_tasks where name = 'sum-notifications' and succeeded_at is not null`;
    while ((await client.query(summed)).rowCount === 0) await delay(500);
    await client.query('vacuum (analyze) summary_sums');
    const plainMs = await timed(size.rounds, () => client.query(PLAIN));
    const call = { method: 'GET', path: '/api/notifications/summary?days=30', token };
    const summaryMs = await timed(size.rounds, () => send(service.url, call));
    const bounds = `select summed_until::text as until, (date_trunc('day', now() at time zone 'UTC') - interval '29 days')::text || '+00' as first from summary_mark`;
    const { rows } = await client.query(bounds);
    for (const line of await planOf(client, PLAIN)) say(`  without sums: ${line}`);
    for (const line of await planOf(client, summarySql, [rows[0].first, 'UTC', rows[0].until]))
      say(`  with sums: ${line}`);
    await service.stop();
    const what = `summary of 30 days with ${orders.toLocaleString('en')} orders`;
    const ratio = median(summaryMs) / median(plainMs);
    say(`  ${what}: ${median(summaryMs).toFixed(1)} ms; the counts without sums: ${median(plainMs).toFixed(1)} ms`);
    const aim = { text: '≤ 0.2 × the same without sums', reached: ratio, met: ratio <= 0.2 };
    return [{ what, unit: 'ms', values: { agiza: median(summaryMs), plain: median(plainMs) }, aims: [aim] }];
  });
}

/** What a statement reads and by what, and how long it takes. */
async function planOf(client, text, values = []) {
  const { rows } = await client.query(`explain (analyze) ${text}`, values);
  return rows.map((row) => row['QUERY PLAN'].trim()).filter((line) => /Scan|Execution/.test(line));
}

/** Times in ms of `rounds` times five calls. */
async function timed(rounds, work) {
  const times = [];
  for (let n = 0; n < rounds * 5; n++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return times;
}
