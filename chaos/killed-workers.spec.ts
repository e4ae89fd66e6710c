import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Behaviour } from '../src/development/carrier/behaviour.js';
import { SandboxCarrier } from '../src/development/carrier/sandbox-carrier.js';
import { compareWithCarrier, queueNotifications, waitUntilSettled } from '../test/support/notification-queue.js';
import { createDatabase, type TestDatabase } from '../test/support/test-database.js';
import { killWorkers, startWorker } from '../test/support/workers.js';

const KILLS = Number(process.env.KILLS ?? 100);
const TEXTS_A_KILL = 12;
/** What the carrier does to a text at the moment of the kill. */
const MOMENTS: readonly Behaviour[] = ['deliver', 'slow', 'hang', 'hang-after-accepting', 'reset-after-accepting', 'slow'];

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

it(`sends no text twice though workers are killed ${KILLS} times, before, during and after the carrier takes it, and loses none`, async () => {
  for (let kill = 0; kill < KILLS; kill++) {
    const phones = await queueNotifications(database.pool, TEXTS_A_KILL);
    for (const [n, phone] of phones.entries()) carrier.script(phone, { behaviour: MOMENTS[(kill + n) % MOMENTS.length] ?? 'deliver' });
    const worker = await startWorker(database.url, carrier, { SMS_TIMEOUT_SECONDS: '2' });
    await delay(Math.random() * 900);
    await worker.kill();
  }
  const heir = await startWorker(database.url, carrier, { SMS_TIMEOUT_SECONDS: '2' });
  const counts = await waitUntilSettled(database.pool, 120_000);
  await delay(2_000);
  const texts = await compareWithCarrier(database.pool, carrier);
  const of = (status: string, taken: number) => texts.filter((text) => text.status === status && text.taken === taken).length;
  console.info(
    `${KILLS} kills, ${texts.length} texts: ${JSON.stringify(counts)}; unknown and taken ${of('unknown', 1)}, unknown and not ${of('unknown', 0)}`,
  );
  expect(texts.filter(({ taken }) => taken > 1)).toEqual([]);
  expect(texts.filter(({ status, taken }) => (status === 'sent' ? taken !== 1 : status !== 'unknown'))).toEqual([]);
  expect(of('sent', 1) + of('unknown', 1) + of('unknown', 0)).toBe(KILLS * TEXTS_A_KILL);
  const { rows } = await database.pool.query('select (sum(cost) * 100)::int as cents from sent_messages');
  expect(rows[0].cents + 80 * of('unknown', 1)).toBe(carrier.phones.bill.cents);
  await heir.stop();
});
