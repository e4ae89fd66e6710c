import { ratioText } from './report.js';

const WIDTH = 760;
const LABELS = 252;
const FIGURES = 150;
const BAR = 15;
const GROUP = 3 * BAR + 22;
const TOP = 62;

/**
 * Colours of the contenders (after Okabe and Ito).
 * They differ on light and dark pages, and for the colour-blind.
 */
const COLOURS = { agiza: '#d55e00', floor: '#0072b2', textbook: '#8a8f98' };

const STYLE = `
    .page { fill: #ffffff; } text { fill: #1f2328; font: 12px system-ui, sans-serif; } .title { font-size: 15px; font-weight: 600; } .quiet { fill: #59636e; }
    @media (prefers-color-scheme: dark) { .page { fill: #0d1117; } text { fill: #f0f6fc; } .quiet { fill: #9198a1; } }`;

/**
 * The rates of all contenders as bars. The floor's rate is 1.
 * The SVG brings its own background, so it suits light and dark pages.
 * @param {readonly import('./report.js').Row[]} rows
 * @param {string} machine one line
 * @returns {string | null} null when there is no rate to compare
 */
export function chartOf(rows, machine) {
  const groups = rows.filter(({ values, unit }) => values.floor !== undefined && unit.endsWith('/s'));
  if (groups.length === 0) return null;
  const longest = Math.max(
    ...groups.flatMap(({ values }) => Object.values(values).map((value) => value / values.floor)),
  );
  const scale = (WIDTH - LABELS - FIGURES) / longest;
  const height = TOP + groups.length * GROUP + 26;
  const body = groups.map((row, i) => groupOf(row, TOP + i * GROUP, scale)).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="Rates of Agiza, a bare handler and a textbook service">
  <style>${STYLE}
  </style>
  <rect class="page" width="${WIDTH}" height="${height}" rx="8"/>
  <text class="title" x="16" y="28">Answers per second, a bare handler’s being 1</text>
${legend()}
${body}
  <text class="quiet" x="16" y="${height - 12}">${escaped(machine)}</text>
</svg>
`;
}

function legend() {
  const names = { agiza: 'Agiza', floor: 'floor: bare Fastify and pg', textbook: 'textbook: NestJS, Express, TypeORM' };
  const at = [16, 90, 270];
  return Object.entries(names)
    .map(
      ([name, words], i) =>
        `  <rect x="${at[i]}" y="40" width="10" height="10" rx="2" fill="${COLOURS[name]}"/><text class="quiet" x="${at[i] + 15}" y="49">${words}</text>`,
    )
    .join('\n');
}

function groupOf({ what, values }, top, scale) {
  const bars = Object.keys(COLOURS)
    .filter((name) => values[name] !== undefined)
    .map((name, i) => {
      const ratio = values[name] / values.floor;
      const width = Math.max(1, ratio * scale).toFixed(1);
      const y = top + i * BAR;
      const words = `${ratioText(ratio)} (${Math.round(values[name]).toLocaleString('en')}/s)`;
      return `  <rect x="${LABELS}" y="${y}" width="${width}" height="${BAR - 3}" rx="2" fill="${COLOURS[name]}"/><text x="${(LABELS + Number(width) + 6).toFixed(1)}" y="${y + 10}">${words}</text>`;
    });
  const [, thing, circumstances] = /^(.*), (.*?)$/.exec(what) ?? [null, what, ''];
  const label = `  <text x="16" y="${top + 16}">${escaped(thing)}</text><text class="quiet" x="16" y="${top + 32}">${escaped(circumstances)}</text>`;
  return [label, ...bars].join('\n');
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
