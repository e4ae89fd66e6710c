import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as makeId } from 'uuid';
import { NotificationEventsRepository } from '../../src/notifications/notification-events.repository.js';
import { startApp, type TestApp } from '../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
  await at.pool.query('alter table notification_events disable trigger all');
});
afterAll(() => at.close());

/** Writes an event of a notification that was made in that month, and gives the notification. */
async function anEvent(madeAt: Date, changedAt: Date): Promise<string> {
  const id = makeId({ msecs: madeAt.getTime() });
  await at.pool.query(
    `insert into notification_events (notification_id, at, from_status, to_status) values ($1, $2, 'queued', 'sending')`,
    [id, changedAt],
  );
  return id;
}

const monthsAgo = (months: number, day: number): Date => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, day, 12));
};
const readNotifications = async (): Promise<string[]> =>
  (await at.pool.query('select notification_id from notification_events order by notification_id')).rows.map(
    (row) => row.notification_id,
  );

describe('the table notification_events', () => {
  it('loses whole months before those that are kept, but not what happened since to an old notification', async () => {
    const old = await anEvent(monthsAgo(4, 28), monthsAgo(4, 28));
    const resent = await anEvent(monthsAgo(5, 2), monthsAgo(1, 2));
    const first = await anEvent(monthsAgo(3, 1), monthsAgo(3, 1));
    const fresh = await anEvent(new Date(), new Date());
    const events = at.app.get(NotificationEventsRepository);
    expect(await events.dropOld(1200)).toBe(0);
    expect(await readNotifications()).toEqual([resent, old, first, fresh]);
    expect(await events.dropOld(3)).toBe(1);
    expect(await readNotifications()).toEqual([resent, first, fresh]);
    expect(await events.dropOld(3)).toBe(0);
  });

  it('drops 10,000 in one step, so that no lock is held for long', async () => {
    await at.pool.query(
      `insert into notification_events (notification_id, at, from_status, to_status)
       select '00000000-0000-7000-8000-000000000001', '2020-01-01', 'queued', 'sending' from generate_series(1, 10001)`,
    );
    const events = at.app.get(NotificationEventsRepository);
    expect(await events.dropOld(24)).toBe(10_000);
    expect(await events.dropOld(24)).toBe(1);
  });
});
