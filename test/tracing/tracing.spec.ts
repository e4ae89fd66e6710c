import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CarrierApp, startCarrierApp } from '../support/carrier-app.js';
import { aCustomer } from '../support/factories.js';
import { CapturedLog } from '../support/test-app.js';
import { attributeOf, TraceCollector } from '../support/trace-collector.js';
import { waitFor } from '../support/waiting.js';

/** What a caller's tracing sends: the second digit pair of the end says that it records. */
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const makeParent = (span: string, isRecorded = true, trace = TRACE) => ({
  traceparent: `00-${trace}-${span}-0${isRecorded ? 1 : 0}`,
});
const ITEM = 'Purple pineapple';

let collector: TraceCollector;
let at: CarrierApp;
const log = new CapturedLog();
beforeAll(async () => {
  collector = await TraceCollector.open();
  at = await startCarrierApp(
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20of-the-collector',
      OTEL_TRACES_SAMPLER_ARG: '1',
      LOG_LEVEL: 'info',
    },
    log,
  );
});
afterAll(async () => {
  await at.close();
  await collector.close();
});

const waitForSpans = (name: string | RegExp, count = 1) =>
  waitFor(
    () => collector.named(name),
    (spans) => spans.length >= count,
  );
const linesOf = () =>
  log.text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('traces', () => {
  it('have a span for the request, its statements, the hand-over and the callback, and one trace id in the log', async () => {
    const { code, phone } = await aCustomer(at.pool, 'Wanjiru Kamau');
    const body = { customer_code: code, item: ITEM, amount: '420.5' };
    const { json } = await at.api.post('/api/orders', body, makeParent('00f067aa0ba902b7'));
    const sent = await at.waitForStatus(json.sms.id, 'sent');
    await at.sendReport({ id: sent.message_id ?? '', status: 'Success', phoneNumber: phone, networkCode: '63902' });
    const [callback] = await waitForSpans('delivery report');
    const [handOver] = await waitForSpans('SMS hand-over');
    const request = collector.named('POST /api/orders').find(({ traceId }) => traceId === TRACE);
    expect(request).toMatchObject({ parentSpanId: '00f067aa0ba902b7', kind: 2, status: {} });
    expect(attributeOf(request, 'http.route')).toBe('/api/orders');
    expect(Number(attributeOf(request, 'http.response.status_code'))).toBe(201);
    const [placing] = collector.named('order_place');
    expect(placing).toMatchObject({ traceId: TRACE, parentSpanId: request?.spanId, kind: 3 });
    expect(attributeOf(handOver, 'agiza.notification.id')).toBe(json.sms.id);
    expect(attributeOf(handOver, 'agiza.order.id')).toBe(json.order_id);
    expect(attributeOf(handOver, 'agiza.sms.outcome')).toBe('accepted');
    expect(handOver?.events.map(({ name }) => name)).toEqual(['offered to the carrier']);
    const [writing] = collector.named('outbox_hand_over');
    expect(writing).toMatchObject({ traceId: handOver?.traceId, parentSpanId: handOver?.spanId });
    expect(attributeOf(callback, 'messaging.message.id')).toBe(sent.message_id);
    const received = collector.named(/delivery-reports$/).find(({ traceId }) => traceId === callback?.traceId);
    expect(callback?.parentSpanId).toBe(received?.spanId);
    expect(collector.headers[0]).toMatchObject({ authorization: 'Bearer of-the-collector' });
    const line = linesOf().find(({ trace_id }) => trace_id === TRACE);
    expect(line).toMatchObject({ route: '/api/orders', order_id: json.order_id, notification_id: json.sms.id });
  });

  it('show a statement that serves several requests once, with a link to each', async () => {
    const { code } = await aCustomer(at.pool);
    const before = collector.spans.length;
    const ids = Array.from({ length: 24 }, (_, i) => `${(i + 1).toString(16).padStart(16, '0')}`);
    const body = { customer_code: code, item: ITEM, amount: '1', notify: false };
    await Promise.all(ids.map((id) => at.api.post('/api/orders', body, makeParent(id, true, `${id}${id}`))));
    const requests = await waitFor(
      () => collector.spans.slice(before).filter(({ name }) => name === 'POST /api/orders'),
      (spans) => spans.length === ids.length,
    );
    const batches = await waitForSpans('orders_place');
    const spanIds = requests.map(({ spanId }) => spanId);
    for (const batch of batches) {
      expect(Number(attributeOf(batch, 'db.operation.batch.size'))).toBe(batch.links.length);
      expect(batch.links.length).toBeGreaterThan(1);
      expect(batch.links[0]).toMatchObject({ spanId: batch.parentSpanId });
      for (const { spanId } of batch.links) expect(spanIds).toContain(spanId);
    }
    const linked = batches.flatMap(({ links }) => links.map(({ spanId }) => spanId));
    expect(new Set(linked).size).toBe(linked.length);
  });

  it('leave a request alone whose caller records nothing, and still name its trace in the log', async () => {
    const trace = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
    await at.api.get('/api/orders', makeParent('00f067aa0ba902b8', false, trace));
    await at.api.get('/api/orders', makeParent('00f067aa0ba902b9', true, 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'));
    await waitFor(
      () => collector.spans,
      (spans) => spans.some(({ traceId }) => traceId.startsWith('bbbb')),
    );
    expect(collector.spans.filter(({ traceId }) => traceId === trace)).toEqual([]);
    expect(linesOf().filter(({ trace_id }) => trace_id === trace)).toHaveLength(1);
  });

  it('have no phone, name, item, text, key or value in them', async () => {
    const { phone, code } = await aCustomer(at.pool, 'Mwangi Otieno');
    await at.api.get(`/api/order?phone=${encodeURIComponent(phone)}`);
    await at.api.get('/api/customers?q=Mwangi');
    await at.api.patch('/api/customers/00000000-0000-7000-8000-000000000000', { name: 'Mwangi' });
    // A violation whose message has the value.
    await at.api.post('/api/auth/create-customer', { name: 'Somebody', phone_number: phone });
    const seen = collector.spans.length;
    await at.api.post('/api/orders', { customer_code: code, item: ITEM, amount: '99887.5' });
    await waitFor(
      () => collector.spans.slice(seen),
      (spans) => spans.some(({ name }) => name === 'POST /api/orders'),
    );
    const digits = phone.slice(4);
    for (const secret of [digits, 'Mwangi', 'Wanjiru', ITEM, '99887', '420.5', code, at.token, 'a-callback-secret'])
      expect(collector.text).not.toContain(secret);
    expect(collector.text).toContain('customers');
  });
});
