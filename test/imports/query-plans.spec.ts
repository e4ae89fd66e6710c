import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from '../support/browser.js';
import { aPhone } from '../support/factories.js';
import { checkFile, waitForImport } from '../support/imports.js';
import { SEED, seedForPlans } from '../support/plan-seed.js';
import { PlanWatch } from '../support/plan-watch.js';
import { aMember } from '../support/staff.js';
import { startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
let owner: Browser;
let watch: PlanWatch;
beforeAll(async () => {
  at = await startApp();
  owner = (await aMember(at, 'owner')).browser;
  await seedForPlans(at.pool);
  watch = await PlanWatch.over(at);
});
afterAll(() => at.close());

/** Tables of a few rows. Imports are kept for a day, and their rows are found by the import. */
const SMALL = ['sessions', 'staff', 'identities', 'shop', 'imports'];

const ROWS = 2_000;
const orders = Array.from({ length: ROWS }, (_, n) => `${n % 2 === 0 ? SEED.phone : aPhone()},Maize,1,P-${n}`);
const ours = Array.from({ length: ROWS }, (_, n) => `${n + 1},${SEED.phone},Item ${n + 1},${n + 1}`);
const customers = Array.from({ length: ROWS }, () => `Njeri,${aPhone()},ABCDEFGH`);

/** A file, and the indexes by which it is checked and written. */
const CASES = [
  ['orders', ['phone,item,amount,reference', ...orders], ['orders_import_key_key', 'customers_phone_key']],
  ['orders', ['number,phone,item,amount', ...ours], ['orders_number_key', 'customers_pkey']],
  ['customers', ['name,phone,customer_code', ...customers], ['customers_phone_key', 'customers_code_key']],
] as const;

describe('an import of 2,000 rows', () => {
  it.each(CASES)('reads %s by indexes, and no big table whole', async (kind, rows, indexes) => {
    const plans = await watch.during(async () => {
      const path = await checkFile(owner, { kind, file: rows.join('\n') });
      // Of our own orders nothing is new, so that there is nothing to add.
      if (!(await owner.open(path)).text.includes('/start"')) return;
      await owner.press(`${path}/start`);
      await waitForImport(at, path);
    });
    const nodes = plans.flatMap((plan) => plan.nodes);
    const whole = nodes
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name'] ?? '')
      .filter((table) => !SMALL.includes(table));
    expect([...new Set(whole)]).toEqual([]);
    expect([...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))]).toEqual(
      expect.arrayContaining([...indexes, 'import_rows_pkey']),
    );
  });
});
