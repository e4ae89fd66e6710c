import { exportAll } from './export.js';
import { pages } from './pages.js';
import { place } from './place.js';
import { plans } from './plans.js';
import { read } from './read.js';
import { slowCarrier } from './slow-carrier.js';
import { start } from './start.js';
import { statement } from './statement.js';
import { texts } from './texts.js';

/**
 * What is measured, by the name that --only takes, in this order: what reads the seeded rows comes before what adds to them. Each gives its rows of
 * the table.
 * @type {Record<string, (bench: import('../run.js').Bench) => Promise<import('../report.js').Row[]>>}
 */
export const scenarios = { read, statement, place, pages, plans, export: exportAll, texts, 'slow-carrier': slowCarrier, start };
