import { desk } from './desk.js';
import { exportAll } from './export.js';
import { pages } from './pages.js';
import { place } from './place.js';
import { plans } from './plans.js';
import { read } from './read.js';
import { search } from './search.js';
import { slowCarrier } from './slow-carrier.js';
import { start } from './start.js';
import { statement } from './statement.js';
import { streams } from './streams.js';
import { summary } from './summary.js';
import { texts } from './texts.js';

/** @typedef {(bench: import('../run.js').Bench) => Promise<import('../report.js').Row[]>} Scenario */

/**
 * The scenarios by the name that --only takes. Each gives its rows of the table.
 * They run in this order: those that read the seeded rows come before those that add rows.
 * @type {Record<string, Scenario>}
 */
export const scenarios = {
  read,
  statement,
  place,
  pages,
  plans,
  export: exportAll,
  summary,
  search,
  desk,
  streams,
  texts,
  'slow-carrier': slowCarrier,
  start,
};
