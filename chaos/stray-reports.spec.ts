import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { queueNotifications } from '../test/support/notification-queue.js';
import { ServedApp } from '../test/support/served-app.js';

const STRAY = 10_000;
const REPORTS = 400;
const AT_CALLBACK_SECRET = 'the-secret-of-a-test-32-bytes-or-longer';

/** A service, and the number that a notification went out to whose answer was lost. */
interface Waiting {
  readonly at: ServedApp;
  readonly phone: string;
}

/** Starts a service with so many stray reports to that number. */
async function start(stray: number): Promise<Waiting> {
  const at = await ServedApp.start({ AT_CALLBACK_SECRET });
  const [phone = ''] = await queueNotifications(at.pool, 1);
  // It waits for a report, so that each report to its number has to look for it.
  await at.pool.query(
    `update notifications set status = 'unknown', body = 'x', encoding = 'GSM-7', segments = 1, handed_over_at = now() - interval '2 hours'`,
  );
  await at.pool.query(
    `insert into delivery_reports (message_id, status, phone, received_at)
     select 'early-' || n, 'Success', $1, now() - interval '1 hour' + n * interval '10 ms' from generate_series(1, $2::int) n`,
    [phone, stray],
  );
  await at.pool.query('vacuum analyze');
  return { at, phone };
}

let few: Waiting;
let many: Waiting;
beforeAll(async () => {
  few = await start(10);
  many = await start(STRAY);
});
afterAll(async () => {
  await few.at.close();
  await many.at.close();
});

let reported = 0;
async function report({ at, phone }: Waiting): Promise<number> {
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

const middle = (times: number[]): number => times.sort((a, b) => a - b)[times.length / 2] ?? 0;

describe(`${STRAY} delivery reports about SMS that are none of ours`, () => {
  it('make the next one no slower', async () => {
    // In turn, so that whatever else the machine does slows both.
    const times = { few: [] as number[], many: [] as number[] };
    for (let n = -50; n < REPORTS; n++) {
      const [one, other] = [await report(few), await report(many)];
      if (n < 0) continue;
      times.few.push(one);
      times.many.push(other);
    }
    const [before, after] = [middle(times.few), middle(times.many)];
    console.info(`one report ${before.toFixed(1)} ms after 10, ${after.toFixed(1)} ms after ${STRAY}`);
    expect(after).toBeLessThan(before * 1.5 + 1);
  });
});
