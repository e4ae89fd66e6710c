import { setTimeout as delay } from 'node:timers/promises';
import { explainAll, plansIn, serverLog } from '../explained.js';
import { Asker } from './asking.js';
import { findPlaces, pagesOf } from './pages.js';

/** Rows of a table that may be read whole: of the shop, its staff, their sessions, and its days. */
const SMALL = 1_000;

/**
 * Reads how PostgreSQL plans the statements of the pages. None may read a large table whole.
 * @param {import('../scenarios/desk.js').Shop} shop
 * @returns {Promise<import('../report.js').Row[]>}
 */
export async function readPlans({ stage, databases, database, members, say, startService }) {
  await databases.within(database, (client) => explainAll(client, database));
  const service = await startService();
  const asker = new Asker(service, async () => []);
  const before = (await serverLog(stage)).length;
  let asked = 0;
  for (const { paths, by = 'owner', fragment = false } of pagesOf(await databases.within(database, findPlaces)))
    for (const path of paths) {
      await asker.ask(path, { cookie: members[by].cookie, ...(fragment && { 'hx-request': 'true' }) });
      asked++;
    }
  await delay(500);
  asker.close();
  await service.stop();
  const planned = plansIn((await serverLog(stage)).slice(before));
  const excesses = [...new Set(planned.flatMap(({ steps }) => steps.flatMap(excessOf)))];
  say(`  ${planned.length} plans of ${asked} pages`);
  return [
    {
      what: 'plans of the desk',
      unit: 'plans',
      values: { agiza: planned.length },
      aims: [{ text: 'no table read whole', met: excesses.length === 0 && planned.length > asked }],
      trouble: excesses,
    },
  ];
}

/** What is wrong with one step of a plan, in words. */
const excessOf = ({
  'Node Type': type,
  'Relation Name': table,
  'Actual Rows': rows,
  'Rows Removed by Filter': removed = 0,
}) => (type === 'Seq Scan' && rows + removed > SMALL ? [`reads ${table} whole`] : []);
