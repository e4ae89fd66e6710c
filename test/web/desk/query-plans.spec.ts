import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from '../../support/browser.js';
import { SEED, seedForPlans } from '../../support/plan-seed.js';
import { PlanWatch } from '../../support/plan-watch.js';
import { aMember } from '../../support/staff.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let clerk: Browser;
let owner: Browser;
let watch: PlanWatch;
beforeAll(async () => {
  at = await startApp();
  clerk = (await aMember(at, 'clerk')).browser;
  owner = (await aMember(at, 'owner')).browser;
  await seedForPlans(at.pool);
  // Years of keys and of test SMS.
  await at.pool.query(`
    insert into api_keys (id, name, scopes, digest, created_by, expires_at)
      select gen_random_uuid(), 'Key', '{orders:read}', sha256(n::text::bytea), gen_random_uuid(), now() + n * interval '1 day'
      from generate_series(-2000, 2000) n;
    insert into test_sms (asked_by, key, notification_id)
      select gen_random_uuid(), gen_random_uuid(), id from notifications limit 2000;
    analyze api_keys, test_sms`);
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

/** The same for pages of owners. The first of them also asks which keys end soon. */
const OWNERS_CASES: typeof CASES = [
  ['/desk/orders?status=pending', ['api_keys_expires_at_idx', 'orders_pkey']],
  ['/desk/settings?sent=0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99', ['sms_days_pkey', 'test_sms_notification_id_idx']],
];

/**
 * Tables of sign-in, of which the test has a few rows, and what has one row: a table, and sequences.
 * Plans of sign-in have a test of their own.
 */
const SMALL = [
  ...['sessions', 'staff', 'identities', 'shop', 'sms_templates'],
  ...['orders_number_seq', 'order_events_id_seq', 'notification_events_id_seq'],
];

describe('the pages of the desk', () => {
  const ofClerk = CASES.map(([path, indexes]) => [path, indexes, () => clerk] as const);
  const ofOwner = OWNERS_CASES.map(([path, indexes]) => [path, indexes, () => owner] as const);
  it.each([...ofClerk, ...ofOwner])('%s reads by its indexes, and no table whole', async (path, indexes, reader) => {
    let status = 0;
    const plans = await watch.during(async () => {
      status = (await reader().open(path)).status;
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
