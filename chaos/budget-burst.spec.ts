import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Behaviour } from '../src/development/carrier/behaviour.js';
import { compareWithCarrier, queueNotifications } from '../test/support/notification-queue.js';
import { shareQueue } from '../test/support/shared-queue.js';
import { waitFor } from '../test/support/waiting.js';
import { startWorker } from '../test/support/workers.js';

const NOTIFICATIONS = 600;
const BUDGET = 40;
/** Two segments by the dearest network of Kenya. */
const DEAREST = 2;
/** What the carrier does with some of the SMS. The others it delivers. */
const FAULTS: readonly Behaviour[] = [
  'hang-after-accepting',
  'reset-after-accepting',
  'html',
  'invalid-number',
  'http-500',
  'slow',
];
const SETTINGS = {
  SMS_DAILY_BUDGET: String(BUDGET),
  SMS_TEMPLATE: `{first_name}, ${'your order is on its way. '.repeat(5)}{order_number} {item} {currency} {amount}`,
  SMS_PER_SECOND: '500',
  SMS_TIMEOUT_SECONDS: '1',
};

const shared = shareQueue();
const { carrier } = shared;

/** Half of them two segments long, a third with dear networks, and one in eight meets with a fault. */
async function queueMixed(): Promise<void> {
  await queueNotifications(shared.database.pool, NOTIFICATIONS);
  await shared.database.pool.query(`update orders set item = 'Maize flour of the best kind' where number % 2 = 0`);
  await shared.database.pool.query(
    `update notifications set phone = overlay(phone placing (array['77', '73'])[1 + order_number % 2] from 5 for 2) where order_number % 3 = 0`,
  );
  const { rows } = await shared.database.pool.query('select phone from notifications order by order_number');
  for (const [n, { phone }] of rows.entries())
    if (n % 8 === 7) carrier.script(phone, { behaviour: FAULTS[Math.floor(n / 8) % FAULTS.length] ?? 'slow' });
}

const readDay = async () =>
  (await shared.database.pool.query('select spent::float, unpriced, reserved::float, under_way from sms_days')).rows[0];

describe('SMS_DAILY_BUDGET', () => {
  it(`of ${BUDGET} is passed by no more than one SMS by a burst of ${NOTIFICATIONS}, faults, and killed workers`, async () => {
    await queueMixed();
    const began = performance.now();
    const [doomed, other] = await Promise.all([1, 2].map(() => startWorker(shared.database.url, carrier, SETTINGS)));
    await waitFor(
      async () => carrier.phones.bill.messages,
      (messages) => messages >= 8,
      60_000,
    );
    await doomed?.kill();
    const heir = await startWorker(shared.database.url, carrier, SETTINGS);
    // The leases of the killed one run out, and the last of the money goes one SMS at a time.
    for (let before = -1; before !== carrier.requests || (await readDay()).under_way > 0; ) {
      before = carrier.requests;
      await delay(8_000);
    }
    const bill = carrier.phones.bill.cents / 100;
    const day = await readDay();
    console.info(
      `budget ${BUDGET}, bill ${bill.toFixed(2)} for ${carrier.phones.bill.messages} SMS in ${Math.round(performance.now() - began)} ms; ${JSON.stringify(day)}`,
    );
    expect(bill).toBeLessThanOrEqual(BUDGET + DEAREST);
    expect(day.spent + day.unpriced).toBeGreaterThan(BUDGET - DEAREST);
    expect([day.reserved, day.under_way]).toEqual([0, 0]);
    expect((await compareWithCarrier(shared.database.pool, carrier)).filter(({ taken }) => taken > 1)).toEqual([]);
    await Promise.all([other?.stop(), heir.stop()]);
  });
});
