import { describe, expect, it } from '@jest/globals';
import { DailyBudget1732233600007 } from '../../migrations/7-daily-budget.js';
import { Upkeep1732233600013 } from '../../migrations/13-upkeep.js';
import { makeMigratingDatabase } from '../support/migrating.js';
import { queueNotifications } from '../support/notification-queue.js';

const at = makeMigratingDatabase();

const readDays = async () =>
  (
    await at.database.pool.query(
      `select (now() at time zone 'UTC')::date - day as ago, spent::float, unpriced, reserved::float, under_way, price::float
       from sms_days order by day desc`,
    )
  ).rows;

describe('the migration of the daily budget', () => {
  it('counts what was sent before it, and what a process of the release before sends afterwards', async () => {
    const migration = new DailyBudget1732233600007();
    const upkeep = new Upkeep1732233600013();
    await upkeep.down(at.runner);
    await migration.down(at.runner);
    await queueNotifications(at.database.pool, 4);
    await at.database.pool.query(
      `update notifications set status = 'sending', leased_until = now(), handed_over_at = now(), body = 'x', encoding = 'GSM-7', segments = 2`,
    );
    const { rows } = await at.database.pool.query('select id from notifications order by id');
    const [first, second, third] = rows.map(({ id }) => id as string);
    await at.database.pool.query(
      `insert into sent_messages (message_id, notification_id, segments, cost, currency, sent_at)
       values ('a', $1, 2, 1.6, 'KES', now()), ('b', $1, 2, null, null, now()), ('c', $1, 2, 2, 'KES', now() - interval '1 day')`,
      [first],
    );
    await at.database.pool.query(`update notifications set status = 'unknown', leased_until = null where id = $1`, [
      second,
    ]);
    await migration.up(at.runner);
    await upkeep.up(at.runner);
    const yesterday = { ago: 1, spent: 2, unpriced: 0, reserved: 0, under_way: 0, price: 1 };
    const today = { ago: 0, spent: 1.6, unpriced: 4, reserved: 0, under_way: 0, price: 0.8 };
    expect(await readDays()).toEqual([today, yesterday]);
    // The release before reserves nothing.
    await at.database.pool.query(
      `update notifications set status = 'sent', message_id = 'd', leased_until = null where id = $1`,
      [third],
    );
    await at.database.pool.query(
      `insert into sent_messages (message_id, notification_id, segments, cost, currency) values ('d', $1, 2, 1.7, 'KES')`,
      [third],
    );
    await at.database.pool.query(
      `update notifications set status = 'unknown', leased_until = null where status = 'sending'`,
    );
    expect(await readDays()).toEqual([{ ...today, spent: 3.3, unpriced: 8, price: 0.85 }, yesterday]);
  });
});
