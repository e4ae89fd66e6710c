import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { DeliveryReportsRepository } from '../../../src/notifications/reports/delivery-reports.repository.js';
import { type CarrierApp, startCarrierApp } from '../../support/carrier-app.js';
import { queueNotifications } from '../../support/notification-queue.js';

const STRAY = 10_000;
/** Rows of the table that one report may read: some for each of two messages, and none for the others. */
const READ_MOST = 40;

let at: CarrierApp;
let phone: string;
beforeAll(async () => {
  at = await startCarrierApp({ ROLE: 'api' });
  [phone = ''] = await queueNotifications(at.pool, 1);
  await at.pool.query(
    `insert into delivery_reports (message_id, status, phone, received_at)
     select 'stray-' || n, 'Success', $1, now() - interval '1 hour' + n * interval '10 ms' from generate_series(1, ${STRAY}) n`,
    [phone],
  );
  await at.pool.query('vacuum analyze delivery_reports');
});
afterAll(() => at.close());

/** Rows of delivery_reports that sessions which ended have read. */
async function countRead(): Promise<number> {
  await at.pool.query(
    `select pg_terminate_backend(pid, 2000) from pg_stat_activity where datname = current_database() and application_name = 'agiza'`,
  );
  await delay(100);
  const pool = new Pool({ ...at.pool.options, max: 1 });
  const { rows } = await pool.query(
    `select (t.seq_tup_read + sum(i.idx_tup_read))::int as read
     from pg_stat_user_tables t join pg_stat_user_indexes i using (relid) where t.relname = 'delivery_reports' group by t.seq_tup_read`,
  );
  await pool.end();
  return rows[0].read;
}

describe(`a report after ${STRAY} about SMS that are none of ours`, () => {
  const measure = async (work: () => Promise<unknown>): Promise<number> => {
    const before = await countRead();
    await work();
    return (await countRead()) - before;
  };
  const setNotification = (status: string, since: string) =>
    at.pool.query(
      `update notifications set status = $1, leased_until = null, body = 'x', encoding = 'GSM-7', segments = 1,
              handed_over_at = now() - $2::interval`,
      [status, since],
    );
  const adopt = () => at.app.get(DeliveryReportsRepository).adopt(phone);

  it('reads next to none of them while no notification to the number waits for one', async () => {
    // The planner looks at both ends of an index.
    expect(await measure(adopt)).toBeLessThan(10);
  });

  it('reads few of them although one waits that went out before them, or amid them', async () => {
    for (const since of ['2 hours', '59 minutes']) {
      await setNotification('unknown', since);
      expect(await measure(adopt)).toBeLessThan(READ_MOST);
    }
    expect((await at.pool.query('select status from notifications')).rows).toEqual([{ status: 'unknown' }]);
  });

  it('reads few of them although one waits that went out after them, and finds its message', async () => {
    await setNotification('unknown', '1 minute');
    await at.pool.query(`insert into delivery_reports (message_id, status, phone) values ('its-own', 'Success', $1)`, [
      phone,
    ]);
    expect(await measure(async () => expect(await adopt()).toBe('its-own'))).toBeLessThan(READ_MOST);
  });
});
