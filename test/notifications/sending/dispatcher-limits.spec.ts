import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { type CarrierApp, startCarrierApp } from '../../support/carrier-app.js';
import { waitFor } from '../../support/waiting.js';

const METRICS_TOKEN = 'a-token-for-the-operator-alone';
const asOperator = { headers: { Authorization: `Bearer ${METRICS_TOKEN}` } };
const readCircuit = async (at: CarrierApp) => (await at.request('/readyz', asOperator)).json.details.sms;
const readMetric = async (at: CarrierApp, name: string) =>
  (await at.request('/metrics', asOperator)).text.split('\n').find((line) => line.startsWith(name));

describe('Dispatcher', () => {
  it('stops when the account is empty, says so in /readyz and /metrics, and goes on by itself', async () => {
    const at = await startCarrierApp({ METRICS_TOKEN });
    at.carrier.script('*', { behaviour: 'no-balance' });
    const first = await at.placeOrder();
    await waitFor(
      () => readCircuit(at),
      ({ circuit: state }) => state === 'open',
    );
    expect(await readCircuit(at)).toEqual({ circuit: 'open', reason: 'no-balance (405 InsufficientBalance)' });
    expect(await readMetric(at, 'sms_circuit_state')).toBe('sms_circuit_state 2');
    const others = await Promise.all([at.placeOrder(), at.placeOrder(), at.placeOrder()]);
    // The circuit opens before the refused SMS is queued again in the database.
    await waitFor(
      () => readMetric(at, 'sms_texts{status="queued"}'),
      (line) => line === 'sms_texts{status="queued"} 4',
    );
    expect(at.carrier.requests).toBe(1);
    for (const { id } of [first, ...others])
      expect(await at.waitForStatus(id, 'delivered', 10_000)).toMatchObject({ attempts: 1 });
    expect(await readCircuit(at)).toEqual({ circuit: 'closed', reason: null });
    expect(at.carrier.requests).toBe(5);
    await at.close();
  });

  it('counts no attempt while the carrier is down, and orders are taken meanwhile', async () => {
    const at = await startCarrierApp({ METRICS_TOKEN });
    await at.carrier.close();
    const orders = await Promise.all(Array.from({ length: 12 }, () => at.placeOrder()));
    await waitFor(
      () => readCircuit(at),
      ({ circuit: state }) => state !== 'closed',
    );
    expect((await readCircuit(at)).reason).toContain('ECONNREFUSED');
    await at.carrier.listen();
    for (const { id } of orders) expect(await at.waitForStatus(id, 'delivered', 10_000)).toMatchObject({ attempts: 1 });
    expect(at.carrier.phones.messages()).toHaveLength(12);
    await at.close();
  });

  it('has at most SMS_CONCURRENCY requests at the carrier at the same time', async () => {
    const at = await startCarrierApp({ SMS_CONCURRENCY: '2', SMS_TIMEOUT_SECONDS: '3' });
    const orders = await Promise.all(Array.from({ length: 5 }, () => at.placeOrder({ behaviour: 'slow' })));
    await waitFor(
      async () => at.carrier.requests,
      (requests) => requests === 2,
    );
    await delay(300);
    expect(at.carrier.requests).toBe(2);
    for (const { id } of orders) expect(await at.waitForStatus(id, 'delivered', 15_000)).toMatchObject({ attempts: 1 });
    await at.close();
  });

  it('stops when SMS_DAILY_BUDGET is spent, and goes on the next day', async () => {
    const at = await startCarrierApp({ METRICS_TOKEN, SMS_DAILY_BUDGET: '2.50' });
    const orders = [];
    for (let n = 0; n < 5; n++) orders.push(await at.placeOrder());
    await waitFor(
      () => at.carrier.phones.bill.messages,
      (messages) => messages === 3,
    );
    await waitFor(
      () => readCircuit(at),
      ({ reason }) => reason !== null,
    );
    expect(await readCircuit(at)).toEqual({ circuit: 'closed', reason: 'daily budget spent' });
    expect(await readMetric(at, 'sms_held_back')).toBe('sms_held_back 1');
    expect(at.carrier.phones.bill).toEqual({ messages: 3, cents: 240 });
    await at.pool.query(`update sent_messages set sent_at = sent_at - interval '1 day'`);
    for (const { id } of orders) await at.waitForStatus(id, 'delivered');
    expect(at.carrier.phones.bill.messages).toBe(5);
    expect(await readCircuit(at)).toEqual({ circuit: 'closed', reason: null });
    await at.close();
  });

  it('counts SMS whose answer was lost against SMS_DAILY_BUDGET', async () => {
    const at = await startCarrierApp({ METRICS_TOKEN, SMS_DAILY_BUDGET: '2.50' });
    await at.waitForStatus((await at.placeOrder()).id, 'delivered');
    at.carrier.script('*', { behaviour: 'html', times: 10, reports: [] });
    for (let n = 0; n < 5; n++) await at.placeOrder();
    await waitFor(
      () => readCircuit(at),
      ({ reason }) => reason === 'daily budget spent',
    );
    expect(at.carrier.phones.bill).toEqual({ messages: 3, cents: 240 });
    await at.close();
  });

  it('sends no faster than SMS_PER_SECOND', async () => {
    const at = await startCarrierApp({ SMS_PER_SECOND: '10' });
    const sendTwenty = async (): Promise<{ busiest: number; spreadMs: number }> => {
      const before = at.carrier.phones.messages().length;
      await Promise.all(Array.from({ length: 20 }, () => at.placeOrder()));
      await waitFor(
        () => at.carrier.phones.messages().length,
        (messages) => messages === before + 20,
      );
      const sent = at.carrier.phones.messages().map((message) => message.at.getTime());
      const times = sent.sort((a, b) => a - b).slice(before);
      expect(times).toHaveLength(20);
      const counts = times.map((from) => times.filter((time) => time >= from && time < from + 1000).length);
      return { busiest: Math.max(...counts), spreadMs: (times.at(-1) ?? 0) - (times[0] ?? 0) };
    };
    // They leave a tenth of a second apart. On a busy machine some arrive together, but not in each try.
    const isPaced = ({ busiest, spreadMs }: { busiest: number; spreadMs: number }) => busiest <= 14 && spreadMs > 1_700;
    let last = await sendTwenty();
    for (let tries = 1; tries < 3 && !isPaced(last); tries++) last = await sendTwenty();
    expect(last.busiest).toBeLessThanOrEqual(14);
    expect(last.spreadMs).toBeGreaterThan(1_700);
    await at.close();
  });

  it('finishes what is under way when the application closes, and queues the rest again', async () => {
    const at = await startCarrierApp({ SMS_PER_SECOND: '2' });
    at.carrier.script('*', { behaviour: 'slow', times: 10, reports: [] });
    const orders = await Promise.all(Array.from({ length: 4 }, () => at.placeOrder()));
    await waitFor(
      () => at.carrier.requests,
      (requests) => requests === 1,
    );
    await at.app.close();
    const statuses = await Promise.all(orders.map(({ id }) => at.notification(id).then(({ status }) => status)));
    expect(statuses.filter((status) => status === 'sent')).toHaveLength(at.carrier.requests);
    expect(statuses.filter((status) => status === 'queued')).toHaveLength(4 - at.carrier.requests);
    await at.close();
  });

  it('sends nothing in a process with ROLE=api, which takes orders', async () => {
    const at = await startCarrierApp({ ROLE: 'api' });
    const { id } = await at.placeOrder();
    await delay(800);
    expect(await at.notification(id)).toMatchObject({ status: 'queued', attempts: 0 });
    expect(at.carrier.requests).toBe(0);
    await at.close();
  });
});
