import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aBrowser, type Browser } from '../../support/browser.js';
import { SEED, seedForPlans } from '../../support/plan-seed.js';
import { PlanWatch } from '../../support/plan-watch.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let watch: PlanWatch;
/** A customer with a quarter of all orders, and one with 30 of them. */
let frequent: Browser;
let usual: Browser;
beforeAll(async () => {
  at = await startApp();
  [frequent, usual] = [aBrowser(at), aBrowser(at)];
  await frequent.signIn('google', 'wanjiku');
  await usual.signIn('google', 'otieno');
  await seedForPlans(at.pool);
  for (const [person, code] of [
    ['wanjiku', SEED.frequent],
    ['otieno', SEED.code],
  ])
    await at.pool.query(
      `update customers set user_id = (select id from users where email = $1 || '@example.com') where code = $2`,
      [person, code],
    );
  watch = await PlanWatch.over(at);
});
afterAll(() => at.close());

/** Tables of sign-in, of which the test has a few rows. Their plans have a test of their own. */
const SIGN_IN = ['sessions', 'staff', 'identities'];

const plansOf = async (browser: Browser, path: string) => {
  let status = 0;
  const plans = await watch.during(async () => {
    status = (await browser.open(path)).status;
  });
  expect(status).toBe(200);
  return plans;
};

const PATHS = ['/', '/?page=2', '/?q=item+400', '/?q=%23400'];

describe("a customer's own orders", () => {
  it.each(PATHS)('%s reads by the index of the customer, and no table whole', async (path) => {
    const nodes = (await plansOf(usual, path)).flatMap((plan) => plan.nodes);
    const whole = nodes
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name'] ?? '')
      .filter((table) => !SIGN_IN.includes(table));
    expect(whole).toEqual([]);
    expect(nodes.map((node) => node['Index Name'])).toContain('orders_customer_id_idx');
  });

  it.each([...PATHS, '/?page=60'])('%s reads 1,000 of 5,000 orders at most, in their order', async (path) => {
    const lists = (await plansOf(frequent, path)).filter(({ text }) => /limit 1000\b/.test(text));
    expect(lists.length).toBeGreaterThan(0);
    for (const { nodes } of lists) {
      expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
      const most = nodes.filter((node) => /Limit|Sort/.test(node['Node Type'])).map((node) => node['Plan Rows']);
      expect(Math.max(...most)).toBeLessThanOrEqual(1000);
    }
  });
});
