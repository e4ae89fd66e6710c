import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { READ_SCOPES } from '../../../src/auth/keys/key-scopes.js';
import { aKey } from '../../support/api-keys.js';
import type { Browser } from '../../support/browser.js';
import { aMember, type Member } from '../../support/staff.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../../support/test-app.js';

const NOWHERE = '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99';
const SECRET = /agz_[0-9a-f]{32}_[a-z2-7]{32}_[a-z2-7]{7}/g;

let at: TestApp;
let api: ApiClient;
let owner: Member;
let clerk: Browser;
let viewer: Browser;
beforeAll(async () => {
  at = await startApp();
  api = await at.asAdmin();
  owner = await aMember(at, 'owner');
  [clerk, viewer] = [(await aMember(at, 'clerk')).browser, (await aMember(at, 'viewer')).browser];
});
afterAll(() => at.close());

const make = (form: Record<string, string>): Promise<Answer> =>
  owner.browser.press('/desk/keys', { name: 'Web shop', expires_in_days: '365', 'orders:read': 'on', ...form });
const rotate = (id: string, form: Record<string, string> = {}): Promise<Answer> =>
  owner.browser.press(`/desk/keys/${id}/rotate`, { overlap_hours: '24', expires_in_days: '', ...form });
const revoke = (id: string): Promise<Answer> => owner.browser.press(`/desk/keys/${id}/revoke`);
const secretsIn = ({ text }: Answer): readonly string[] => text.match(SECRET) ?? [];
const keyNamed = async (name: string) =>
  (await at.pool.query('select id, scopes, revoked_at, expires_at from api_keys where name = $1', [name])).rows[0];
/** The row of the list that tells of the key. */
const rowOf = ({ text }: Answer, id: string): string =>
  text
    .split('<tr')
    .find((row) => row.includes(id))
    ?.split('</tr>')[0] ?? '';
const statusOf = async (secret: string): Promise<number> => (await at.as(secret).get('/api/orders')).status;

describe('GET /desk/keys', () => {
  it('is for owners alone, in the menu too', async () => {
    expect((await owner.browser.open('/desk/keys')).status).toBe(200);
    expect((await owner.browser.open('/desk/settings')).text).toContain('href="/desk/keys"');
    const { id } = await aKey(api);
    for (const other of [clerk, viewer]) {
      expect((await other.open('/desk/keys')).status).toBe(403);
      for (const path of ['/desk/keys', `/desk/keys/${id}/rotate`, `/desk/keys/${id}/revoke`])
        expect((await other.press(path, { name: 'x', overlap_hours: '0' })).status).toBe(403);
      expect((await other.open('/desk')).text).not.toContain('/desk/keys');
    }
  });

  it('lists scopes, expiry, last use, status and who made each', async () => {
    const fresh = await aKey(api, { name: 'Stock <b>', scopes: ['customers:read', 'orders:read'] });
    await at.as(fresh.secret).get('/api/orders');
    const [ending, ended] = [await aKey(api, { expires_in_days: 14 }), await aKey(api)];
    await at.pool.query(`update api_keys set created_at = '2024-01-01', expires_at = '2025-01-01' where id = $1`, [
      ended.id,
    ]);
    await at.pool.query(`update api_keys set last_used_at = now(), last_used_from = '203.0.113.0/24' where id = $1`, [
      fresh.id,
    ]);
    const page = await owner.browser.open('/desk/keys');
    expect(rowOf(page, fresh.id)).toMatch(
      /Stock &lt;b>.*Made by .*>customers:read, orders:read<.*>Active<.*Until .*203\.0\.113\.0\/24.*>Rotate<.*>Revoke</,
    );
    expect(rowOf(page, ending.id)).toMatch(/>Ends soon<.*>14 days left\. Rotate it\.<.*>never</);
    expect(page.text).toMatch(/>Ended<.*Until 1 Jan 2025/);
    expect(rowOf(page, ended.id)).toBe('');
  });

  it('goes on by cursor, and a revocation comes back to its page', async () => {
    const { id } = await aKey(api, { name: 'Old one' });
    for (let n = 0; n < 25; n++) await aKey(api);
    const first = await owner.browser.open('/desk/keys');
    const next = /rel="next" href="([^"]+)"/.exec(first.text)?.[1] ?? '';
    const action = /action="([^"]+\/revoke[^"]*)"/.exec(rowOf(await owner.browser.open(next), id))?.[1] ?? '';
    const { status, headers } = await owner.browser.press(action);
    expect([status, headers.get('location')]).toEqual([303, `${next}&done=revoked`]);
    const odd = await owner.browser.open('/desk/keys?cursor=%22x&done=constructor');
    expect([odd.status, odd.text.includes('was revoked')]).toEqual([200, false]);
  });
});

describe('POST /desk/keys', () => {
  it('makes a key with the chosen scopes and shows its text in this answer alone', async () => {
    const answer = await make({ name: 'Till <i>', 'customers:read': 'on', expires_in_days: '30' });
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(answer.headers.get('location')).toBeNull();
    const [secret = '', ...others] = secretsIn(answer);
    expect([secret.length > 0, others]).toEqual([true, []]);
    expect(answer.text).toContain('The key of Till &lt;i> was made.');
    expect(answer.text).not.toMatch(new RegExp(`(?:href|action|value)="[^"]*${secret}`));
    expect(await statusOf(secret)).toBe(200);
    expect(secretsIn(await owner.browser.open('/desk/keys'))).toEqual([]);
    const { id, scopes, expires_at } = await keyNamed('Till <i>');
    expect([...scopes].sort()).toEqual(['customers:read', 'orders:read']);
    expect(Math.round((expires_at - Date.now()) / 86_400_000)).toBe(30);
    const { events } = (await api.get(`/api/audit?subject=${id}`)).json;
    expect(events).toMatchObject([{ action: 'key-made', actor_kind: 'staff', actor_id: owner.userId }]);
  });

  it('proposes the scopes of a viewer and a year', async () => {
    const { text } = await owner.browser.open('/desk/keys');
    const ticked = [...text.matchAll(/<input type="checkbox" name="([^"]+)"[^>]* checked/g)].map(([, name]) => name);
    expect(ticked.sort()).toEqual([...READ_SCOPES].sort());
    expect(text).toMatch(/name="expires_in_days"[^>]*value="365"/);
  });

  it.each<[string, Record<string, string>, string]>([
    ['no name', { name: '' }, 'Write the name on one line'],
    ['a long name', { name: 'x'.repeat(101) }, 'Write the name on one line'],
    ['a name that is no text', { name: 'a\0b' }, 'Write the name on one line'],
    ['no scope', { 'orders:read': '' }, 'Choose one at least.'],
    ['no days', { expires_in_days: '' }, 'Write a whole number from 1 to 3650.'],
    ['too many days', { expires_in_days: '3651' }, 'Write a whole number from 1 to 3650.'],
    ['days that are no number', { expires_in_days: '<b>' }, 'Write a whole number from 1 to 3650.'],
  ])('answers 422 with the form as typed to %s', async (_, form, fault) => {
    const before = (await at.pool.query('select count(*)::int as count from api_keys')).rows;
    const answer = await make({
      'figures:read': 'on',
      name: 'Kept name',
      ...form,
      ...('orders:read' in form && { 'figures:read': '' }),
    });
    expect([answer.status, answer.text.includes(fault), secretsIn(answer)]).toEqual([422, true, []]);
    if (!('name' in form)) expect(answer.text).toContain('value="Kept name"');
    if (!('orders:read' in form)) expect(answer.text).toMatch(/name="figures:read"[^>]* checked/);
    expect((await at.pool.query('select count(*)::int as count from api_keys')).rows).toEqual(before);
  });

  it('makes one key of a form that is sent twice, as by a reload, and says so', async () => {
    const { text } = await owner.browser.open('/desk/keys');
    const id = /name="id" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const first = await make({ name: 'Reloaded', id });
    const again = await make({ name: 'Reloaded', id });
    expect([first.status, secretsIn(first).length]).toEqual([200, 1]);
    expect([again.status, secretsIn(again)]).toEqual([409, []]);
    expect(again.text).toContain('This form made its key already');
    const next = /name="id" value="([^"]+)"/.exec(again.text)?.[1] ?? '';
    const { rows } = await at.pool.query(`select id from api_keys where name = 'Reloaded'`);
    expect([rows.map((row) => row.id), next === id]).toEqual([[id], false]);
    const odd = await make({ name: 'Odd id', id: 'ffffffff-ffff-7fff-bfff-ffffffffffff' });
    expect([odd.status, (await keyNamed('Odd id')).id.startsWith('ffff')]).toEqual([200, false]);
  });

  it('makes none for a key, which must not make itself another one', async () => {
    const { secret } = await aKey(api, { scopes: ['keys:manage'] });
    const answer = await at.as(secret).post('/desk/keys', { name: 'Thief', expires_in_days: '1', 'keys:manage': 'on' });
    expect([answer.status, answer.text.includes('agz_')]).toEqual([403, false]);
    expect(await keyNamed('Thief')).toBeUndefined();
  });
});

describe('POST /desk/keys/<id>/rotate', () => {
  it('shows the new text once, and both work during the overlap', async () => {
    const { id, secret } = await aKey(api);
    const answer = await rotate(id, { overlap_hours: '2', expires_in_days: '10' });
    const [next = ''] = secretsIn(answer);
    expect([answer.status, answer.headers.get('cache-control'), next === secret]).toEqual([200, 'no-store', false]);
    expect([await statusOf(secret), await statusOf(next)]).toEqual([200, 200]);
    const page = await owner.browser.open('/desk/keys');
    expect(rowOf(page, id)).toMatch(/>Ends soon<.*10 days left.*Its old text works until/);
    const again = await rotate(id);
    expect([again.status, secretsIn(again)]).toEqual([409, []]);
    expect(rowOf(again, id)).toMatch(/role="alert"[^>]*>This key was rotated already.*<details[^>]* open/);
    const [last = ''] = secretsIn(await rotate(id, { overlap_hours: '0' }));
    expect([await statusOf(secret), await statusOf(next), await statusOf(last)]).toEqual([401, 401, 200]);
  });

  it.each<Record<string, string>>([
    { overlap_hours: '' },
    { overlap_hours: '169' },
    { overlap_hours: '-1' },
    { expires_in_days: '0' },
    { expires_in_days: 'x' },
  ])('answers 422 in the row to %j, and the text stays', async (form) => {
    const { id, secret } = await aKey(api);
    const answer = await rotate(id, form);
    expect([answer.status, secretsIn(answer)]).toEqual([422, []]);
    expect(rowOf(answer, id)).toMatch(/<details[^>]* open.*Write a whole number from/);
    expect(await statusOf(secret)).toBe(200);
  });

  it('refuses a key that is over, and one that there is not', async () => {
    const { id } = await aKey(api);
    await revoke(id);
    const over = await rotate(id);
    expect([over.status, over.text.includes('This key has ended, and stays so.')]).toEqual([409, true]);
    for (const none of [NOWHERE, 'x', '%00']) expect((await rotate(none)).status).toBe(404);
  });
});

describe('POST /desk/keys/<id>/rotate, sent twice', () => {
  it('leaves the text that the first one showed', async () => {
    const { id } = await aKey(api);
    const of = /name="of" value="([^"]+)"/.exec(rowOf(await owner.browser.open('/desk/keys'), id))?.[1] ?? '';
    const [next = ''] = secretsIn(await rotate(id, { overlap_hours: '0', of }));
    const again = await rotate(id, { overlap_hours: '0', of });
    expect([again.status, secretsIn(again), await statusOf(next)]).toEqual([409, [], 200]);
    expect(again.text).toContain('This key got another text since the page was opened');
  });
});

describe('the banner about keys that end soon', () => {
  it('stands on every page of whoever may rotate them, until one does', async () => {
    const ending = (text: string) => text.match(/<p class="hold soon" role="status">(.*?)<\/p>/s)?.[1] ?? null;
    await at.pool.query(`update api_keys set revoked_at = now() where expires_at < now() + interval '14 days'`);
    const { id } = await aKey(api, { name: 'Ends <b>soon', expires_in_days: 3 });
    expect(ending((await owner.browser.open('/desk')).text)).toMatch(
      /The key of Ends &lt;b>soon ends .*href="\/desk\/keys"/,
    );
    expect(ending((await clerk.open('/desk')).text)).toBeNull();
    await rotate(id, { expires_in_days: '365' });
    expect(ending((await owner.browser.open('/desk/orders')).text)).toBeNull();
  });
});

describe('POST /desk/keys/<id>/revoke', () => {
  it('ends a key for ever, twice the same, and offers nothing more for it', async () => {
    const { id, secret } = await aKey(api, { name: 'Leaked' });
    for (let time = 0; time < 2; time++) {
      const { status, headers } = await revoke(id);
      expect([status, headers.get('location')]).toEqual([303, '/desk/keys?done=revoked']);
    }
    expect(await statusOf(secret)).toBe(401);
    const { text } = await owner.browser.open('/desk/keys?done=revoked');
    expect(text).toContain('The key was revoked.');
    expect(text).not.toContain(id);
    expect(text).toMatch(/Leaked.*>Revoked<.*Revoked \d/);
    expect((await api.get(`/api/audit?subject=${id}&action=key-revoked`)).json.events).toHaveLength(1);
    for (const none of [NOWHERE, 'x']) expect((await revoke(none)).status).toBe(404);
  });
});
