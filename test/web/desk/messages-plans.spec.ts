import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from '../../support/browser.js';
import { seedForPlans } from '../../support/plan-seed.js';
import { type Planned, PlanWatch } from '../../support/plan-watch.js';
import { aMember } from '../../support/staff.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
let clerk: Browser;
let watch: PlanWatch;
beforeAll(async () => {
  at = await startApp();
  clerk = (await aMember(at, 'clerk')).browser;
  await seedForPlans(at.pool);
  await at.pool.query(`
    set local session_replication_role = replica;
    update notifications set status = 'delivered', message_id = 'ATXid_' || id where right(id::text, 1) = '4' and order_number % 10 <> 0;
    update notifications set status = 'failed', reason = (array['403 InvalidPhoneNumber', '406 UserInBlacklist', 'HTTP 502'])[1 + order_number / 10 % 3]
    where order_number % 10 = 0;
    insert into notification_events (notification_id, at, from_status, to_status)
    select id, now() - interval '1 hour', 'sending', status from notifications`);
  for (const table of ['notifications', 'notification_events']) await at.pool.query(`vacuum analyze ${table}`);
  watch = await PlanWatch.over(at);
});
afterAll(() => at.close());

const BIG = ['notifications', 'notification_events', 'orders', 'customers', 'sent_messages'];

/** Reads of whole tables that grow, and walks of a whole index for a few rows. */
const excesses = (plans: readonly Planned[]): string[] =>
  plans
    .flatMap(({ nodes }) => nodes)
    .filter((node) => {
      const isBig = BIG.includes(node['Relation Name'] ?? '');
      if (node['Node Type'] === 'Seq Scan') return isBig;
      return isBig && node['Node Type'].startsWith('Index') && node['Plan Rows'] < 10 && node['Total Cost'] > 100;
    })
    .map((node) => `${node['Node Type']} ${node['Relation Name']} by ${node['Index Name']}, ${node['Total Cost']}`);

describe('the messages of the desk', () => {
  it.each(['/desk/messages', '/desk/messages?reason=noSuchNumber', '/desk/export/notifications.csv?reason=blocked'])(
    'are read by indexes: %s',
    async (path) => {
      const plans = await watch.during(async () => expect((await clerk.open(path)).status).toBe(200));
      expect(plans.length).toBeGreaterThan(0);
      expect(excesses(plans)).toEqual([]);
      expect(plans.flatMap(({ nodes }) => nodes.map((node) => node['Index Name']))).toContain(
        'notifications_reason_idx',
      );
    },
  );

  it('are sent again by indexes', async () => {
    const { text } = await clerk.open('/desk/messages?reason=noSuchNumber');
    const field = (name: string): string => text.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? '';
    const form = { reason: 'noSuchNumber', as_of: field('as_of'), down_to: field('down_to') };
    const plans = await watch.during(async () => {
      const { status, headers, text: answer } = await clerk.press('/desk/messages/resend', form);
      expect([status, headers.get('location'), answer]).toEqual([303, expect.stringContaining('queued=100'), '']);
    });
    expect(excesses(plans)).toEqual([]);
  });
});
