import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { ShopDaysAndSearch1732233600016 } from '../../migrations/16-shop-days-and-search.js';
import { shopTimeZone } from '../../src/config/time-zone.js';
import { aCustomer } from '../support/factories.js';
import { startApp } from '../support/test-app.js';
import { createDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const dayIn = async (timeZone: string, instant: string): Promise<string> => {
  await database.pool.query('update shop set time_zone = $1', [timeZone]);
  return (await database.pool.query('select shop_day($1)::text as day', [instant])).rows[0].day;
};

describe('shop_day', () => {
  it.each([
    ['Africa/Nairobi', '2024-10-01T20:59:59.999Z', '2024-10-01'],
    ['Africa/Nairobi', '2024-10-01T21:00:00Z', '2024-10-02'],
    // A day of 23 hours, and one of 25.
    ['Europe/Berlin', '2024-03-30T23:00:00Z', '2024-03-31'],
    ['Europe/Berlin', '2024-03-31T21:59:59Z', '2024-03-31'],
    ['Europe/Berlin', '2024-03-31T22:00:00Z', '2024-04-01'],
    ['Europe/Berlin', '2024-10-26T22:00:00Z', '2024-10-27'],
    ['Europe/Berlin', '2024-10-27T22:59:59Z', '2024-10-27'],
    ['Europe/Berlin', '2024-10-27T23:00:00Z', '2024-10-28'],
    // Midnight comes twice, or not at all.
    ['America/Havana', '2024-11-03T04:30:00Z', '2024-11-03'],
    ['America/Havana', '2024-11-03T05:30:00Z', '2024-11-03'],
    ['Africa/Cairo', '2024-04-25T21:59:59Z', '2024-04-25'],
    ['Africa/Cairo', '2024-04-25T22:00:00Z', '2024-04-26'],
  ])('is the day in %s at %s', async (timeZone, instant, day) => {
    expect(await dayIn(timeZone, instant)).toBe(day);
  });
});

describe('SHOP_TIME_ZONE', () => {
  it.each([
    ['KE', 'Africa/Nairobi'],
    ['UG', 'Africa/Kampala'],
    ['GB', 'Europe/London'],
    ['DE', 'Europe/Berlin'],
    ['US', 'UTC'],
  ])('is by DEFAULT_REGION if it is not set: %s', (DEFAULT_REGION, zone) => {
    expect(shopTimeZone({ DEFAULT_REGION })).toBe(zone);
    expect(shopTimeZone({ DEFAULT_REGION, SHOP_TIME_ZONE: 'Asia/Kolkata' })).toBe('Asia/Kolkata');
  });

  it('is kept in the database by each start, by which the SMS of a day are counted', async () => {
    const at = await startApp({ SHOP_TIME_ZONE: 'Pacific/Kiritimati' });
    const { rows } = await at.pool.query('select time_zone from shop');
    expect(rows).toEqual([{ time_zone: 'Pacific/Kiritimati' }]);
    const { sms } = (
      await (
        await at.asAdmin()
      ).post('/api/orders', {
        customer_code: (await aCustomer(at.pool)).code,
        item: 'Mango',
        amount: 1,
      })
    ).json;
    await at.pool.query(
      `insert into sent_messages (message_id, notification_id, segments, cost, currency, sent_at)
       values ('a', $1, 1, 0.8, 'KES', '2024-10-01T10:30:00Z')`,
      [sms.id],
    );
    const days = await at.pool.query('select day::text, spent::float from sms_days');
    expect(days.rows).toEqual([{ day: '2024-10-02', spent: 0.8 }]);
    await at.close();
  });
});

describe('the migration of shop days and search', () => {
  it('indexes the names of before in batches, may run again, and can be taken back', async () => {
    await database.pool.query(
      `insert into customers (id, code, name, phone)
       select gen_random_uuid(), translate(lpad(n::text, 8, '0'), '0123456789', 'ABCDEFGHIJ'), 'Wanjiku Kamau ' || n, '+25470' || (1000000 + n)
       from generate_series(1, 6000) n`,
    );
    const source = await new DataSource({
      type: 'postgres',
      url: database.migrationUrl,
      installExtensions: false,
    }).initialize();
    const runner = source.createQueryRunner();
    const migration = new ShopDaysAndSearch1732233600016();
    const definition = async () =>
      (await database.pool.query(`select prosrc from pg_proc where proname = 'bill_sms'`)).rows[0].prosrc;
    const before = await definition();
    await migration.down(runner);
    expect(await definition()).toContain(`(sent_at at time zone 'UTC')::date`);
    await migration.up(runner);
    await migration.up(runner);
    await runner.release();
    await source.destroy();
    expect(await definition()).toBe(before);
    const { rows } = await database.pool.query('select count(*)::int as n from customer_phrases');
    expect(rows).toEqual([{ n: 18_000 }]);
  });
});
