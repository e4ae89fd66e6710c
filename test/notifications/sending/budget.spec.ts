import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SandboxCarrier } from '../../../src/development/carrier/sandbox-carrier.js';
import { startCarrierApp } from '../../support/carrier-app.js';
import { queueNotifications } from '../../support/notification-queue.js';
import { CapturedLog } from '../../support/test-app.js';
import { createDatabase, type TestDatabase } from '../../support/test-database.js';
import { waitFor } from '../../support/waiting.js';
import { killWorkers, startWorker } from '../../support/workers.js';

/** Two segments for every order. */
const LONG = `Hello {first_name}, ${'your order is here. '.repeat(8)}{order_number} {item} {currency} {amount}`;

/** Workers start, and money that is nearly spent goes one SMS at a time. Alone, none takes 10 s. */
const TIMEOUT_MS = 60_000;

let carrier: SandboxCarrier;
let database: TestDatabase;
beforeAll(async () => {
  carrier = new SandboxCarrier(0, () => null);
  await carrier.listen();
});
beforeEach(async () => {
  database = await createDatabase();
});
afterEach(async () => {
  killWorkers();
  await database.drop();
});
afterAll(() => carrier.close());

const readToday = async () => {
  const { rows } = await database.pool.query(
    `select spent::float, unpriced, reserved::float, under_way from sms_days where day = shop_day(now())`,
  );
  return rows[0] as { spent: number; unpriced: number; reserved: number; under_way: number } | undefined;
};

/** Waits until nothing was sent for a while, with nothing on its way. */
const waitUntilQuiet = async () => {
  for (let before = -1; before !== carrier.requests; ) {
    before = carrier.requests;
    await delay(1_500);
  }
  await waitFor(readToday, (today) => today?.under_way === 0, 15_000);
};

describe('SMS_DAILY_BUDGET', () => {
  it(
    'is never passed by two workers in a burst, whatever the SMS cost, and is used up',
    async () => {
      const before = carrier.phones.bill.cents;
      await queueNotifications(database.pool, 150);
      // Telkom's are dearer than Safaricom's: the first price that is known is not the last.
      await database.pool.query(
        `update notifications set phone = overlay(phone placing '77' from 5 for 2) where right(phone, 1) in ('3', '7', '9')`,
      );
      const variables = { SMS_DAILY_BUDGET: '40', SMS_TEMPLATE: LONG, SMS_PER_SECOND: '500' };
      const workers = await Promise.all([1, 2].map(() => startWorker(database.url, carrier, variables)));
      await waitUntilQuiet();
      const cents = carrier.phones.bill.cents - before;
      expect(cents).toBeLessThanOrEqual(4_000);
      expect(cents).toBeGreaterThan(4_000 - 200);
      expect(await readToday()).toEqual({ spent: cents / 100, unpriced: 0, reserved: 0, under_way: 0 });
      const count = async () =>
        (await database.pool.query('select count(*)::int from notification_events')).rows[0].count;
      const events = await count();
      await delay(2_000);
      expect(await count()).toBe(events);
      await Promise.all(workers.map((worker) => worker.stop()));
    },
    TIMEOUT_MS,
  );

  it(
    'counts what a killed worker had reserved, and no more than once',
    async () => {
      const phones = await queueNotifications(database.pool, 8);
      for (const phone of phones) carrier.script(phone, { behaviour: 'hang-after-accepting', reports: [] });
      const before = carrier.phones.bill.messages;
      const variables = { SMS_DAILY_BUDGET: '1000', SMS_SEGMENT_PRICE: '0.80' };
      const worker = await startWorker(database.url, carrier, variables);
      await waitFor(
        async () => carrier.phones.bill.messages - before,
        (messages) => messages === 8,
      );
      await worker.kill();
      expect(await readToday()).toEqual({ spent: 0, unpriced: 0, reserved: 6.4, under_way: 8 });
      await database.pool.query(`update notifications set leased_until = now() where status = 'sending'`);
      await queueNotifications(database.pool, 4);
      const heir = await startWorker(database.url, carrier, { ...variables, SMS_DAILY_BUDGET: '8' });
      await waitUntilQuiet();
      expect(carrier.phones.bill.messages - before).toBe(10);
      expect(await readToday()).toEqual({ spent: 1.6, unpriced: 8, reserved: 0, under_way: 0 });
      await heir.stop();
    },
    TIMEOUT_MS,
  );

  it(
    'gives back what was reserved for SMS that did not go out',
    async () => {
      const phones = await queueNotifications(database.pool, 30);
      for (const [n, phone] of phones.entries())
        carrier.script(phone, { behaviour: n % 2 === 0 ? 'invalid-number' : 'blacklisted' });
      const [last = ''] = await queueNotifications(database.pool, 1);
      const worker = await startWorker(database.url, carrier, { SMS_DAILY_BUDGET: '0.80', SMS_SEGMENT_PRICE: '0.80' });
      await waitFor(
        async () => carrier.phones.messages(last).length,
        (messages) => messages === 1,
        15_000,
      );
      await waitFor(readToday, (today) => today?.spent === 0.8);
      expect(await readToday()).toEqual({ spent: 0.8, unpriced: 0, reserved: 0, under_way: 0 });
      await worker.stop();
    },
    TIMEOUT_MS,
  );

  it(
    'warns once a day from 80 per cent on, and shows the share in /metrics',
    async () => {
      const log = new CapturedLog();
      const at = await startCarrierApp({ SMS_DAILY_BUDGET: '4', LOG_LEVEL: 'warn' }, log);
      const send = async () => at.waitForStatus((await at.placeOrder()).id, 'delivered');
      for (let n = 0; n < 3; n++) await send();
      await delay(700);
      expect(log.text).not.toContain('of SMS_DAILY_BUDGET');
      await send();
      await waitFor(
        async () => log.text,
        (text) => text.includes('3.2000 of SMS_DAILY_BUDGET, 4, is spent today (Africa/Nairobi)'),
      );
      await send();
      await waitFor(
        async () => log.text,
        (text) => text.includes('NO SMS GO OUT: SMS_DAILY_BUDGET is spent'),
      );
      expect(log.text.match(/of SMS_DAILY_BUDGET, 4/g)).toHaveLength(1);
      const { text } = await at.request('/metrics');
      expect(text).toMatch(/^sms_budget_used_ratio 1$/m);
      await at.close();
    },
    TIMEOUT_MS,
  );

  it(
    'is whole again after midnight, less what is on its way from the day before',
    async () => {
      await queueNotifications(database.pool, 4);
      await database.pool.query(
        `insert into sms_days (day, spent, reserved, under_way, price, warned_at)
       values (shop_day(now()) - 1, 1.6, 0.8, 1, 0.8, now())`,
      );
      const before = carrier.phones.bill.messages;
      const worker = await startWorker(database.url, carrier, { SMS_DAILY_BUDGET: '1.60' });
      await delay(1_500);
      expect(carrier.phones.bill.messages).toBe(before);
      await database.pool.query('update sms_days set reserved = 0, under_way = 0');
      await waitFor(
        async () => carrier.phones.bill.messages - before,
        (messages) => messages === 2,
      );
      await waitUntilQuiet();
      expect(await readToday()).toEqual({ spent: 1.6, unpriced: 0, reserved: 0, under_way: 0 });
      await worker.stop();
    },
    TIMEOUT_MS,
  );

  it(
    'lets nothing out when it is 0',
    async () => {
      await queueNotifications(database.pool, 3);
      const before = carrier.requests;
      const worker = await startWorker(database.url, carrier, { SMS_DAILY_BUDGET: '0' });
      await delay(1_500);
      expect(carrier.requests).toBe(before);
      await worker.stop();
    },
    TIMEOUT_MS,
  );
});
