import { byWordsSql } from '../../dist/src/customers/searching/customer-search.repository.js';
import { registerAdmins, send } from '../client.js';
import { startAgiza } from '../contenders.js';
import { nameSql, PHRASES } from '../names.js';
import { median } from '../rounds.js';
import { seed } from '../seed.js';

/** What is looked for, by what makes it hard. */
const SEARCHES = {
  'a first name of thousands': 'q=wanj',
  'both names': 'q=wanjiku+kimani',
  'both names the other way round': 'q=kimani+wanj',
  'a name that few have beside one of thousands': 'q=wanjiku+zub',
  'a name that nobody has beside one of thousands': 'q=wanjiku+zzzz',
  'a pair of names that nobody has': 'q=wanj+kama',
  'a whole number': 'phone=0700000777',
};

/**
 * Searches among many customers. The aim is that of the product: 30 ms.
 * @param {import('../run.js').Bench} bench
 */
export async function search({ stage, databases, say, size, flags }) {
  const customers = size.searchCustomers;
  say(`searches among ${customers.toLocaleString('en')} customers, seeding them`);
  await databases.create('search');
  await seed(databases, 'search', { customers, orders: 1_000 });
  await databases.within('search', async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query(`update customers set name = ${nameSql('number')}`);
    await client.query(PHRASES);
    const { rows } = await client.query(`explain (analyze) ${byWordsSql}`, ['wanjiku zzzz', 25, null]);
    for (const row of rows) if (/Scan|Execution/.test(row['QUERY PLAN'])) say(`  ${row['QUERY PLAN'].trim()}`);
  });
  await databases.settle(['search']);
  const service = await startAgiza(stage, databases.url('search'), { flags });
  const [token] = await registerAdmins(service.url, 1);
  const results = [];
  for (const [what, query] of Object.entries(SEARCHES)) {
    const call = { method: 'GET', path: `/api/customers?${query}`, token };
    const found = (await send(service.url, call)).length;
    const times = await timed(size.rounds * 10, () => send(service.url, call));
    const ms = median(times);
    say(`  ${what} (${query}): ${ms.toFixed(1)} ms, ${found} found`);
    const aim = { text: '≤ 30 ms', reached: ms, met: ms <= 30 };
    results.push({ what: `search: ${what}`, unit: 'ms', values: { agiza: ms }, aims: [aim] });
  }
  await service.stop();
  await databases.drop('search');
  return results;
}

async function timed(times, work) {
  const taken = [];
  for (let n = 0; n < times; n++) {
    const began = performance.now();
    await work();
    taken.push(performance.now() - began);
  }
  return taken;
}
