import { parseArgs } from 'node:util';

/**
 * How much is measured.
 * @typedef {object} Size
 * @property {number} rounds
 * @property {number} seconds of each turn
 * @property {number} warmUpSeconds
 * @property {number} starts
 * @property {number} pagesOrders orders that pages are read from
 * @property {number} exportOrders orders of the list of all
 * @property {number} searchCustomers customers that searches find somebody among
 * @property {number} deskRows customers, and as many orders, of the shop whose desk is measured
 * @property {number} texts SMS that wait to be sent
 */

const WHOLE = {
  rounds: 5,
  seconds: 5,
  warmUpSeconds: 3,
  starts: 5,
  pagesOrders: 500_000,
  exportOrders: 200_000,
  searchCustomers: 200_000,
  deskRows: 200_000,
  texts: 20_000,
};
const FULL = {
  ...WHOLE,
  pagesOrders: 5_000_000,
  exportOrders: 1_000_000,
  searchCustomers: 1_000_000,
  deskRows: 1_000_000,
};
const QUICK = {
  rounds: 2,
  seconds: 1,
  warmUpSeconds: 1,
  starts: 1,
  pagesOrders: 50_000,
  exportOrders: 50_000,
  searchCustomers: 20_000,
  deskRows: 20_000,
  texts: 2_000,
};

/** @param {readonly string[]} scenarios */
export const help = (scenarios) => `Measures Agiza beside a bare handler (the floor) and a textbook service.
Each has a database of its own on one PostgreSQL.

  npm run bench -- [options]

  --quick              two or three minutes: ${QUICK.rounds} rounds of ${QUICK.seconds} s, small tables, rough figures
  --full               tables of 5 and 1 million orders, which the aims are stated for; needs some 5 GB of disk
  --only <a,b>         runs only these scenarios: ${scenarios.join(', ')}
  --without <a,b>      leaves out floor or textbook
  --rounds <n>         rounds of each scenario (default ${WHOLE.rounds})
  --seconds <n>        seconds of each contender's turn in a round (default ${WHOLE.seconds})
  --generator <name>   wrk or autocannon (default wrk, if it is installed)
  --cpu-prof           writes a CPU profile of each Agiza process to bench/results
  --help               shows this

Without --quick or --full it takes about 18 minutes. Pages are then read from ${WHOLE.pagesOrders.toLocaleString('en')} orders,
and the list of all orders has ${WHOLE.exportOrders.toLocaleString('en')}.
It writes bench/results/latest.json and latest.svg.
It ends with status 1 when an answer or a row was wrong. A missed aim alone does not count.`;

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
  const size = {
    ...preset,
    rounds: count(values.rounds, preset.rounds),
    seconds: count(values.seconds, preset.seconds),
  };
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
