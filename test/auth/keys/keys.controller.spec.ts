import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_PERMISSIONS } from '../../../src/http/access/permissions.js';
import { aKey, refusalOf } from '../../support/api-keys.js';
import { VIEWER } from '../../support/callers.js';
import { faultyFields } from '../../support/problems.js';
import { aMember, anEmail, type Member, send } from '../../support/staff.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../../support/test-app.js';

const DAY_MS = 86_400_000;
const EVERYTHING = [...ALL_PERMISSIONS];
const NOWHERE = '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99';

let at: TestApp;
let owner: ApiClient;
beforeAll(async () => {
  at = await startApp();
  owner = await at.asAdmin();
});
afterAll(() => at.close());

const seen = ({ status, json }: Answer): unknown => [status, json?.type ?? null];
const listed = async (id: string) =>
  (await owner.get('/api/keys')).json.keys.find((key: { id: string }) => key.id === id);
const daysUntil = (instant: string): number => (Date.parse(instant) - Date.now()) / DAY_MS;

describe('POST /api/keys', () => {
  it('makes a key that may what a viewer may, for a year, if nothing else is asked', async () => {
    const { status, json } = await owner.post('/api/keys', { name: ' Web shop ' });
    expect([status, json.message, json.secret]).toEqual([201, 'API key created', expect.stringMatching(/^agz_/)]);
    expect([json.key.name, [...json.key.scopes].sort(), json.key.status]).toEqual([
      'Web shop',
      [...VIEWER].sort(),
      'active',
    ]);
    expect(daysUntil(json.key.expires_at)).toBeCloseTo(365, 1);
    expect((await at.as(json.secret).get('/api/customers')).status).toBe(200);
    expect(seen(await at.as(json.secret).post('/api/orders', {}))).toEqual([403, '/problems/forbidden']);
  });

  it('takes scopes as a list or as text, each once, and a number of days', async () => {
    for (const scopes of [['export', 'orders:read', 'export'], 'export orders:read', 'export, orders:read,']) {
      const { json } = await owner.post('/api/keys', { name: 'Till', scopes, expires_in_days: 3_650 });
      expect(json.key.scopes).toEqual(['export', 'orders:read']);
      expect(daysUntil(json.key.expires_at)).toBeCloseTo(3_650, 1);
    }
  });

  it('keeps nothing by which the text could be found again', async () => {
    const { id, secret } = await aKey(owner);
    const { rows } = await at.pool.query('select k::text as row, digest from api_keys k where id = $1', [id]);
    expect(rows[0].digest).toHaveLength(32);
    expect(rows[0].row).not.toContain(secret.split('_')[2]);
    const again = (await owner.get('/api/keys')).text;
    for (const told of [secret, secret.split('_')[2] ?? '', 'digest']) expect(again).not.toContain(told);
  });

  it('names the maker, be it an admin or a member of the staff', async () => {
    const member = await aMember(at, 'owner');
    const { status, json } = await send(member.browser, 'POST', '/api/keys', { name: 'Till' });
    expect([status, json.key.created_by]).toEqual([201, member.userId]);
  });
});

describe('GET /api/keys', () => {
  it('lists the newest first, by page and by cursor, with how each stands', async () => {
    const [first, second, third] = [await aKey(owner), await aKey(owner), await aKey(owner)];
    await at.pool.query(`update api_keys set expires_at = now() + interval '13 days' where id = $1`, [first.id]);
    await at.pool.query(`update api_keys set expires_at = now() - interval '1 second' where id = $1`, [second.id]);
    await owner.delete(`/api/keys/${third.id}`);
    const { json } = await owner.get('/api/keys?per_page=2');
    const next = (await owner.get(`/api/keys?per_page=2&cursor=${json.next_cursor}`)).json;
    const found = [...json.keys, ...next.keys].slice(0, 3).map((key) => [key.id, key.status]);
    expect(found).toEqual([
      [third.id, 'revoked'],
      [second.id, 'expired'],
      [first.id, 'expiring'],
    ]);
    expect(json.total).toBeGreaterThan(3);
  });
});

describe('the last use of a key', () => {
  it('is written at the first request with its network, and not again within five minutes', async () => {
    const { id, secret } = await aKey(owner);
    expect([(await listed(id)).last_used_at, (await listed(id)).last_used_from]).toEqual([null, null]);
    await at.as(secret).get('/api/customers');
    expect(await listed(id)).toMatchObject({
      last_used_from: expect.stringMatching(/^127\.0\.0\.0\/24$|^0:0:0::\/48$/),
    });
    expect(Math.abs(daysUntil((await listed(id)).last_used_at)) * DAY_MS).toBeLessThan(60_000);
    const version = async () => (await at.pool.query('select xmin from api_keys where id = $1', [id])).rows[0].xmin;
    const before = await version();
    for (let n = 0; n < 20; n++) await at.as(secret).get('/api/customers');
    expect(await version()).toBe(before);
  });
});

describe('DELETE /api/keys/:id', () => {
  it('ends a key at once, twice is the same, and an unknown one is a 404', async () => {
    const { id, secret } = await aKey(owner);
    expect((await at.as(secret).get('/api/customers')).status).toBe(200);
    const { status, json } = await owner.delete(`/api/keys/${id}`);
    expect([status, json.key.status]).toEqual([200, 'revoked']);
    expect(refusalOf(await at.as(secret).get('/api/customers'))).toEqual({
      status: 401,
      code: 'key-revoked',
      challenge: expect.stringMatching(/^Bearer error="invalid_token", error_description="This API key was revoked/),
    });
    expect((await owner.delete(`/api/keys/${id}`)).json.key.revoked_at).toBe(json.key.revoked_at);
    expect(seen(await owner.delete(`/api/keys/${NOWHERE}`))).toEqual([404, '/problems/key-unknown']);
    expect(seen(await owner.delete('/api/keys/mango'))).toEqual([404, '/problems/key-unknown']);
  });

  it('takes the request of a page of ours', async () => {
    const { id } = await aKey(owner);
    const { browser } = await aMember(at, 'owner');
    const headers = { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };
    const { status } = await browser.open(`/api/keys/${id}`, { method: 'DELETE', headers });
    expect([status, (await listed(id)).status]).toEqual([200, 'revoked']);
  });
});

describe('a key and its maker', () => {
  const keyOf = async ({ browser }: Member, scopes = EVERYTHING): Promise<ApiClient> =>
    at.as((await send(browser, 'POST', '/api/keys', { name: 'Till', scopes })).json.secret);
  const change = (member: Member, body: object) => owner.patch(`/api/staff/${member.id}`, body);

  it('are narrowed and stopped together, at the next request, and come back together', async () => {
    const member = await aMember(at, 'owner');
    const key = await keyOf(member);
    const read = async () => seen(await key.get('/api/customers'));
    const write = async () => seen(await key.post('/api/customer', {}));
    const manage = async () => seen(await key.get('/api/staff'));
    expect([await read(), await manage()]).toEqual([
      [200, null],
      [200, null],
    ]);
    await change(member, { role: 'clerk' });
    expect([await read(), await manage()]).toEqual([
      [200, null],
      [403, '/problems/forbidden'],
    ]);
    await change(member, { role: 'viewer' });
    expect([await read(), await write()]).toEqual([
      [200, null],
      [403, '/problems/forbidden'],
    ]);
    await change(member, { disabled: true });
    expect(await read()).toEqual([401, '/problems/key-stopped']);
    await change(member, { disabled: false, role: 'owner' });
    expect([await read(), await manage()]).toEqual([
      [200, null],
      [200, null],
    ]);
  });

  it('stop together when the maker is an admin who is disabled, or is gone', async () => {
    const admin = await at.asAdmin();
    const key = at.as((await aKey(admin)).secret);
    const gone = at.as((await aKey(admin)).secret);
    const adminId = (await at.pool.query(`select id from users where role = 'admin' order by id desc limit 1`)).rows[0]
      .id;
    expect((await key.get('/api/customers')).status).toBe(200);
    await owner.post('/api/auth/disable-admin', { user_id: adminId });
    expect(refusalOf(await key.get('/api/customers'))).toMatchObject({ code: 'key-stopped' });
    await owner.post('/api/auth/enable-admin', { user_id: adminId });
    expect((await key.get('/api/customers')).status).toBe(200);
    await at.pool.query('delete from users where id = $1', [adminId]);
    expect(refusalOf(await gone.get('/api/customers'))).toMatchObject({ status: 401, code: 'key-stopped' });
  });

  it('keep working with a scope that a later release took away, also when they are rotated', async () => {
    const { id, secret } = await aKey(owner);
    await at.pool.query(`update api_keys set scopes = scopes || array['gone:read', ''] where id = $1`, [id]);
    expect((await at.as(secret).get('/api/customers')).status).toBe(200);
    const rotated = await owner.post(`/api/keys/${id}/rotate`);
    expect([rotated.status, rotated.json.key?.scopes]).toEqual([200, expect.arrayContaining(['gone:read'])]);
    expect((await at.as(rotated.json.secret).get('/api/customers')).status).toBe(200);
  });
});

describe('a key that may manage', () => {
  let everything: { id: string; secret: string };
  let key: ApiClient;
  beforeAll(async () => {
    everything = await aKey(owner, { scopes: EVERYTHING });
    key = at.as(everything.secret);
  });

  it('makes and rotates no key, itself among them, and gets no code for a password', async () => {
    const other = await aKey(owner);
    const adminId = (await at.pool.query(`select id from users where role = 'admin' limit 1`)).rows[0].id;
    const refused = [
      await key.post('/api/keys', { name: 'Till' }),
      await key.post(`/api/keys/${other.id}/rotate`),
      await key.post(`/api/keys/${everything.id}/rotate`),
      await key.post('/api/auth/create-reset-code', { user_id: adminId }),
    ];
    expect(refused.map(seen)).toEqual(Array(4).fill([403, '/problems/person-required']));
  });

  it('opens no route of an admin’s own account', async () => {
    const { status, json } = await key.post('/api/auth/logout');
    expect([status, json.detail]).toEqual([403, expect.stringContaining('An API key may not do this')]);
  });

  it('does not disable its maker, as the maker may not', async () => {
    const admin = await at.asAdmin();
    const own = at.as((await aKey(admin, { scopes: EVERYTHING })).secret);
    const adminId = (await at.pool.query(`select id from users where role = 'admin' order by id desc limit 1`)).rows[0]
      .id;
    expect(seen(await own.post('/api/auth/disable-admin', { user_id: adminId }))).toEqual([
      409,
      '/problems/own-account',
    ]);
    expect((await key.post('/api/auth/disable-admin', { user_id: adminId })).status).toBe(200);
  });

  it('gives no role that holds more than the key does', async () => {
    const narrow = at.as((await aKey(owner, { scopes: ['staff:manage'] })).secret);
    const invite = (by: ApiClient) => by.post('/api/staff', { email: anEmail(), role: 'viewer' });
    expect(seen(await invite(narrow))).toEqual([403, '/problems/role-beyond-caller']);
    const { status, json } = await invite(key);
    expect([status, json.member.invited_by]).toEqual([201, everything.id]);
  });

  it('says which permission a key lacks', async () => {
    const { json } = await at.as((await aKey(owner)).secret).get('/api/keys');
    expect(json.detail).toMatch(/permission keys:manage\. The API key lacks it/);
  });

  it('may revoke, also itself', async () => {
    const last = at.as((await aKey(owner, { scopes: ['keys:manage'] })).secret);
    const id = (await last.get('/api/keys')).json.keys[0].id;
    expect((await last.delete(`/api/keys/${id}`)).status).toBe(200);
    expect(refusalOf(await last.get('/api/keys'))).toMatchObject({ code: 'key-revoked' });
  });
});

describe('POST /api/keys/:id/rotate', () => {
  it.each([-1, 169, 1.5, '1e9', 1e9, 'a day', '', [], {}, true])(
    'refuses %p as overlap_hours',
    async (overlap_hours) => {
      const { id } = await aKey(owner);
      const answer = await owner.post(`/api/keys/${id}/rotate`, { overlap_hours });
      expect([answer.status, faultyFields(answer)]).toEqual([400, ['overlap_hours']]);
    },
  );

  it.each([0, -1, 1e9, 3_651])('refuses %p as expires_in_days', async (expires_in_days) => {
    const { id } = await aKey(owner);
    expect(faultyFields(await owner.post(`/api/keys/${id}/rotate`, { expires_in_days }))).toEqual(['expires_in_days']);
  });

  it('refuses a key that is over, and an unknown one', async () => {
    const [revoked, expired] = [await aKey(owner), await aKey(owner)];
    await owner.delete(`/api/keys/${revoked.id}`);
    await at.pool.query('update api_keys set expires_at = now() where id = $1', [expired.id]);
    for (const { id } of [revoked, expired])
      expect(seen(await owner.post(`/api/keys/${id}/rotate`))).toEqual([409, '/problems/key-over']);
    expect(seen(await owner.post(`/api/keys/${NOWHERE}/rotate`))).toEqual([404, '/problems/key-unknown']);
  });

  it('leaves id, name, scopes and expiry, unless another expiry is asked', async () => {
    const made = (await owner.post('/api/keys', { name: 'Till', scopes: ['export'], expires_in_days: 30 })).json.key;
    const { json } = await owner.post(`/api/keys/${made.id}/rotate`, {});
    const { previous_until, ...same } = json.key;
    expect({ ...same, previous_until: null }).toEqual(made);
    expect(daysUntil(previous_until)).toBeCloseTo(1, 2);
    const later = await owner.post(`/api/keys/${made.id}/rotate`, { overlap_hours: 0, expires_in_days: 60 });
    expect(daysUntil(later.json.key.expires_at)).toBeCloseTo(60, 1);
    expect(later.json.key.previous_until).toBeNull();
  });

  it('lets the old text work no longer than the key would have', async () => {
    const { id } = await aKey(owner, { expires_in_days: 1 });
    const { json } = await owner.post(`/api/keys/${id}/rotate`, { overlap_hours: 168, expires_in_days: 30 });
    expect(daysUntil(json.key.previous_until)).toBeCloseTo(1, 2);
  });
});
