import { agree } from './agreement.js';
import { cpuSeconds } from './cpu.js';
import { databaseOf } from './desk.js';
import { inRounds, median } from './rounds.js';

/**
 * A number of connections at which services are compared.
 * @typedef {object} Level
 * @property {number} connections
 * @property {'perSecond' | 'p50Ms'} value what is compared
 * @property {readonly { times: number, than: string }[]} aims
 */

/**
 * What a contender has done so far.
 * `answers`: calls that it answered. `open`: calls under way when a turn ended, perhaps answered.
 * @typedef {{ answers: number, open: number }} Tally
 */

const WARM_UP_CONNECTIONS = 32;

/**
 * The levels at which single calls are compared, and their aims.
 * @param {number} at32 aim at 32 connections, in times the floor's rate
 * @param {number} at128 the same at 128 connections
 * @returns {Level[]}
 */
export const levelsOf = (at32, at128) => [
  {
    connections: 32,
    value: 'perSecond',
    aims: [
      { times: at32, than: 'floor' },
      { times: 9, than: 'textbook' },
    ],
  },
  { connections: 128, value: 'perSecond', aims: [{ times: at128, than: 'floor' }] },
  { connections: 1, value: 'p50Ms', aims: [{ times: 1.15, than: 'floor' }] },
];

/**
 * Sends the same calls to every contender, in rounds, at each level of connections.
 * @param {import('./run.js').Bench} bench
 * @param {object} comparison
 * @param {string} comparison.what
 * @param {string} comparison.unit
 * @param {readonly import('./load/load.js').Call[]} comparison.calls
 * @param {readonly Level[]} comparison.levels
 * @returns {Promise<{ rows: import('./report.js').Row[], tallies: Record<string, Tally> }>}
 *   a row for each level
 */
export async function compare({ desk, load, databases, say, size }, { what, unit, calls, levels }) {
  const { names, services } = await desk();
  const kept = await load.keep(calls);
  await agree(services, calls[0]);
  const tallies = Object.fromEntries(names.map((name) => [name, { answers: 1, open: 0 }]));
  const drive = async (name, connections, seconds) => {
    services[name].forget();
    const before = cpuSeconds(services[name].pid);
    const turn = await load.drive(services[name].url, kept, { connections, seconds });
    const cpuUs = ((cpuSeconds(services[name].pid) - before) / turn.answers) * 1e6;
    tallies[name].answers += turn.answers;
    tallies[name].open += connections;
    return { ...turn, cpuUs };
  };

  await databases.settle(names.map(databaseOf));
  for (const name of names) await drive(name, WARM_UP_CONNECTIONS, size.warmUpSeconds);
  const rows = [];
  for (const { connections, value, aims } of levels) {
    const title = `${what}, ${connections} connection${connections === 1 ? '' : 's'}`;
    say(title);
    const rounds = await inRounds(size.rounds, names, (name) => drive(name, connections, size.seconds), say, brief);
    if (!services.agiza.log().includes('"route":')) throw new Error('agiza ran without its request log');
    rows.push(rowOf({ title, unit, value, aims, rounds }));
  }
  return { rows, tallies };
}

const brief = ({ perSecond, p50Ms, p99Ms }) =>
  `${Math.round(perSecond).toLocaleString('en')}/s (${p50Ms.toFixed(2)}, ${p99Ms.toFixed(2)} ms)`;

function rowOf({ title, unit, value, aims, rounds }) {
  const mediansOf = (field) =>
    Object.fromEntries(Object.entries(rounds).map(([name, turns]) => [name, median(turns.map((turn) => turn[field]))]));
  const values = mediansOf(value);
  const more = value === 'perSecond';
  const held = aims
    .filter(({ than }) => than in values)
    .map(({ times, than }) => {
      const ratio = values.agiza / values[than];
      return {
        text: `${more ? '≥' : '≤'} ${times} × ${than}`,
        reached: ratio,
        met: more ? ratio >= times : ratio <= times,
      };
    });
  const trouble = Object.entries(rounds)
    .map(([name, turns]) => [name, turns.reduce((sum, { failed }) => sum + failed, 0)])
    .filter(([, failed]) => failed > 0)
    .map(([name, failed]) => `${failed} answers of ${name} were no 2xx or never came`);
  const shown = more ? { what: title, unit } : { what: `${title}, p50`, unit: 'ms' };
  return {
    ...shown,
    values,
    p50Ms: mediansOf('p50Ms'),
    p99Ms: mediansOf('p99Ms'),
    cpuUs: mediansOf('cpuUs'),
    aims: held,
    trouble,
    rounds,
  };
}
