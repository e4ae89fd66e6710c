import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { DeliveryReportsService } from '../../src/notifications/reports/delivery-reports.service.js';
import { BudgetRepository } from '../../src/notifications/sending/budget.repository.js';
import { HandOversRepository } from '../../src/notifications/sending/hand-overs.repository.js';
import { OutboxRepository } from '../../src/notifications/sending/outbox.repository.js';
import { QueueRepository } from '../../src/notifications/sending/queue.repository.js';
import { type CarrierApp, startCarrierApp } from '../support/carrier-app.js';
import { queueNotifications } from '../support/notification-queue.js';

const DELIVERED = 20_000;

/**
 * Runs `work` on connections of its own and closes them.
 * PostgreSQL counts a session's scans for certain only when the session ends.
 */
async function onOwnConnections<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = new Pool(at.pool.options);
  return work(pool).finally(() => pool.end());
}

let at: CarrierApp;
beforeAll(async () => {
  at = await startCarrierApp({ ROLE: 'api' });
  await onOwnConnections(async (pool) => {
    await queueNotifications(pool, DELIVERED);
    await pool.query('alter table notifications disable trigger all');
    await pool.query(`update notifications set status = 'delivered', message_id = 'ATXid_' || id`);
    await pool.query('alter table notifications enable trigger all');
    await queueNotifications(pool, 50);
    for (const table of ['notifications', 'orders', 'customers']) await pool.query(`vacuum analyze ${table}`);
  });
});
afterAll(() => at.close());

const countWholeScans = async (): Promise<number> => {
  await delay(100);
  const { rows } = await onOwnConnections((pool) =>
    pool.query(`select seq_scan::int as scans from pg_stat_user_tables where relname = 'notifications'`),
  );
  return rows[0].scans;
};

describe('the table notifications', () => {
  it('is never read whole by sending, delivery reports, lists of notifications and single orders', async () => {
    const before = await countWholeScans();
    const outbox = at.app.get(OutboxRepository);
    const [row] = await outbox.claim(10, crypto.randomUUID(), 60, ['order-placed']);
    if (row === undefined) throw new Error('nothing was claimed');
    await at.app.get(BudgetRepository).today(1);
    const sms = { body: 'Habari', encoding: 'GSM-7', segments: 1 } as const;
    expect(await at.app.get(HandOversRepository).handOver(row, 60, sms)).toBe('handed-over');
    await outbox.expire();
    await at.app.get(QueueRepository).countByStatus();
    await at.app
      .get(DeliveryReportsService)
      .receive({ messageId: 'ATXid_1', status: 'Success', phone: row.phone, networkCode: null, failureReason: null });
    const { rows } = await onOwnConnections((pool) =>
      pool.query('select id, order_id, customer_code from notifications where id = $1', [row.id]),
    );
    // A page by number counts up to 100,000 rows for its total. A page by cursor counts none.
    const cursor = Buffer.from('ffffffff-ffff-ffff-ffff-ffffffffffff').toString('base64url');
    const filters = [
      '',
      '&status=failed',
      '&status=delivered',
      `&order_id=${rows[0].order_id}`,
      `&customer_code=${rows[0].customer_code}`,
    ];
    const lists = filters.map((filter) => `/api/notifications?cursor=${cursor}${filter}`);
    for (const path of [...lists, `/api/notifications/${row.id}`, `/api/orders/${rows[0].order_id}`]) {
      expect((await at.api.get(path)).status).toBe(200);
    }
    await at.app.close();
    expect((await countWholeScans()) - before).toBe(0);
  });
});
