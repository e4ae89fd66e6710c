import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { countByStatus, sendAtOnce } from '../../support/concurrent-requests.js';
import { faultyFields } from '../../support/problems.js';
import { aMember, anEmail, type Member, send, signInWithGoogle } from '../../support/staff.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../../support/test-app.js';
import { waitForLocks } from '../../support/waiting.js';

let at: TestApp;
let admin: ApiClient;
beforeAll(async () => {
  at = await startApp();
  admin = await at.asAdmin();
});
afterAll(() => at.close());
beforeEach(() => at.pool.query('delete from staff'));

const invite = (email: string, role = 'clerk'): Promise<Answer> => admin.post('/api/staff', { email, role });
const change = (by: Member, whom: Member, body: object): Promise<Answer> =>
  send(by.browser, 'PATCH', `/api/staff/${whom.id}`, body);
const rolesInForce = async (): Promise<string[]> =>
  (await at.pool.query('select role from staff where disabled_at is null order by role')).rows.map(({ role }) => role);
const seen = ({ status, json }: Answer): unknown => [status, json.type ?? null];

/** Sends requests at once that all wait for each other, so that none has seen what another does. */
async function whileRightsAreLocked(requests: readonly (() => Promise<Answer>)[]): Promise<Answer[]> {
  const holder = await at.pool.connect();
  try {
    await holder.query('begin');
    await holder.query('select pg_advisory_xact_lock(4741730)');
    const answers = Promise.all(requests.map((request) => request()));
    await waitForLocks(at.pool, requests.length);
    await holder.query('rollback');
    return await answers;
  } finally {
    holder.release(true);
  }
}

describe('POST /api/staff', () => {
  it('invites an address, and says where to sign in', async () => {
    const { status, json } = await invite('Achieng@Example.COM');
    expect([status, json.member]).toEqual([
      201,
      expect.objectContaining({ email: 'achieng@example.com', role: 'clerk', status: 'invited', user_id: null }),
    ]);
    expect(json.sign_in_at).toMatch(/^http:\/\/localhost:\d+\/google\/login$/);
  });

  it.each(['achieng@example.com', ' ACHIENG@example.com ', 'mailto:achieng@Example.com'])(
    'answers 409 to an address that is invited already: %s',
    async (email) => {
      await invite('Achieng@example.com');
      expect(seen(await invite(email, 'owner'))).toEqual([409, '/problems/staff-taken']);
      expect(await rolesInForce()).toEqual(['clerk']);
    },
  );

  it('makes one invitation of twenty at once', async () => {
    const answers = await sendAtOnce(() => invite('achieng@example.com'));
    expect(countByStatus(answers)).toEqual({ 201: 1, 409: 19 });
    expect(await rolesInForce()).toEqual(['clerk']);
  });

  it('answers 409 to the address of a member, of a disabled one, and of STAFF_EMAILS', async () => {
    const [member, disabled] = [await aMember(at, 'viewer'), await aMember(at, 'clerk')];
    await admin.patch(`/api/staff/${disabled.id}`, { disabled: true });
    for (const email of [member.email, disabled.email, 'staff@example.com'])
      expect([email, seen(await invite(email))]).toEqual([email, [409, '/problems/staff-taken']]);
  });

  it('answers 409 to the address that the account of a member has had since', async () => {
    const subject = '10001';
    const [old, later] = [anEmail(), anEmail()];
    await invite(old);
    await signInWithGoogle(at, { subject, email: old });
    await signInWithGoogle(at, { subject, email: later });
    expect(seen(await invite(later))).toEqual([409, '/problems/staff-taken']);
    const { staff } = (await admin.get('/api/staff')).json;
    expect(staff).toEqual([expect.objectContaining({ email: later, status: 'active' })]);
  });

  it.each([`${'a'.repeat(65)}@example.com`, `a@${'b'.repeat(60)}.${'c'.repeat(300)}.com`, 'x'.repeat(30_000)])(
    'answers 400 to an address that is too long',
    async (email) => {
      const answer = await invite(email);
      expect([answer.status, faultyFields(answer)]).toEqual([400, ['email']]);
    },
  );

  it('takes the longest address that there is', async () => {
    const email = `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.coop`;
    const longest = email.replace('.coop', `${'d'.repeat(254 - email.length)}.coop`);
    expect([longest.length, (await invite(longest)).status]).toEqual([254, 201]);
  });
});

describe('GET /api/staff', () => {
  it('lists members and invitations, newest first, and the addresses of STAFF_EMAILS', async () => {
    const member = await aMember(at, 'owner');
    await invite('achieng@example.com');
    const { json } = await admin.get('/api/staff');
    expect(json).toMatchObject({ listed_emails: ['staff@example.com'], total: 2, next_cursor: null });
    const listed = json.staff.map((each: Record<string, unknown>) => [each.email, each.status, each.user_id]);
    expect(listed).toEqual([
      ['achieng@example.com', 'invited', null],
      [member.email, 'active', member.userId],
    ]);
  });

  it('goes on by cursor', async () => {
    for (const email of ['a@example.com', 'b@example.com', 'c@example.com']) await invite(email);
    const first = (await admin.get('/api/staff?per_page=2')).json;
    const second = (await admin.get(`/api/staff?per_page=2&cursor=${first.next_cursor}`)).json;
    const emails = [...first.staff, ...second.staff].map(({ email }: { email: string }) => email);
    expect([emails, second.next_cursor]).toEqual([['c@example.com', 'b@example.com', 'a@example.com'], null]);
  });
});

describe('PATCH /api/staff/:id', () => {
  it.each<[string, object, string[]]>([
    ['no field', {}, ['body']],
    ['an unknown role', { role: 'admin' }, ['role']],
    ['a role and a number for a truth value', { role: 'viewer', disabled: 1 }, ['disabled']],
    ['a list', { disabled: [true] }, ['disabled']],
    ['an unknown field', { disabled: true, email: 'a@b.co' }, ['email']],
  ])('answers 400 to %s, and changes nothing', async (_, body, fields) => {
    const { id } = (await invite('achieng@example.com')).json.member;
    const answer = await admin.patch(`/api/staff/${id}`, body);
    expect([answer.status, faultyFields(answer)]).toEqual([400, fields]);
    expect(await rolesInForce()).toEqual(['clerk']);
  });

  it('takes truth values as JSON and as text, and fields in the body alone', async () => {
    const { id } = (await invite('achieng@example.com')).json.member;
    const statuses: string[] = [];
    for (const disabled of [true, 'false', 'true', false])
      statuses.push((await admin.patch(`/api/staff/${id}`, { disabled })).json.member.status);
    expect(statuses).toEqual(['disabled', 'invited', 'disabled', 'invited']);
    const inAddress = await admin.patch(`/api/staff/${id}?role=owner`, { role: 'viewer' });
    expect([inAddress.status, faultyFields(inAddress)]).toEqual([400, ['role']]);
  });

  it('keeps the instant at which a member was disabled first', async () => {
    const { id } = await aMember(at, 'clerk');
    const disable = async () => (await admin.patch(`/api/staff/${id}`, { disabled: true })).json.member.disabled_at;
    const first = await disable();
    expect([await disable(), await disable()]).toEqual([first, first]);
  });

  it('answers 404 to an id that no member has', async () => {
    for (const id of ['0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a99', 'mango'])
      expect(seen(await admin.patch(`/api/staff/${id}`, { role: 'viewer' }))).toEqual([404, '/problems/staff-unknown']);
  });

  it('answers 409 to the last owner who steps down or disables the own account', async () => {
    const owner = await aMember(at, 'owner');
    await invite('achieng@example.com', 'owner');
    const disabled = await aMember(at, 'owner');
    await admin.patch(`/api/staff/${disabled.id}`, { disabled: true });
    for (const body of [{ disabled: true }, { role: 'clerk' }, { role: 'viewer', disabled: 'true' }])
      expect(seen(await change(owner, owner, body))).toEqual([409, '/problems/last-owner']);
    expect((await send(owner.browser, 'GET', '/api/staff')).status).toBe(200);
  });

  it('lets an owner step down while another member is an owner', async () => {
    const [one, other] = [await aMember(at, 'owner'), await aMember(at, 'owner')];
    expect((await change(one, one, { role: 'viewer' })).status).toBe(200);
    expect(seen(await change(one, one, { role: 'owner' }))).toEqual([403, '/problems/forbidden']);
    expect(seen(await change(other, other, { disabled: true }))).toEqual([409, '/problems/last-owner']);
  });

  it('keeps one owner of two who demote each other at once', async () => {
    for (let round = 0; round < 5; round++) {
      await at.pool.query('delete from staff');
      const [one, other] = [await aMember(at, 'owner'), await aMember(at, 'owner')];
      const answers = await whileRightsAreLocked([
        () => change(one, other, { role: 'viewer' }),
        () => change(other, one, { role: 'viewer' }),
      ]);
      expect(countByStatus(answers)).toEqual({ 200: 1, 403: 1 });
      expect(await rolesInForce()).toEqual(['owner', 'viewer']);
    }
  });

  it('keeps one owner of two who step down at once', async () => {
    const [one, other] = [await aMember(at, 'owner'), await aMember(at, 'owner')];
    const answers = await whileRightsAreLocked([
      () => change(one, one, { disabled: true }),
      () => change(other, other, { role: 'clerk' }),
    ]);
    expect(countByStatus(answers)).toEqual({ 200: 1, 409: 1 });
    expect((await rolesInForce()).filter((role) => role === 'owner')).toHaveLength(1);
  });

  it('lets an admin, and an owner by STAFF_EMAILS, disable the last member who is an owner', async () => {
    const listed = await signInWithGoogle(at, { email: 'staff@example.com', subject: '10002' });
    const one = await aMember(at, 'owner');
    expect((await send(listed, 'PATCH', `/api/staff/${one.id}`, { disabled: true })).status).toBe(200);
    const other = await aMember(at, 'owner');
    expect((await admin.patch(`/api/staff/${other.id}`, { role: 'viewer' })).status).toBe(200);
  });

  it('lets an owner who was demoted while inviting give no role', async () => {
    const [one, other] = [await aMember(at, 'owner'), await aMember(at, 'owner')];
    const email = anEmail();
    const holder = await at.pool.connect();
    await holder.query('begin');
    await holder.query('select pg_advisory_xact_lock(4741730)');
    const inviting = send(one.browser, 'POST', '/api/staff', { email, role: 'owner' });
    await waitForLocks(at.pool, 1);
    await holder.query(`update staff set role = 'viewer' where id = $1`, [one.id]);
    await holder.query('commit');
    holder.release();
    expect(seen(await inviting)).toEqual([403, '/problems/forbidden']);
    expect((await send(other.browser, 'GET', '/api/staff')).json.total).toBe(2);
  });
});

describe('a member whose user is deleted', () => {
  it('is no member any more, and whoever gets the mail box does not take the role up', async () => {
    const member = await aMember(at, 'owner');
    await at.pool.query('delete from users where id = $1', [member.userId]);
    expect((await send(member.browser, 'GET', '/api/customers')).status).toBe(401);
    expect((await admin.get('/api/staff')).json.staff).toEqual([]);
    const next = await signInWithGoogle(at, { email: member.email });
    expect((await send(next, 'GET', '/api/customers')).status).toBe(403);
  });
});

describe('POST /api/auth/disable-admin', () => {
  it('keeps one of two admins who disable each other at once', async () => {
    const [one, other] = [await at.asAdmin(), await at.asAdmin()];
    const { rows } = await at.pool.query<{ id: string }>(
      `select id from users where role = 'admin' order by id desc limit 2`,
    );
    const [otherId, oneId] = rows.map(({ id }) => id);
    const answers = await whileRightsAreLocked([
      () => one.post('/api/auth/disable-admin', { user_id: otherId }),
      () => other.post('/api/auth/disable-admin', { user_id: oneId }),
    ]);
    expect(countByStatus(answers)).toEqual({ 200: 1, 403: 1 });
  });
});
