import { describe, expect, it } from '@jest/globals';
import { compareWithCarrier, queueNotifications, waitUntilSettled } from '../test/support/notification-queue.js';
import { shareQueue } from '../test/support/shared-queue.js';
import { startWorker } from '../test/support/workers.js';

const NOTIFICATIONS = 2_000;
const shared = shareQueue();
const { carrier } = shared;

describe('Dispatcher', () => {
  it(`sends each of ${NOTIFICATIONS} notifications once with two workers, and notes what the carrier bills`, async () => {
    const workers = await Promise.all(
      [1, 2].map(() => startWorker(shared.database.url, carrier, { SMS_PER_SECOND: '200' })),
    );
    const began = performance.now();
    await queueNotifications(shared.database.pool, NOTIFICATIONS);
    expect(await waitUntilSettled(shared.database.pool, 120_000)).toEqual({ sent: NOTIFICATIONS });
    console.info(`${NOTIFICATIONS} notifications in ${Math.round(performance.now() - began)} ms`);
    expect((await compareWithCarrier(shared.database.pool, carrier)).filter(({ taken }) => taken !== 1)).toEqual([]);
    const { rows } = await shared.database.pool.query('select (sum(cost) * 100)::int as cents from sent_messages');
    expect(rows[0].cents).toBe(carrier.phones.bill.cents);
    await Promise.all(workers.map((worker) => worker.stop()));
  });
});
