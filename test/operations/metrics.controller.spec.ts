import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BreakableLink } from '../support/breakable-link.js';
import { type CarrierApp, startCarrierApp } from '../support/carrier-app.js';
import { aCustomer, someOrders } from '../support/factories.js';
import { readSample, readSamples } from '../support/metrics.js';
import { startApp } from '../support/test-app.js';

describe('GET /metrics', () => {
  it('answers 404 without METRICS_TOKEN once it is set, and the metrics with it', async () => {
    const token = 'a-token-for-prometheus-alone';
    const at = await startApp({ METRICS_TOKEN: token });
    const read = (headers: Record<string, string>) => at.request('/metrics', { headers });
    expect((await read({})).status).toBe(404);
    expect((await read({ Authorization: 'Bearer wrong' })).status).toBe(404);
    const { status, text } = await read({ Authorization: `Bearer ${token}` });
    expect(status).toBe(200);
    expect(text).toContain('process_cpu_seconds_total');
    await at.close();
  });

  it('shows number and age of the notifications that wait, and since when they could have gone out', async () => {
    const at = await startApp();
    const { id } = await aCustomer(at.pool);
    await someOrders(at.pool, id, 3);
    expect(readSample((await at.request('/metrics')).text, 'sms_overdue_seconds')).toBeLessThan(60);
    await at.pool.query(`update notifications set due_at = now() + interval '1 hour'`);
    expect(readSample((await at.request('/metrics')).text, 'sms_overdue_seconds')).toBe(0);
    await at.pool.query(`update notifications set due_at = now() - interval '5 minutes'`);
    const { text } = await at.request('/metrics');
    expect(readSample(text, 'sms_overdue_seconds')).toBeGreaterThanOrEqual(300);
    expect(text).toMatch(/sms_texts\{status="\w+"\} 3/);
    expect(text).toMatch(/sms_oldest_seconds\{status="\w+"\} [\d.]+/);
    await at.close();
  });

  it('answers without the figures of the database while that is away, and with them when it is back', async () => {
    let link: BreakableLink | undefined;
    const at = await startApp({}, undefined, async (url) => {
      link = await BreakableLink.open(url);
      return link.url;
    });
    const read = async () => (await at.request('/metrics')).text;
    expect(readSample(await read(), 'database_up')).toBe(1);
    link?.darken();
    const dark = await read();
    expect(readSample(dark, 'database_up')).toBe(0);
    expect(readSample(dark, 'sms_held')).toBeNull();
    expect(readSamples(dark, 'sms_texts')).toEqual([]);
    expect(readSample(dark, 'sms_circuit_state')).toBe(0);
    expect(readSamples(dark, 'http_requests_total')).not.toEqual([]);
    link?.light();
    expect(readSample(await read(), 'database_up')).toBe(1);
    await at.close();
    await link?.close();
  });
});

describe('the metrics', () => {
  let at: CarrierApp;
  beforeAll(async () => {
    at = await startCarrierApp();
  });
  afterAll(() => at.close());
  const read = async () => (await at.request('/metrics')).text;

  it('follow the conventions of Prometheus, and each says of whom it tells', async () => {
    const text = await read();
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => ({ name, type }));
    const ours = types.filter(({ name }) => !/^(process|nodejs)_/.test(name));
    expect(ours.length).toBeGreaterThan(30);
    for (const { name, type } of ours) {
      expect(`${name} ${name.endsWith('_total')}`).toBe(`${name} ${type === 'counter'}`);
      expect(name).not.toMatch(/_(ms|milliseconds|minutes|percent|kb|mb)$/);
      const [, help] = new RegExp(`^# HELP ${name} (.+)$`, 'm').exec(text) ?? [];
      if (!['database_up', 'sms_budget_limit', 'database_connections_limit', 'database_lane_limit'].includes(name))
        expect(`${name}: ${help}`).toMatch(/of (this process|all processes)\.$/);
    }
  });

  it('tell of the connections, the batches and the streams of this process', async () => {
    const { code } = await aCustomer(at.pool);
    const order = { customer_code: code, item: 'Mango', amount: '1', notify: false };
    await Promise.all(Array.from({ length: 8 }, () => at.api.post('/api/orders', order)));
    const text = await read();
    expect(readSample(text, 'database_connections_limit')).toBe(20);
    expect(readSamples(text, 'database_connections').map(({ labels }) => labels.state)).toEqual(['in_use', 'idle']);
    const lanes = ['short', 'writing', 'reading', 'streaming', 'readiness'].toSorted();
    expect(
      readSamples(text, 'database_lane_limit')
        .map(({ labels }) => labels.lane)
        .toSorted(),
    ).toEqual(lanes);
    expect(readSample(text, 'database_batch_size_sum', { batch: 'orders_place' })).toBeGreaterThanOrEqual(8);
    expect(readSamples(text, 'http_streams_open').map(({ labels }) => labels.kind)).toEqual(['list', 'file', 'events']);
    expect(readSample(text, 'database_size_bytes')).toBeGreaterThan(1_000_000);
    const placed = { method: 'POST', route: '/api/orders', status: '201' };
    expect(readSample(text, 'http_requests_total', placed)).toBeGreaterThanOrEqual(8);
    const answered = { method: 'POST', route: '/api/orders', status_class: '2xx' };
    expect(readSample(text, 'http_request_duration_seconds_count', answered)).toBeGreaterThanOrEqual(8);
  });

  it('tell of SMS by outcome, reason, network, segments and cost', async () => {
    const sent = await at.placeOrder({});
    const { message_id } = await at.waitForStatus(sent.id, 'sent');
    const refused = await at.placeOrder({ behaviour: 'blacklisted' });
    await at.waitForStatus(refused.id, 'failed');
    const landline = await at.placeOrder({ phone: '+254202012345' });
    await at.waitForStatus(landline.id, 'failed');
    const report = { id: message_id ?? '', status: 'Success', phoneNumber: sent.phone };
    await at.sendReport({ ...report, networkCode: '63902' });
    await at.sendReport({ ...report, networkCode: 'whatever somebody sends' });
    const text = await read();
    expect(readSample(text, 'sms_attempts_total', { outcome: 'accepted' })).toBe(1);
    expect(readSample(text, 'sms_failures_total', { reason: 'blacklisted' })).toBe(1);
    expect(readSample(text, 'sms_failures_total', { reason: 'not-allowed' })).toBe(1);
    expect(readSample(text, 'sms_failures_total', { reason: 'no-balance' })).toBe(0);
    expect(readSample(text, 'sms_segments_total')).toBeGreaterThanOrEqual(1);
    expect(readSample(text, 'sms_cost_total', { currency: 'KES' })).toBeGreaterThan(0);
    expect(readSample(text, 'sms_carrier_duration_seconds_count', { outcome: 'accepted' })).toBe(1);
    // The sandbox carrier has reported it too.
    const reported = (network: string) =>
      readSample(text, 'sms_delivery_reports_total', { status: 'Success', network });
    expect(reported('63902')).toBeGreaterThanOrEqual(1);
    expect(reported('other')).toBe(1);
    expect(text).not.toContain('somebody');
    expect(readSample(text, 'sms_budget_spent')).toBeGreaterThan(0);
    expect(readSample(text, 'sms_budget_limit')).toBe(10000);
  });
});
