import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { queueNotifications } from '../test/support/notification-queue.js';
import { ServedApp } from '../test/support/served-app.js';

const STRAY = 10_000;
const REPORTS = 300;
const AT_CALLBACK_SECRET = 'the-secret-of-a-test-32-bytes-or-longer';

let at: ServedApp;
let phone: string;
beforeAll(async () => {
  at = await ServedApp.start({ AT_CALLBACK_SECRET });
  [phone = ''] = await queueNotifications(at.pool, 1);
  // It waits for a report, so that each report to its number has to look for it.
  await at.pool.query(
    `update notifications set status = 'unknown', body = 'x', encoding = 'GSM-7', segments = 1, handed_over_at = now() - interval '2 hours'`,
  );
});
afterAll(() => at.close());

let reported = 0;
async function report(): Promise<number> {
  const began = performance.now();
  const fields = { id: `stray-${++reported}`, status: 'Success', phoneNumber: phone, networkCode: '63902' };
  const answer = await fetch(`${at.url}/api/callbacks/africastalking/${AT_CALLBACK_SECRET}/delivery-reports`, {
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`a report was answered with ${answer.status}`);
  return performance.now() - began;
}

/** The median time in ms of some reports, one after the other. */
async function measure(): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < REPORTS; n++) times.push(await report());
  return times.sort((a, b) => a - b)[REPORTS / 2] ?? 0;
}

describe(`${STRAY} delivery reports about SMS that are none of ours`, () => {
  it('make the next one no slower', async () => {
    await measure();
    const before = await measure();
    while (reported < STRAY) await Promise.all(Array.from({ length: 20 }, report));
    await at.pool.query('vacuum analyze delivery_reports');
    const after = await measure();
    const { rows } = await at.pool.query('select count(*)::int as kept from delivery_reports');
    console.info(
      `one report ${before.toFixed(1)} ms after ${REPORTS * 2}, ${after.toFixed(1)} ms after ${STRAY}; ${rows[0].kept} kept`,
    );
    expect(rows[0].kept).toBeGreaterThanOrEqual(STRAY);
    expect(after).toBeLessThan(before * 2 + 3);
  });
});
