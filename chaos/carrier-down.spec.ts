import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { type CarrierApp, startCarrierApp } from '../test/support/carrier-app.js';
import { aCustomer } from '../test/support/factories.js';
import { queueNotifications, waitUntilSettled } from '../test/support/notification-queue.js';

const QUEUED = 5_000;
const ORDERS = 1_000;
const PER_SECOND = 100;

/** Places orders one after the other. Gives the median and the 99th percentile of the times in ms. */
async function placeOrders(at: CarrierApp): Promise<{ median: number; p99: number }> {
  const { code } = await aCustomer(at.pool);
  const times: number[] = [];
  for (let n = 0; n < ORDERS; n++) {
    const began = performance.now();
    await at.api.post('/api/orders/create/', { customer_code: code, item: 'Mango', amount: '420' });
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return { median: times[ORDERS / 2] ?? 0, p99: times[Math.floor(ORDERS * 0.99)] ?? 0 };
}

describe('Dispatcher', () => {
  it(`loses none of ${QUEUED} notifications while the carrier is down, and slows no order`, async () => {
    const at = await startCarrierApp({ SMS_PER_SECOND: String(PER_SECOND) });
    await placeOrders(at);
    await waitUntilSettled(at.pool, 60_000);
    const up = await placeOrders(at);
    await waitUntilSettled(at.pool, 60_000);
    const sentBefore = at.carrier.phones.bill.messages;
    await at.carrier.close();
    await queueNotifications(at.pool, QUEUED);
    await delay(3_000);
    const down = await placeOrders(at);
    const { rows } = await at.pool.query(`select max(attempts) as most from notifications where status = 'queued'`);
    expect(rows[0].most).toBe(0);
    await at.carrier.listen();
    const began = performance.now();
    const counts = await waitUntilSettled(at.pool, 400_000);
    const times = at.carrier.phones
      .messages()
      .slice(-QUEUED)
      .map((message) => message.at.getTime())
      .sort((a, b) => a - b);
    let busiest = 0;
    for (let from = 0, to = 0; to < times.length; to++) {
      while ((times[to] ?? 0) - (times[from] ?? 0) >= 1000) from++;
      busiest = Math.max(busiest, to - from + 1);
    }
    console.info(
      `placing, carrier up: median ${up.median.toFixed(1)} ms, p99 ${up.p99.toFixed(1)} ms; ` +
        `down with ${QUEUED} queued: median ${down.median.toFixed(1)} ms, p99 ${down.p99.toFixed(1)} ms; ` +
        `drained in ${Math.round(performance.now() - began)} ms, busiest second ${busiest}`,
    );
    expect(counts.failed ?? 0).toBe(0);
    expect(counts.unknown ?? 0).toBe(0);
    expect(at.carrier.phones.bill.messages - sentBefore).toBe(QUEUED + ORDERS);
    const sums = await at.pool.query(
      `select (select count(*)::int from notifications) as notifications,
              count(distinct notification_id)::int as sent, count(*)::int as messages
       from sent_messages`,
    );
    const { messages } = at.carrier.phones.bill;
    expect(sums.rows[0]).toEqual({ notifications: messages, sent: messages, messages });
    // These are arrivals at the carrier. A busy event loop may let a few arrive together.
    expect(busiest).toBeLessThanOrEqual(PER_SECOND * 1.1);
    expect(down.median).toBeLessThan(up.median * 1.2 + 1);
    await at.close();
  });
});
