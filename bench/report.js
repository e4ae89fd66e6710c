/**
 * One line of the table.
 * @typedef {object} Row
 * @property {string} what
 * @property {string} unit
 * @property {Record<string, number>} values medians by contender
 * @property {Record<string, number>} [p50Ms]
 * @property {Record<string, number>} [p99Ms]
 * @property {Record<string, number>} [cpuUs] of the service's process, for an answer
 * @property {readonly { text: string, met: boolean, reached?: number }[]} aims
 * @property {string[]} [trouble] faults that make the figures worthless
 */

const HEAD = ['', 'agiza', 'floor', 'textbook', '× floor', '× textbook', 'p50 ms', 'p99 ms', 'cpu µs', 'aim', 'met'];
const NONE = '';

/** The table as text. @param {readonly Row[]} rows */
export function tableOf(rows) {
  const lines = [HEAD, ...rows.flatMap(linesOf)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const isText = (column) => column === 0 || column >= 9;
  const written = lines.map((line) =>
    line
      .map((cell, column) => (isText(column) ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  '),
  );
  written.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('  '));
  return written.map((line) => line.trimEnd()).join('\n');
}

/** A row takes one more line for each aim after the first, and for each trouble. */
function linesOf({ what, unit, values, p50Ms, p99Ms, cpuUs, aims, trouble = [] }) {
  const shown = ['agiza', 'floor', 'textbook'].map((name) => figure(values[name], unit));
  const ratios = ['floor', 'textbook'].map((name) =>
    values[name] === undefined ? NONE : ratioText(values.agiza / values[name]),
  );
  const percentiles = [p50Ms, p99Ms].map((each) => (each === undefined ? NONE : each.agiza.toFixed(2)));
  const [first = [NONE, NONE], ...others] = aims.map((aim) => [aimText(aim), aim.met ? 'yes' : 'NO']);
  const below = [...others, ...trouble.map((sentence) => [`WRONG: ${sentence}`, NONE])];
  return [
    [what, ...shown, ...ratios, ...percentiles, cpuText(cpuUs), ...first],
    ...below.map((cells) => [...HEAD.slice(2).map(() => NONE), ...cells]),
  ];
}

/** Agiza's figure, with the floor's in brackets. */
function cpuText(cpuUs) {
  if (cpuUs === undefined || Number.isNaN(cpuUs.agiza)) return NONE;
  const [agiza, floor] = [cpuUs.agiza, cpuUs.floor].map((each) => each?.toFixed(0));
  return floor === undefined ? agiza : `${agiza} (${floor})`;
}

/** An aim that compares with a peer has its ratio in the row. Others bring their own. */
const aimText = ({ text, reached }) =>
  reached === undefined || /(floor|textbook)$/.test(text) ? text : `${text}: ${reached.toFixed(2)}`;

/** @param {number} ratio */
export const ratioText = (ratio) => ratio.toFixed(ratio < 10 ? 2 : 1);

/** @param {number | undefined} value @param {string} unit */
export function figure(value, unit) {
  if (value === undefined) return NONE;
  const digits = unit === 'ms' || unit === 's' ? 2 : 0;
  const number = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return unit.startsWith('/') ? `${number}${unit}` : `${number} ${unit}`;
}
