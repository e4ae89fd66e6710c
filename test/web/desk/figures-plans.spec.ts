import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SummarySumsRepository } from '../../../src/notifications/summary/summary-sums.repository.js';
import { OrderSumsRepository } from '../../../src/orders/figures/order-sums.repository.js';
import type { Browser } from '../../support/browser.js';
import { seedForPlans } from '../../support/plan-seed.js';
import { type Planned, PlanWatch } from '../../support/plan-watch.js';
import { aMember } from '../../support/staff.js';
import { startApp, type TestApp } from '../../support/test-app.js';
import { waitFor } from '../../support/waiting.js';

let at: TestApp;
let viewer: Browser;
let watch: PlanWatch;
beforeAll(async () => {
  at = await startApp();
  viewer = (await aMember(at, 'viewer')).browser;
  await seedForPlans(at.pool);
  await at.pool.query(`
    set local session_replication_role = replica;
    delete from order_events; delete from sent_messages; delete from notifications;
    update orders set id = overlay(first_id_at(at)::text placing lpad(to_hex(number), 12, '0') from 25)::uuid, created_at = at
    from (select number as n, now() - number * interval '6 minutes' as at from orders) t where number = n;
    insert into notifications (id, order_id, phone, status, message_id, network_code, created_at)
    select id, id, '+254712345678', case when number % 12 = 0 then 'undelivered' else 'delivered' end, 'ATXid_' || number, '63902', created_at
    from orders`);
  await waitFor(
    async () => {
      await Promise.all([at.app.get(OrderSumsRepository).step(), at.app.get(SummarySumsRepository).step()]);
      const sql = `select (select summed_until from order_mark) > now() - interval '1 day' and (select summed_until from summary_mark) > now() - interval '1 day' as done`;
      return (await at.pool.query(sql)).rows[0].done;
    },
    (done) => done === true,
    60_000,
  );
  for (const table of ['orders', 'notifications', 'order_sums', 'summary_sums', 'sms_days'])
    await at.pool.query(`vacuum analyze ${table}`);
  watch = await PlanWatch.over(at);
});
afterAll(() => at.close());

const reads = (plans: readonly Planned[], table: string): string[] =>
  plans
    .flatMap(({ nodes }) => nodes)
    .filter((node) => node['Relation Name'] === table)
    .map((node) => `${node['Node Type']} ${node['Index Name'] ?? ''}`.trim());

describe('the figures of the desk', () => {
  it('read sums, and of orders and notifications those alone that are newer', async () => {
    const plans = await watch.during(async () => expect((await viewer.open('/desk/figures?days=30')).status).toBe(200));
    expect(reads(plans, 'orders')).toEqual(['Index Scan orders_pkey']);
    expect(reads(plans, 'notifications')).toContain('Bitmap Heap Scan');
    expect(reads(plans, 'notifications')).not.toContain('Seq Scan');
    expect(plans.flatMap(({ nodes }) => nodes.map((node) => node['Index Name']))).toContain(
      'notifications_created_at_idx',
    );
    const rows = plans.flatMap(({ nodes }) => nodes).filter((node) => node['Relation Name'] === 'orders');
    expect(rows[0]?.['Plan Rows']).toBeLessThan(1_000);
  });
});
