import { parseArgs } from 'node:util';

/** @typedef {{ rounds: number, seconds: number, warmUpSeconds: number, starts: number, pagesOrders: number, exportOrders: number, texts: number }} Size */

const WHOLE = { rounds: 5, seconds: 5, warmUpSeconds: 3, starts: 5, pagesOrders: 500_000, exportOrders: 200_000, texts: 20_000 };
const FULL = { ...WHOLE, pagesOrders: 5_000_000, exportOrders: 1_000_000 };
const QUICK = { rounds: 2, seconds: 1, warmUpSeconds: 1, starts: 1, pagesOrders: 50_000, exportOrders: 50_000, texts: 2_000 };

/** @param {readonly string[]} scenarios */
export const help = (
  scenarios,
) => `Agiza beside a bare handler (the floor) and a textbook service, each with a database of its own on one PostgreSQL.

  npm run bench -- [options]

  --quick              two or three minutes: ${QUICK.rounds} rounds of ${QUICK.seconds} s, small tables; rough figures
  --full               the tables that the aims are stated for: 5 and 1 million orders; some 5 GB of disk for a while
  --only <a,b>         some scenarios only: ${scenarios.join(', ')}
  --without <a,b>      leaves out floor or textbook
  --rounds <n>         rounds of each scenario (${WHOLE.rounds})
  --seconds <n>        seconds of each contender's turn in a round (${WHOLE.seconds})
  --generator <name>   wrk or autocannon; wrk if it is installed
  --cpu-prof           writes a CPU profile of each Agiza process to bench/results
  --help               this

Without --quick or --full the pages are read from ${WHOLE.pagesOrders.toLocaleString('en')} orders and the list of all orders has ${WHOLE.exportOrders.toLocaleString('en')}; about 18 minutes.
It writes bench/results/latest.json and latest.svg. It ends with 1 when an answer or a row was wrong, not when an aim is missed.`;

/**
 * @param {string[]} args of the command line
 * @param {readonly string[]} scenarios names that --only may hold
 * @throws Error in a sentence, for an option that there is not
 */
export function readOptions(args, scenarios) {
  const text = /** @type {const} */ ({ type: 'string' });
  const flag = /** @type {const} */ ({ type: 'boolean', default: false });
  const options = {
    quick: flag,
    full: flag,
    help: flag,
    'cpu-prof': flag,
    only: text,
    without: text,
    rounds: text,
    seconds: text,
    generator: text,
  };
  const { values } = parseArgs({ args, options });
  const preset = values.quick ? QUICK : values.full ? FULL : WHOLE;
  const size = { ...preset, rounds: count(values.rounds, preset.rounds), seconds: count(values.seconds, preset.seconds) };
  const wanted = values.only === undefined ? scenarios : among(values.only, scenarios);
  const only = scenarios.filter((name) => wanted.includes(name));
  const without = among(values.without ?? '', ['floor', 'textbook', '']);
  const [generator = null] = values.generator === undefined ? [] : among(values.generator, ['wrk', 'autocannon']);
  return { help: values.help, cpuProfile: values['cpu-prof'], quick: values.quick, only, without, generator, size };
}

function count(text, otherwise) {
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Error(`"${text}" must be a whole number, 1 or more.`);
  return Number(text);
}

function among(text, known) {
  const names = text.split(',');
  const stranger = names.find((name) => !known.includes(name));
  if (stranger !== undefined) throw new Error(`There is no "${stranger}": ${known.filter(Boolean).join(', ')}.`);
  return names;
}
