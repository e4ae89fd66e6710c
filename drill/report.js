import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const RESULTS = join(import.meta.dirname, 'results');

/**
 * One aim, and whether it was met.
 * @typedef {object} Aim
 * @property {string} aim
 * @property {boolean} holds
 * @property {string} figure
 */

/**
 * Prints the aims as a table and writes them to drill/results. A missed aim makes the exit code 1.
 * @param {string} name of the drill
 * @param {readonly Aim[]} aims
 * @param {Record<string, unknown>} figures more of what was seen
 */
export function report(name, aims, figures) {
  const passed = aims.every(({ holds }) => holds);
  const lines = aims.map(
    ({ aim, holds, figure }) => `${holds ? 'holds ' : 'missed'}  ${aim}\n${' '.repeat(8)}${figure}`,
  );
  mkdirSync(RESULTS, { recursive: true });
  const file = join(RESULTS, `${name}-${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}.json`);
  writeFileSync(file, `${JSON.stringify({ drill: name, passed, aims, figures }, null, 2)}\n`);
  process.stdout.write(`\n${lines.join('\n')}\n\nfigures: ${file}\n`);
  if (!passed) process.exitCode = 1;
}

/** A few of some things, for a figure. @param {readonly string[]} things */
export const some = (things) =>
  things.length === 0 ? '0' : `${things.length} (${[...new Set(things)].slice(0, 5).join(', ')})`;
