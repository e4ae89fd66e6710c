import { parseArgs } from 'node:util';
import { Stage } from '../bench/stage.js';

/**
 * Reads the command line, runs a drill on a stage, and ends everything that it began.
 * @param {{ help: string, defaults: Record<string, number>, work: (stage: Stage, options: Record<string, number>) => Promise<void> }} drill
 *   Each of `defaults` is an option that takes a whole number.
 */
export async function run({ help, defaults, work }) {
  const options = readOptions(defaults);
  if (options === null) return say(help);
  const stage = await Stage.open();
  const leave = async (code) => {
    await stage.close();
    process.exit(code);
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => leave(130));
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${error.stack}\n`);
    leave(1);
  });
  try {
    await work(stage, options);
  } catch (error) {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  }
  await leave(process.exitCode ?? 0);
}

/** @param {string} line */
export const say = (line) => process.stdout.write(`${line}\n`);

function readOptions(defaults) {
  const flags = Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: 'string' }]));
  try {
    const { values } = parseArgs({ options: { ...flags, help: { type: 'boolean' } } });
    if (values.help) return null;
    return Object.fromEntries(
      Object.entries(defaults).map(([name, usual]) => [name, readCount(values[name] ?? `${usual}`)]),
    );
  } catch (error) {
    process.stderr.write(`${error.message}\nSee --help.\n`);
    process.exit(1);
  }
}

function readCount(text) {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Error(`"${text}" must be a whole number from 1 to 9999.`);
  return Number(text);
}
