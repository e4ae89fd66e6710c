import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type AnotherApp, closeOthers, startAnother } from '../../support/another-app.js';
import { aKey } from '../../support/api-keys.js';
import type { Browser } from '../../support/browser.js';
import { measureWait, toQuietMs } from '../../support/deadlines.js';
import { type EventStream, openStream, sessionOf } from '../../support/event-stream.js';
import { aCustomer } from '../../support/factories.js';
import { PlanWatch } from '../../support/plan-watch.js';
import { aMember, send, signInWithGoogle } from '../../support/staff.js';
import { type ApiClient, startApp, type TestApp } from '../../support/test-app.js';
import { waitFor } from '../../support/waiting.js';

/** The only texts that a stream may have. */
const SAID = /^(:\n\n|event: (orders|notifications)\nid: (\d+\.\d+)?\ndata:\n\n)+$/;

let at: TestApp;
let other: AnotherApp;
let api: ApiClient;
let clerk: Browser;
let phone: string;
beforeAll(async () => {
  at = await startApp();
  [other, api] = await Promise.all([startAnother(at), at.asAdmin()]);
  clerk = (await aMember(at, 'clerk')).browser;
  phone = (await aCustomer(at.pool, 'Wanjiku Kamau')).phone;
});
afterAll(async () => {
  await closeOthers();
  await at.close();
});

const opened: EventStream[] = [];
const open = async (url: string, headers: Record<string, string>, since = ''): Promise<EventStream> => {
  const stream = await openStream(`${url}/desk/stream?since=${since}`, headers);
  opened.push(stream);
  return stream;
};
afterEach(() => {
  for (const stream of opened.splice(0)) stream.close();
});

const place = () => api.post('/api/order', { phone, item: 'Mango', amount: '420' });
/** What the desk shows now. */
const markNow = async (): Promise<string> => {
  const read = async () => /\/desk\/stream\?since=([\d.]*)/.exec((await clerk.open('/desk')).text)?.[1] ?? 'none';
  return waitFor(read, (mark) => mark !== '');
};
const isOver = (stream: EventStream, ms: number) =>
  waitFor(
    () => stream.isOver,
    (over) => over,
    ms,
  );

describe('GET /desk/stream', () => {
  it('tells names alone, at the process that took the order within a second', async () => {
    const stream = await open(at.url, sessionOf(clerk), await markNow());
    expect(stream.status).toBe(200);
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    const took = await measureWait(1_000, async () => {
      stream.forget();
      await place();
      expect(await stream.hear('orders')).toContain('notifications');
    });
    expect(took).toBeLessThan(1_000);
    expect(stream.text).toMatch(SAID);
  });

  it('tells what another process did at the next look, and once', async () => {
    const stream = await open(other.url, sessionOf(clerk), await markNow());
    await waitFor(
      () => stream.text,
      (text) => text !== '',
    );
    const began = performance.now();
    await place();
    await stream.hear('orders');
    expect(toQuietMs(performance.now() - began, 2_500)).toBeLessThan(2_500);
    expect(stream.text).toMatch(SAID);
  });

  it('tells of a changed order, and of a changed notification', async () => {
    const { json } = await place();
    const stream = await open(other.url, sessionOf(clerk), await markNow());
    stream.forget();
    await at.pool.query(`update notifications set status = 'failed', reason = 'x' where id = $1`, [json.sms.id]);
    expect(await stream.hear('notifications')).toContain('notifications');
    stream.forget();
    await send(clerk, 'POST', `/desk/orders/${json.order_id}/confirm`);
    expect(await stream.hear('orders')).toContain('orders');
  });

  it('begins with what changed since the page was made, or since the stream before', async () => {
    const mark = await markNow();
    await place();
    const late = await open(at.url, sessionOf(clerk), mark);
    expect(await late.hear('orders')).toEqual(['orders', 'notifications']);
    const [, id = ''] = /^id: (.*)$/m.exec(late.text) ?? [];
    const again = await open(at.url, { ...sessionOf(clerk), 'Last-Event-ID': id }, mark);
    const broken = await open(at.url, sessionOf(clerk), 'a/b');
    expect(await broken.hear('orders')).toEqual(['orders', 'notifications']);
    expect(again.names).toEqual([]);
  });

  it('tells again what was counted before it was committed', async () => {
    const { json } = await place();
    const stream = await open(other.url, sessionOf(clerk), await markNow());
    stream.forget();
    const late = await at.pool.connect();
    await late.query('begin');
    await late.query(`update notifications set status = 'failed', reason = 'x' where id = $1`, [json.sms.id]);
    await stream.hear('notifications');
    await late.query('commit');
    late.release();
    expect([stream.names, stream.text]).toEqual([['notifications'], expect.stringContaining('id: \n')]);
    expect(
      await waitFor(
        () => stream.names,
        (names) => names.length > 1,
      ),
    ).toEqual(['notifications', 'notifications']);
  });

  it('is for whoever may read orders, and names only what they may read', async () => {
    const user = await signInWithGoogle(at);
    const customersOnly = await aKey(api, { scopes: ['customers:read'] });
    const ordersOnly = await aKey(api, { scopes: ['orders:read'] });
    const bearer = ({ secret }: { secret: string }) => ({ Authorization: `Bearer ${secret}` });
    const statuses = [{}, sessionOf(user), bearer(customersOnly)].map(
      async (headers) => (await open(at.url, headers)).status,
    );
    expect(await Promise.all(statuses)).toEqual([401, 403, 403]);
    const narrow = await open(at.url, bearer(ordersOnly));
    expect(await narrow.hear('orders')).toEqual(['orders']);
  });

  it('is no page: it answers 406 to whoever takes no events, and HEAD without any', async () => {
    expect((await clerk.open('/desk/stream')).status).toBe(406);
    const head = await clerk.open('/desk/stream', { method: 'HEAD', headers: { Accept: 'text/event-stream' } });
    expect([head.status, head.text]).toEqual([200, '']);
  });

  it('ends within 5 s when the session ended, the member was disabled or lost the role elsewhere', async () => {
    const [leaving, disabled, staying] = [
      await aMember(at, 'clerk'),
      await aMember(at, 'clerk'),
      await aMember(at, 'owner'),
    ];
    const [first, second, third] = await Promise.all(
      [leaving, disabled, staying].map(({ browser }) => open(other.url, sessionOf(browser))),
    );
    const began = performance.now();
    await leaving.browser.press('/logout');
    await api.patch(`/api/staff/${disabled.id}`, { disabled: true });
    await api.patch(`/api/staff/${staying.id}`, { role: 'viewer' });
    await Promise.all([first, second].map((stream) => isOver(stream as EventStream, 6_000)));
    expect(toQuietMs(performance.now() - began, 5_000)).toBeLessThan(5_000);
    expect([first?.isOver, second?.isOver, third?.isOver]).toEqual([true, true, false]);
  });

  it('refuses the 201st of a process, and takes one again when another ends', async () => {
    const streams = await Promise.all(Array.from({ length: 200 }, () => open(at.url, sessionOf(clerk))));
    expect(new Set(streams.map(({ status }) => status))).toEqual(new Set([200]));
    const refused = await open(at.url, sessionOf(clerk));
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '30']);
    streams[0]?.close();
    const next = await waitFor(
      async () => (await open(at.url, sessionOf(clerk))).status,
      (status) => status === 200,
    );
    expect(next).toBe(200);
  });

  it('reads no table, as often as it looks', async () => {
    const watch = await PlanWatch.over(at);
    const stream = await open(at.url, sessionOf(clerk), await markNow());
    const plans = await watch.during(async () => {
      stream.forget();
      await place();
      await stream.hear('orders');
    });
    const looks = plans.filter(({ text }) => text.includes('orders_number_seq'));
    expect(looks.length).toBeGreaterThan(0);
    const read = looks.flatMap(({ nodes }) => nodes.flatMap((node) => node['Relation Name'] ?? []));
    expect(new Set(read)).toEqual(new Set(['orders_number_seq', 'order_events_id_seq', 'notification_events_id_seq']));
  });
});
