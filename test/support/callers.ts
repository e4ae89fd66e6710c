import { ALL_PERMISSIONS } from '../../src/http/access/permissions.js';
import { aKey, type MadeKey } from './api-keys.js';
import type { Browser } from './browser.js';
import { aMember, anEmail, send, signInWithGoogle } from './staff.js';
import type { Answer, ApiClient, TestApp } from './test-app.js';

/** What clerks and viewers are to hold, written out. */
export const CLERK = [
  ...['customers:read', 'customers:write', 'orders:read', 'orders:write'],
  ...['notifications:read', 'notifications:send', 'users:read', 'users:write', 'figures:read'],
];
export const VIEWER = ['customers:read', 'orders:read', 'notifications:read', 'users:read', 'figures:read'];

/** One kind of caller in the matrix of routes and callers. */
export interface MatrixCaller {
  readonly name: string;
  /**
   * How the request says who it comes from, if that counts.
   * - `session`: by a cookie, which also opens a user's own pages.
   * - `token`: by a Bearer token, of an admin or of a program.
   */
  readonly known: 'session' | 'token' | null;
  /** Whether the routes of an admin's own account are open. */
  readonly isAdmin: boolean;
  readonly holds: 'everything' | readonly string[];
  send(method: string, path: string): Promise<Answer>;
}

const bySession = (name: string, browser: Browser, holds: MatrixCaller['holds']): MatrixCaller => {
  return { name, known: 'session', isAdmin: false, holds, send: (method, path) => send(browser, method, path) };
};

const byToken = (name: string, client: ApiClient, given: Partial<MatrixCaller>): MatrixCaller => ({
  ...{ name, known: 'token', isAdmin: false, holds: [], ...given },
  send: (method, path) => {
    const headers = { Accept: 'application/json', 'Sec-Fetch-Site': 'same-origin' };
    if (method === 'GET') return client.get(path, headers);
    if (method === 'DELETE') return client.delete(path, {}, headers);
    return method === 'POST' ? client.post(path, {}, headers) : client.patch(path, {}, headers);
  },
});

/** Makes a caller of every kind. A new kind of caller is one more entry here. */
export async function callersOfEveryKind(at: TestApp): Promise<readonly MatrixCaller[]> {
  const root = await at.asAdmin();
  const change = (id: string, body: object): Promise<Answer> => root.patch(`/api/staff/${id}`, body);
  const memberAfter = async (role: string, body: object): Promise<Browser> => {
    const { id, browser } = await aMember(at, role);
    const { status } = await change(id, body);
    if (status !== 200) throw new Error(`a member could not be changed: ${status}`);
    return browser;
  };
  const invite = (email: string): Promise<Answer> => root.post('/api/staff', { email, role: 'owner' });
  const [unverified, withdrawn] = [anEmail(), anEmail()];
  await invite(unverified);
  await change((await invite(withdrawn)).json.member.id, { disabled: true });
  const disabledAdmin = await at.asAdmin();
  const { rows } = await at.pool.query(`select id from users where role = 'admin' order by id desc limit 1`);
  await root.post('/api/auth/disable-admin', { user_id: rows[0].id });
  return [
    byToken('nobody', at.as(), { known: null }),
    byToken('an admin', await at.asAdmin(), { isAdmin: true, holds: 'everything' }),
    byToken('a disabled admin', disabledAdmin, { known: null }),
    bySession('an end user', await signInWithGoogle(at), []),
    bySession('a viewer', (await aMember(at, 'viewer')).browser, VIEWER),
    bySession('a clerk', (await aMember(at, 'clerk')).browser, CLERK),
    bySession('an owner', (await aMember(at, 'owner')).browser, 'everything'),
    bySession('an owner by STAFF_EMAILS', await signInWithGoogle(at, { email: 'staff@example.com' }), 'everything'),
    bySession('a disabled clerk', await memberAfter('clerk', { disabled: true }), []),
    bySession('a disabled owner', await memberAfter('owner', { disabled: true }), []),
    bySession('an owner who became a viewer', await memberAfter('owner', { role: 'viewer' }), VIEWER),
    bySession('a viewer who became a clerk', await memberAfter('viewer', { role: 'clerk' }), CLERK),
    bySession('an invited address that Google has not verified', await signInUnverified(at, unverified), []),
    bySession(
      'an invited address whose invitation was withdrawn',
      await signInWithGoogle(at, { email: withdrawn }),
      [],
    ),
    ...(await keysOfEveryKind(at)),
  ];
}

/** A program with one scope, for each there is, and with keys that count no more, or for less. */
async function keysOfEveryKind(at: TestApp): Promise<readonly MatrixCaller[]> {
  const owner = await at.asAdmin();
  const scopes = [...ALL_PERMISSIONS];
  const byKey = (name: string, { secret }: MadeKey, holds: MatrixCaller['holds']): MatrixCaller =>
    byToken(`a key ${name}`, at.as(secret), { holds });
  const unknown = (name: string, { secret }: MadeKey): MatrixCaller =>
    byToken(`a key ${name}`, at.as(secret), { known: null });
  const [expired, revoked, rotated] = [await aKey(owner), await aKey(owner), await aKey(owner)];
  await at.pool.query(`update api_keys set expires_at = now() where id = $1`, [expired.id]);
  await owner.delete(`/api/keys/${revoked.id}`);
  await owner.post(`/api/keys/${rotated.id}/rotate`, { overlap_hours: 0 });
  const ofMember = async (body: object): Promise<MadeKey> => {
    const { id, browser } = await aMember(at, 'owner');
    const { json } = await send(browser, 'POST', '/api/keys', { name: 'Till', scopes });
    await owner.patch(`/api/staff/${id}`, body);
    return { id: json.key.id, secret: json.secret };
  };
  const single = scopes.map(async (scope) => byKey(`for ${scope}`, await aKey(owner, { scopes: [scope] }), [scope]));
  return [
    ...(await Promise.all(single)),
    byKey('without scopes of its own', await aKey(owner), VIEWER),
    byKey('for everything', await aKey(owner, { scopes }), 'everything'),
    byKey('for everything, of an owner who became a clerk', await ofMember({ role: 'clerk' }), CLERK),
    byKey('for everything, of an owner who became a viewer', await ofMember({ role: 'viewer' }), VIEWER),
    unknown('of a disabled owner', await ofMember({ disabled: true })),
    unknown('that expired', expired),
    unknown('that was revoked', revoked),
    unknown('with the text before its rotation', rotated),
    unknown('with a typing error', { ...revoked, secret: revoked.secret.replace('agz_', 'agz_0') }),
  ];
}

const signInUnverified = (at: TestApp, email: string): Promise<Browser> =>
  signInWithGoogle(at, { email, emailVerified: false });
