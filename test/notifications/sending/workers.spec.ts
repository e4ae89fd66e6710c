import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { compareWithCarrier, queueNotifications, waitUntilSettled } from '../../support/notification-queue.js';
import { shareQueue } from '../../support/shared-queue.js';
import { waitFor } from '../../support/waiting.js';
import { startWorker } from '../../support/workers.js';

const shared = shareQueue();
const { carrier } = shared;

describe('Dispatcher', () => {
  it('sends each notification once although two workers share the queue, and notes the bill', async () => {
    const workers = await Promise.all(
      [1, 2].map(() => startWorker(shared.database.url, carrier, { SMS_PER_SECOND: '200' })),
    );
    await queueNotifications(shared.database.pool, 200);
    expect(await waitUntilSettled(shared.database.pool, 25_000)).toEqual({ sent: 200 });
    expect((await compareWithCarrier(shared.database.pool, carrier)).filter(({ taken }) => taken !== 1)).toEqual([]);
    const { rows } = await shared.database.pool.query('select (sum(cost) * 100)::int as cents from sent_messages');
    expect(rows[0].cents).toBe(carrier.phones.bill.cents);
    expect(await Promise.all(workers.map((worker) => worker.stop('SIGTERM')))).toEqual([0, 0]);
  });

  it('leaves unknown what the carrier may have when its worker is killed, and sends the rest once', async () => {
    const [asked = '', taken = '', waiting = ''] = await queueNotifications(shared.database.pool, 3);
    const before = carrier.requests;
    carrier.script(asked, { behaviour: 'hang' });
    carrier.script(taken, { behaviour: 'hang-after-accepting' });
    await shared.database.pool.query(
      `update notifications set status = 'sending', claim = gen_random_uuid(), leased_until = now() + interval '1 day'
       where phone = $1`,
      [waiting],
    );
    const worker = await startWorker(shared.database.url, carrier);
    await waitFor(
      () => carrier.requests,
      (requests) => requests === before + 2,
    );
    await worker.kill();

    await shared.database.pool.query(`update notifications set leased_until = now() where status = 'sending'`);
    const heir = await startWorker(shared.database.url, carrier);
    await waitUntilSettled(shared.database.pool, 5_000);
    await delay(700);
    const notifications = (await compareWithCarrier(shared.database.pool, carrier)).filter(({ phone }) =>
      [asked, taken, waiting].includes(phone),
    );
    expect(notifications).toEqual(
      expect.arrayContaining([
        { phone: asked, status: 'unknown', taken: 0 },
        { phone: taken, status: 'unknown', taken: 1 },
        { phone: waiting, status: 'sent', taken: 1 },
      ]),
    );
    expect(carrier.requests).toBe(before + 3);
    await heir.stop();
  });
});
