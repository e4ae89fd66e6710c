import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from '../../support/browser.js';
import { SEED, seedForPlans } from '../../support/plan-seed.js';
import { PlanWatch } from '../../support/plan-watch.js';
import { aMember } from '../../support/staff.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let clerk: Browser;
let watch: PlanWatch;
beforeAll(async () => {
  at = await startApp();
  clerk = (await aMember(at, 'clerk')).browser;
  await seedForPlans(at.pool);
  watch = await PlanWatch.over(at);
});
afterAll(() => at.close());

/** The path, and the indexes that its plans must use. */
const CASES: readonly (readonly [path: string, indexes: readonly string[]])[] = [
  ['/desk', ['orders_pkey']],
  ['/desk/find?q=01000022', ['customers_phone_idx', 'customers_reversed_phone_idx', 'customers_pkey']],
  ['/desk/find?q=0701', ['customers_phone_idx', 'customers_reversed_phone_idx', 'orders_number_key']],
  ['/desk/find?q=customer+77', ['customer_phrases_pkey', 'customers_pkey']],
  [`/desk/orders/new?customer=${SEED.code}`, ['customers_code_key', 'orders_customer_id_idx', 'orders_pkey']],
  [
    `/desk/orders/new/text?customer=${SEED.code}&item=Mango&amount=420`,
    ['customers_code_key', 'orders_number_key', 'sms_days_pkey'],
  ],
];

/**
 * Tables of sign-in, of which the test has a few rows, and what has one row: a table, and sequences.
 * Plans of sign-in have a test of their own.
 */
const SMALL = [
  ...['sessions', 'staff', 'identities', 'shop'],
  ...['orders_number_seq', 'order_events_id_seq', 'notification_events_id_seq'],
];

describe('the pages of the desk', () => {
  it.each(CASES)('%s reads by its indexes, and no table whole', async (path, indexes) => {
    let status = 0;
    const plans = await watch.during(async () => {
      status = (await clerk.open(path)).status;
    });
    const nodes = plans.flatMap((plan) => plan.nodes);
    const whole = nodes
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name'] ?? '')
      .filter((table) => !SMALL.includes(table));
    expect(whole).toEqual([]);
    expect([200, 303]).toContain(status);
    expect([...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))]).toEqual(
      expect.arrayContaining([...indexes]),
    );
  });
});
