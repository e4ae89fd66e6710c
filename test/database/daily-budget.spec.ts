import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { DailyBudget1732233600007 } from '../../migrations/7-daily-budget.js';
import { queueNotifications } from '../support/notification-queue.js';
import { createDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let source: DataSource;
beforeAll(async () => {
  database = await createDatabase();
  source = await new DataSource({
    type: 'postgres',
    url: database.migrationUrl,
    installExtensions: false,
  }).initialize();
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const readDays = async () =>
  (
    await database.pool.query(
      `select (now() at time zone 'UTC')::date - day as ago, spent::float, unpriced, reserved::float, under_way, price::float
       from sms_days order by day desc`,
    )
  ).rows;

describe('the migration of the daily budget', () => {
  it('counts what was sent before it, and what a process of the release before sends afterwards', async () => {
    const runner = source.createQueryRunner();
    const migration = new DailyBudget1732233600007();
    await migration.down(runner);
    await queueNotifications(database.pool, 4);
    await database.pool.query(
      `update notifications set status = 'sending', leased_until = now(), handed_over_at = now(), body = 'x', encoding = 'GSM-7', segments = 2`,
    );
    const { rows } = await database.pool.query('select id from notifications order by id');
    const [first, second, third] = rows.map(({ id }) => id as string);
    await database.pool.query(
      `insert into sent_messages (message_id, notification_id, segments, cost, currency, sent_at)
       values ('a', $1, 2, 1.6, 'KES', now()), ('b', $1, 2, null, null, now()), ('c', $1, 2, 2, 'KES', now() - interval '1 day')`,
      [first],
    );
    await database.pool.query(`update notifications set status = 'unknown', leased_until = null where id = $1`, [
      second,
    ]);
    await migration.up(runner);
    await runner.release();
    const yesterday = { ago: 1, spent: 2, unpriced: 0, reserved: 0, under_way: 0, price: 1 };
    const today = { ago: 0, spent: 1.6, unpriced: 4, reserved: 0, under_way: 0, price: 0.8 };
    expect(await readDays()).toEqual([today, yesterday]);
    // The release before reserves nothing.
    await database.pool.query(
      `update notifications set status = 'sent', message_id = 'd', leased_until = null where id = $1`,
      [third],
    );
    await database.pool.query(
      `insert into sent_messages (message_id, notification_id, segments, cost, currency) values ('d', $1, 2, 1.7, 'KES')`,
      [third],
    );
    await database.pool.query(
      `update notifications set status = 'unknown', leased_until = null where status = 'sending'`,
    );
    expect(await readDays()).toEqual([{ ...today, spent: 3.3, unpriced: 8, price: 0.85 }, yesterday]);
  });
});
