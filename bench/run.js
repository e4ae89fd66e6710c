import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chartOf } from './chart.js';
import { Databases } from './databases.js';
import { openDesk } from './desk.js';
import { Load } from './load/load.js';
import { describeMachine, machineLines } from './machine.js';
import { help, readOptions } from './options.js';
import { tableOf } from './report.js';
import { scenarios } from './scenarios/scenarios.js';
import { Stage } from './stage.js';

/**
 * What a scenario works with.
 * @typedef {object} Bench
 * @property {Stage} stage
 * @property {Databases} databases
 * @property {Load} load
 * @property {() => Promise<import('./desk.js').Desk>} desk Agiza and its peers, opened at first use
 * @property {import('./options.js').Size} size
 * @property {readonly string[]} without peers that are left out
 * @property {readonly string[]} flags that Agiza's node gets
 * @property {(line: string) => void} say
 */

const RESULTS = join(import.meta.dirname, 'results');

const say = (line) => process.stdout.write(`${line}\n`);

/** @param {ReturnType<typeof readOptions>} options @param {Stage} stage */
async function measure({ only, without, size, generator, cpuProfile, quick }, stage) {
  say('starting PostgreSQL');
  const databases = await Databases.start(stage);
  const load = await Load.choose(stage, generator);
  const machine = describeMachine({
    folder: stage.folder,
    postgres: await databases.version(),
    generator: load.generator,
  });
  const flags = cpuProfile ? ['--cpu-prof', `--cpu-prof-dir=${RESULTS}`] : [];
  let opening;
  const desk = () => {
    opening ??= openDesk(bench);
    return opening;
  };
  /** @type {Bench} */
  const bench = { stage, databases, load, desk, size, without, flags, say };
  const rows = [];
  for (const name of only) rows.push(...(await scenarios[name](bench)));
  return { at: new Date().toISOString(), quick, size, machine, rows };
}

async function write({ rows, ...run }) {
  const lines = machineLines(run.machine);
  say(`\n${tableOf(rows)}\n\n${lines.join('\n')}`);
  if (run.quick) say('A quick run: the figures are rough.');
  await mkdir(RESULTS, { recursive: true });
  await writeFile(join(RESULTS, 'latest.json'), `${JSON.stringify({ ...run, notes: lines, rows }, null, 2)}\n`);
  const chart = chartOf(rows, lines[0]);
  if (chart !== null) await writeFile(join(RESULTS, 'latest.svg'), chart);
  say(`Written to bench/results/latest.json${chart === null ? '' : ' and latest.svg'}.`);
  if (rows.some(({ trouble = [] }) => trouble.length > 0)) process.exitCode = 1;
}

/** Ends everything that the run began, and then the process. */
async function leave(stage, code) {
  await stage.close();
  process.exit(code);
}

async function main() {
  const names = Object.keys(scenarios);
  const options = readOptions(process.argv.slice(2), names);
  if (options.help) return say(help(names));
  const stage = await Stage.open();
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (!stage.closing) say('\nstopping everything…');
      leave(stage, 130);
    });
  }
  process.on('uncaughtException', (error) => {
    if (!stage.closing) process.stderr.write(`${error.stack}\n`);
    leave(stage, 1);
  });
  try {
    await write(await measure(options, stage));
  } catch (error) {
    if (!stage.closing) throw error;
  } finally {
    await stage.close();
  }
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
