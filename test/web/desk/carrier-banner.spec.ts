import { describe, expect, it } from '@jest/globals';
import { startCarrierApp } from '../../support/carrier-app.js';
import { aMember } from '../../support/staff.js';
import { startApp, type TestApp } from '../../support/test-app.js';
import { waitFor } from '../../support/waiting.js';
import { aNeeding } from './needing.js';

/** Waits until a page of the desk has this text, or no banner. The banner is up to 5 s old. */
async function expectBanner(at: TestApp, path: string, wanted: string): Promise<void> {
  const { browser } = await aMember(at, 'viewer');
  const read = async () =>
    (await browser.open(path)).text.match(/<p class="hold" role="status">(.*?)<\/p>/s)?.[1] ?? NONE;
  expect(await waitFor(read, (banner) => banner.includes(wanted), 15_000)).toContain(wanted);
}

const NONE = 'no banner';

describe('the banner of the desk', () => {
  it('says on every page that the airtime is used up, until SMS go out again', async () => {
    const at = await startCarrierApp();
    at.carrier.script('*', { behaviour: 'no-balance', times: 3 });
    const { id } = await at.placeOrder();
    await expectBanner(at, '/desk', 'Our airtime at the carrier is used up.');
    await expectBanner(at, '/desk/messages', 'No SMS goes out until it is topped up.');
    await at.waitForStatus(id, 'delivered', 60_000);
    await expectBanner(at, '/desk', NONE);
    await at.close();
  });

  it('says so at a process that sends nothing itself', async () => {
    const at = await startApp();
    const { id } = await aNeeding(at, await at.asAdmin());
    const release = `update notifications set status = 'queued', reason = 'no-balance (405 InsufficientBalance)', due_at = now() where id = $1`;
    await at.pool.query(release, [id]);
    await expectBanner(at, '/desk', 'Our airtime at the carrier is used up.');
    await at.pool.query(`update notifications set due_at = now() - interval '3 minutes'`);
    await expectBanner(at, '/desk', NONE);
    await at.close();
  });

  it('says that the budget of the day is spent', async () => {
    const at = await startApp({ SMS_DAILY_BUDGET: '5' });
    await expectBanner(at, '/desk', NONE);
    await at.pool.query(
      `insert into sms_days (day, spent) values (shop_day(now()), 5) on conflict (day) do update set spent = 5`,
    );
    await expectBanner(at, '/desk', 'budget for SMS is spent');
    await at.close();
  });
});
