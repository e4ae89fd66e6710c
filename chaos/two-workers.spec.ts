import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SandboxCarrier } from '../src/development/carrier/sandbox-carrier.js';
import { compareWithCarrier, queueNotifications, waitUntilSettled } from '../test/support/notification-queue.js';
import { createDatabase, type TestDatabase } from '../test/support/test-database.js';
import { killWorkers, startWorker } from '../test/support/workers.js';

const NOTIFICATIONS = 2_000;
const carrier = new SandboxCarrier(0, () => null);
let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
  await carrier.listen();
});
afterAll(async () => {
  killWorkers();
  await carrier.close();
  await database.drop();
});

describe('Dispatcher', () => {
  it(`sends each of ${NOTIFICATIONS} notifications once with two workers, and notes what the carrier bills`, async () => {
    const workers = await Promise.all([1, 2].map(() => startWorker(database.url, carrier, { SMS_PER_SECOND: '200' })));
    const began = performance.now();
    await queueNotifications(database.pool, NOTIFICATIONS);
    expect(await waitUntilSettled(database.pool, 120_000)).toEqual({ sent: NOTIFICATIONS });
    console.info(`${NOTIFICATIONS} notifications in ${Math.round(performance.now() - began)} ms`);
    expect((await compareWithCarrier(database.pool, carrier)).filter(({ taken }) => taken !== 1)).toEqual([]);
    const { rows } = await database.pool.query('select (sum(cost) * 100)::int as cents from sent_messages');
    expect(rows[0].cents).toBe(carrier.phones.bill.cents);
    await Promise.all(workers.map((worker) => worker.stop()));
  });
});
