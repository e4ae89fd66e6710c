import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Behaviour } from '../src/development/carrier/behaviour.js';
import { compareWithCarrier, queueNotifications, waitUntilSettled } from '../test/support/notification-queue.js';
import { shareQueue } from '../test/support/shared-queue.js';
import { startWorker } from '../test/support/workers.js';

const KILLS = Number(process.env.KILLS ?? 100);
const NOTIFICATIONS_PER_KILL = 12;
/** What the carrier does with an SMS when its worker is killed. */
const MOMENTS: readonly Behaviour[] = [
  'deliver',
  'slow',
  'hang',
  'hang-after-accepting',
  'reset-after-accepting',
  'slow',
];

const shared = shareQueue();
const { carrier } = shared;

describe('Dispatcher', () => {
  it(`sends each notification at most once and loses none although workers are killed ${KILLS} times`, async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      const phones = await queueNotifications(shared.database.pool, NOTIFICATIONS_PER_KILL);
      for (const [n, phone] of phones.entries())
        carrier.script(phone, { behaviour: MOMENTS[(kill + n) % MOMENTS.length] ?? 'deliver' });
      const worker = await startWorker(shared.database.url, carrier, { SMS_TIMEOUT_SECONDS: '2' });
      await delay(Math.random() * 900);
      await worker.kill();
    }
    const heir = await startWorker(shared.database.url, carrier, { SMS_TIMEOUT_SECONDS: '2' });
    const counts = await waitUntilSettled(shared.database.pool, 120_000);
    await delay(2_000);
    const notifications = await compareWithCarrier(shared.database.pool, carrier);
    const of = (status: string, taken: number) =>
      notifications.filter((one) => one.status === status && one.taken === taken).length;
    console.info(
      `${KILLS} kills, ${notifications.length} notifications: ${JSON.stringify(counts)}; ` +
        `unknown and taken ${of('unknown', 1)}, unknown and not ${of('unknown', 0)}`,
    );
    expect(notifications.filter(({ taken }) => taken > 1)).toEqual([]);
    expect(
      notifications.filter(({ status, taken }) => (status === 'sent' ? taken !== 1 : status !== 'unknown')),
    ).toEqual([]);
    expect(of('sent', 1) + of('unknown', 1) + of('unknown', 0)).toBe(KILLS * NOTIFICATIONS_PER_KILL);
    const { rows } = await shared.database.pool.query('select (sum(cost) * 100)::int as cents from sent_messages');
    expect(rows[0].cents + 80 * of('unknown', 1)).toBe(carrier.phones.bill.cents);
    await heir.stop();
  });
});
