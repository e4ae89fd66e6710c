import { Asker, percentile } from './asking.js';
import { findPlaces, pagesOf } from './pages.js';

/** Requests of a round for each path. */
const ASKED = 40;

/**
 * Asks for each page of the desk, in each of its ways. The aim holds for the slowest way.
 * @param {import('../scenarios/desk.js').Shop} shop
 * @returns {Promise<import('../report.js').Row[]>}
 */
export async function timePages({ databases, database, service, members, say, size }) {
  const pids = async () =>
    databases.within(database, async (client) => {
      const text = `select pid from pg_stat_activity where datname = current_database() and application_name = 'agiza'`;
      return (await client.query(text)).rows.map(({ pid }) => pid);
    });
  const asker = new Asker(service, pids);
  const rows = [];
  for (const page of pagesOf(await databases.within(database, findPlaces))) {
    const { what, aimMs, paths, by = 'owner', fragment = false } = page;
    const headers = { cookie: members[by].cookie, ...(fragment && { 'hx-request': 'true' }) };
    const ways = [];
    for (const path of paths) {
      const { ms, ...costs } = await asker.time(path, headers, size.rounds * ASKED);
      const way = { ...costs, p50: percentile(ms, 0.5), p95: percentile(ms, 0.95), p99: percentile(ms, 0.99) };
      say(
        `  ${way.p95.toFixed(1).padStart(6)} ms  p50 ${way.p50.toFixed(1)}  cpu ${inMs(way.cpuUs)} and PostgreSQL's ${inMs(way.databaseUs)}  ${path}`,
      );
      ways.push(way);
    }
    rows.push(rowOf(what, aimMs, ways));
  }
  asker.close();
  return rows;
}

const inMs = (us) => (us / 1000).toFixed(1);

/** The slowest way, with all of them beside it. */
function rowOf(what, aimMs, ways) {
  const slowest = ways.reduce((one, other) => (other.p95 > one.p95 ? other : one));
  return {
    what: ways.length === 1 ? what : `${what}, the slowest of ${ways.length}`,
    unit: 'ms',
    values: { agiza: slowest.p95 },
    p50Ms: { agiza: slowest.p50 },
    p99Ms: { agiza: slowest.p99 },
    cpuUs: { agiza: slowest.cpuUs },
    aims: [{ text: `p95 ≤ ${aimMs} ms`, met: slowest.p95 <= aimMs }],
    ways,
  };
}
