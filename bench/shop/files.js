import { setTimeout as delay } from 'node:timers/promises';
import { cpuSeconds } from '../cpu.js';
import { download, FAST, SLOW } from '../downloads.js';
import { mostResidentMb, residentMb } from '../memory.js';
import { median } from '../rounds.js';

const PER_SECOND = 50_000;
const GROWTH_MB = 64;

/**
 * Downloads the files of whole tables, once with a slow client and then with a fast one.
 * @param {import('../scenarios/desk.js').Shop} shop
 * @returns {Promise<import('../report.js').Row[]>}
 */
export async function downloadFiles({ service, members, say, size }) {
  const { deskRows: rows } = size;
  const headers = { cookie: members.owner.cookie };
  const results = [];
  for (const name of ['orders.csv', 'customers.csv']) {
    const read = async (pace) => {
      const lines = await download(`${service.url}/desk/export/${name}`, headers, '\n', pace);
      if (lines !== rows + 1) throw new Error(`${name} has ${lines} lines for ${rows} rows`);
    };
    await delay(1_000);
    const holding = residentMb(service.pid);
    const slowMb = await mostResidentMb(service.pid, () => read(SLOW));
    const [perSecond, cpu] = [[], []];
    const fastMb = await mostResidentMb(service.pid, async () => {
      for (let round = 0; round < size.rounds; round++) {
        const [began, before] = [performance.now(), cpuSeconds(service.pid)];
        await read(FAST);
        perSecond.push((rows / (performance.now() - began)) * 1000);
        cpu.push(((cpuSeconds(service.pid) - before) * 1e6) / rows);
        say(
          `  ${name}   ${Math.round(perSecond.at(-1)).toLocaleString('en')} rows/s, cpu ${cpu.at(-1).toFixed(1)} µs/row`,
        );
      }
    });
    const growth = Math.max(slowMb, fastMb) - holding;
    const rate = median(perSecond);
    results.push(
      {
        ...{ what: `/desk/export/${name}`, unit: 'rows/s', values: { agiza: rate }, cpuUs: { agiza: median(cpu) } },
        aims: [{ text: `≥ ${PER_SECOND.toLocaleString('en')} rows/s`, met: rate >= PER_SECOND }],
        perSecond,
      },
      {
        ...{ what: `/desk/export/${name}, growth of memory`, unit: 'MB', values: { agiza: growth } },
        aims: [{ text: `≤ ${GROWTH_MB} MB`, met: growth <= GROWTH_MB }],
        ...{ holding, slowMb, fastMb },
      },
    );
  }
  return results;
}
