import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aKey, type MadeKey } from '../../support/api-keys.js';
import { aCustomer } from '../../support/factories.js';
import { type ApiClient, CapturedLog, startApp, type TestApp } from '../../support/test-app.js';
import { waitFor } from '../../support/waiting.js';

const SCOPES = { scopes: ['orders:read', 'orders:write', 'notifications:send'] };
const log = new CapturedLog();
let at: TestApp;
let owner: ApiClient;
let code: string;
beforeAll(async () => {
  at = await startApp({ ORDERS_PER_MINUTE: '4', RESENDS_PER_HOUR: '2', LOG_LEVEL: 'info' }, log);
  owner = await at.asAdmin();
  code = (await aCustomer(at.pool)).code;
});
afterAll(() => at.close());

const place = async (caller: ApiClient, idempotencyKey?: string) => {
  const headers = idempotencyKey === undefined ? undefined : { 'Idempotency-Key': idempotencyKey };
  const {
    status,
    json,
    headers: told,
  } = await caller.post('/api/orders', { customer_code: code, item: 'Mango', amount: '420' }, headers);
  return { status, id: json.order_id, type: json.type, replayed: told.get('idempotent-replayed') };
};

describe('a key', () => {
  it('has Idempotency-Keys of its own, apart from its maker and other keys, whatever its text', async () => {
    const [one, other] = [await aKey(owner, SCOPES), await aKey(owner, SCOPES)];
    const by = [owner, at.as(one.secret), at.as(other.secret)];
    const placed = await Promise.all(by.map((caller) => place(caller, 'same')));
    expect(placed.map(({ status, replayed }) => [status, replayed])).toEqual(Array(3).fill([201, null]));
    expect(new Set(placed.map(({ id }) => id)).size).toBe(3);
    const { rows } = await at.pool.query('select created_by from orders where id = $1', [placed[1]?.id]);
    expect(rows[0].created_by).toBe(one.id);
    const { json } = await owner.post(`/api/keys/${one.id}/rotate`, { overlap_hours: 0 });
    expect(await place(at.as(json.secret), 'same')).toMatchObject({ id: placed[1]?.id, replayed: 'true' });
  });

  it('may place as many orders a minute as anybody, counted apart from its maker and other keys', async () => {
    const [maker, one, other] = [await at.asAdmin(), await aKey(owner, SCOPES), await aKey(owner, SCOPES)];
    const untilRefused = async (caller: ApiClient): Promise<number> => {
      for (let placed = 0; ; placed++) {
        const { status, type } = await place(caller);
        if (status === 429) expect(type).toBe('/problems/quota-spent');
        if (status === 429 || placed > 20) return placed;
      }
    };
    // A minute may begin in between, which gives up to four more.
    for (const caller of [maker, at.as(one.secret), at.as(other.secret)]) {
      const placed = await untilRefused(caller);
      expect([placed >= 4, placed <= 8]).toEqual([true, true]);
    }
  });

  it('resends as many notifications an hour as anybody, counted apart from its maker', async () => {
    const resend = async (caller: ApiClient) => {
      const { rows } = await at.pool.query(`update notifications set status = 'failed' returning id`);
      return (await caller.post(`/api/notifications/${rows[0].id}/resend`)).status;
    };
    const maker = await at.asAdmin();
    const key = at.as((await aKey(maker, SCOPES)).secret);
    for (const caller of [key, maker])
      expect([await resend(caller), await resend(caller), await resend(caller)]).toEqual([202, 202, 429]);
  });

  it('is named in the log line by its id, with either text', async () => {
    const key: MadeKey = await aKey(owner, SCOPES);
    const { json } = await owner.post(`/api/keys/${key.id}/rotate`);
    for (const secret of [key.secret, json.secret]) {
      log.text = '';
      await at.as(secret).get('/api/orders?limit=1');
      const line = await waitFor(
        () => log.text,
        (text) => text.endsWith('\n'),
      );
      expect(JSON.parse(line.trim().split('\n').at(-1) ?? '')).toMatchObject({ caller: 'key', caller_id: key.id });
    }
  });
});
