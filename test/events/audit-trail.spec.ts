import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_ACTIONS, type AuditAction } from '../../src/events/audit-actions.js';
import { aBrowser } from '../support/browser.js';
import { aCustomer, aPhone, aUser } from '../support/factories.js';
import { aMember, anEmail, type Member, send } from '../support/staff.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../support/test-app.js';
import { digestTables } from '../support/test-database.js';

/** Actions of routes that are still to come. */
const UNWRITTEN: readonly AuditAction[] = [
  ...(['key-made', 'key-rotated', 'key-revoked', 'customer-edited'] as const),
  ...(['table-exported', 'table-imported', 'person-exported', 'person-erased'] as const),
];

const PASSWORD = 'canary horse battery';
const KEY = '123456721';

/** What is done, and the one row that it is to leave. */
interface Deed {
  readonly done: () => Promise<Answer>;
  readonly status: number;
  readonly actor: readonly [kind: string, id: string | null];
  readonly subject: readonly [kind: string, id: string | null];
  readonly changes?: object;
  /** A row that the same transaction writes: its table, and the column and value that find it. */
  readonly row?: readonly [table: string, column: string, value: string];
}

let at: TestApp;
let admin: ApiClient;
let adminId: string;
/** What no row of the trail may have in it. */
const canaries: string[] = [PASSWORD, KEY, 'Canary Kamau', 'Canary crate'];

beforeAll(async () => {
  at = await startApp();
  const made = await register(at);
  admin = at.as(made.token);
  adminId = made.id;
  canaries.push('staff@example.com');
});
afterAll(() => at.close());
afterEach(() => at.pool.query('drop trigger if exists broken on audit_events'));

const canary = <Text extends string>(text: Text): Text => {
  canaries.push(text);
  return text;
};

const registration = () => ({
  ...{ email: canary(anEmail()), phone_number: canary(aPhone()), password: PASSWORD, api_key: KEY },
});

async function register({ as }: TestApp): Promise<{ id: string; token: string; email: string }> {
  const body = registration();
  const { json } = await as().post('/api/auth/admin-register', body);
  return { id: json.user_id, token: json.token, email: body.email };
}

async function anOwner(): Promise<Member> {
  const member = await aMember(at, 'owner');
  canary(member.email);
  return member;
}

const placeOrder = async (): Promise<{ order_id: string; sms: { id: string } }> => {
  const { code, phone } = await aCustomer(at.pool, 'Canary Kamau');
  canary(phone);
  return (await admin.post('/api/orders', { customer_code: code, item: 'Canary crate', amount: '420' })).json;
};

const lastId = async (table: string): Promise<string> =>
  (await at.pool.query(`select id from ${table} order by id desc limit 1`)).rows[0].id;

/** Makes ready what each action needs, and gives the action itself. */
const DEEDS: Readonly<Record<Exclude<AuditAction, (typeof UNWRITTEN)[number]>, () => Promise<Deed>>> = {
  'staff-signed-in': async () => {
    await aBrowser(at).signIn('google', 'staff');
    const browser = aBrowser(at);
    const { rows } = await at.pool.query(`select user_id from identities where email = 'staff@example.com'`);
    const callback = await browser.choose('/google/login', 'staff');
    return {
      done: () => browser.open(callback),
      status: 302,
      actor: ['staff', rows[0].user_id],
      subject: ['user', rows[0].user_id],
      row: ['sessions', 'provider', 'google'],
    };
  },
  'admin-registered': async () => {
    const body = registration();
    let id: string | null = null;
    const done = async () => {
      const answer = await at.as().post('/api/auth/admin-register', body);
      id = answer.json.user_id;
      return answer;
    };
    return {
      ...{ done, status: 201, actor: ['nobody', null], row: ['users', 'email', body.email] },
      get subject(): Deed['subject'] {
        return ['admin', id];
      },
    };
  },
  'admin-login-failed': async () => {
    const { id, email } = await register(at);
    const done = () => at.as().post('/api/auth/login', { email, password: 'canary wrong', api_key: KEY });
    return { done, status: 401, actor: ['nobody', null], subject: ['admin', id] };
  },
  'admin-disabled': async () => {
    const { id } = await register(at);
    const done = () => admin.post('/api/auth/disable-admin', { user_id: id });
    return { done, status: 200, actor: ['admin', adminId], subject: ['admin', id], row: ['users', 'id', id] };
  },
  'admin-enabled': async () => {
    const { id } = await register(at);
    await admin.post('/api/auth/disable-admin', { user_id: id });
    const owner = await anOwner();
    const done = () => send(owner.browser, 'POST', '/api/auth/enable-admin', { user_id: id });
    return { done, status: 200, actor: ['staff', owner.userId], subject: ['admin', id], row: ['users', 'id', id] };
  },
  'password-changed': async () => {
    const { id, token } = await register(at);
    const body = { old_password: PASSWORD, new_password: canary('another canary battery') };
    const done = () => at.as(token).post('/api/auth/change-password', body);
    return { done, status: 200, actor: ['admin', id], subject: ['admin', id], row: ['users', 'id', id] };
  },
  'reset-code-made': async () => {
    const { id } = await register(at);
    const done = () => admin.post('/api/auth/create-reset-code', { user_id: id });
    const row = ['password_resets', 'user_id', id] as const;
    return { done, status: 201, actor: ['admin', adminId], subject: ['admin', id], row };
  },
  'password-reset': async () => {
    const { id, email } = await register(at);
    const { code } = (await admin.post('/api/auth/create-reset-code', { user_id: id })).json;
    const body = { email, code: canary(code), new_password: canary('another canary battery') };
    const done = () => at.as().post('/api/auth/reset-password', body);
    return { done, status: 200, actor: ['nobody', null], subject: ['admin', id], row: ['users', 'id', id] };
  },
  'staff-invited': async () => {
    const [owner, email] = [await anOwner(), canary(anEmail())];
    return {
      done: () => send(owner.browser, 'POST', '/api/staff', { email, role: 'clerk' }),
      ...{ status: 201, actor: ['staff', owner.userId], row: ['staff', 'invited_email', email] },
      get subject(): Deed['subject'] {
        return ['member', newestMember];
      },
      changes: { role: { before: null, after: 'clerk' }, email: null },
    };
  },
  'staff-changed': async () => {
    const { id } = await anOwner();
    return {
      done: () => admin.patch(`/api/staff/${id}`, { role: 'viewer', disabled: true }),
      ...{ status: 200, actor: ['admin', adminId], subject: ['member', id], row: ['staff', 'id', id] },
      changes: { role: { before: 'owner', after: 'viewer' }, disabled: { before: false, after: true } },
    };
  },
  'phone-added': async () => {
    const { id, email } = await aUser(at.pool);
    canary(email ?? '');
    return {
      done: () => admin.post('/api/auth/add-user-number', { user_id: id, phone_number: canary(aPhone()) }),
      ...{ status: 200, actor: ['admin', adminId], subject: ['user', id], row: ['users', 'id', id] },
      changes: { phone: null },
    };
  },
  'order-cancelled': async () => {
    const [{ order_id: id }, owner] = [await placeOrder(), await anOwner()];
    return {
      done: () => send(owner.browser, 'POST', `/api/orders/${id}/cancel`),
      ...{ status: 200, actor: ['staff', owner.userId], subject: ['order', id], row: ['orders', 'id', id] },
      changes: { status: { before: 'pending', after: 'cancelled' } },
    };
  },
  'notification-resent': async () => {
    const { id } = (await placeOrder()).sms;
    await at.pool.query(`update notifications set status = 'failed' where id = $1`, [id]);
    return {
      done: () => admin.post(`/api/notifications/${id}/resend`),
      ...{ status: 202, actor: ['admin', adminId], subject: ['notification', id], row: ['notifications', 'id', id] },
      changes: { status: { before: 'failed', after: 'queued' } },
    };
  },
} as Readonly<Record<string, () => Promise<Deed>>>;

let newestMember: string | null = null;
const names = Object.keys(DEEDS) as (keyof typeof DEEDS)[];

interface Row {
  readonly xmin: string;
  readonly action: string;
  readonly actor: readonly [string, string | null];
  readonly subject: readonly [string, string | null];
  readonly changes: object;
  readonly request_id: string;
  readonly ip: string;
}

const countTrail = async (): Promise<number> =>
  (await at.pool.query('select count(*)::int as n from audit_events')).rows[0].n;

async function rowsAfter(count: number): Promise<Row[]> {
  const { rows } = await at.pool.query(
    `select xmin::text, action, array[actor_kind, actor_id::text] as actor, array[subject_kind, subject_id::text] as subject,
            changes, request_id, host(ip) as ip
     from audit_events order by id offset $1`,
    [count],
  );
  return rows;
}

/** Has every row of the trail fail in its transaction, by an error or by the end of the connection. */
async function breakTrail(how: 'an error' | 'a kill'): Promise<void> {
  const body =
    how === 'an error' ? `raise exception 'the trail is full'` : 'perform pg_terminate_backend(pg_backend_pid(), 0)';
  await at.pool.query(`
    create or replace function break_trail() returns trigger language plpgsql security definer as $$
    begin ${body}; perform pg_sleep(0.2); return new; end $$;
    create trigger broken after insert on audit_events for each row execute function break_trail()`);
}

/** Everything that the actions write. */
const digestAll = async (): Promise<string> => {
  const { rows } = await at.pool.query(`
    select (select md5(string_agg(t::text, ',' order by t::text)) from sessions t) as sessions,
           (select md5(string_agg(t::text, ',' order by t::text)) from password_resets t) as resets`);
  return (await digestTables(at.pool)) + JSON.stringify(rows);
};

describe('the audit trail', () => {
  it('tells of every action in its list, but of those whose routes are still to come', () => {
    expect([...names, ...UNWRITTEN].sort()).toEqual([...ALL_ACTIONS].sort());
  });

  it.each(names)('has one row of %s, by its transaction, with who did it', async (name) => {
    const deed = await (DEEDS[name] as () => Promise<Deed>)();
    const before = await countTrail();
    const answer = await deed.done();
    newestMember = await lastId('staff').catch(() => null);
    const [row, ...more] = await rowsAfter(before);
    expect([answer.status, more, row]).toEqual([
      deed.status,
      [],
      {
        ...{ action: name, actor: deed.actor, subject: deed.subject, changes: deed.changes ?? {} },
        ...{ xmin: expect.any(String), ip: '127.0.0.1', request_id: answer.headers.get('x-request-id') },
      },
    ]);
    if (deed.row === undefined) return;
    const [table, column, value] = deed.row;
    const { rows } = await at.pool.query(`select xmin::text from ${table} where ${column} = $1`, [value]);
    expect(rows.map(({ xmin }) => xmin)).toContain(row?.xmin);
  });

  it.each(names.flatMap((name) => [[name, 'an error'] as const, [name, 'a kill'] as const]))(
    'leaves nothing of %s when %s comes between the action and its row',
    async (name, how) => {
      const deed = await (DEEDS[name] as () => Promise<Deed>)();
      const [before, digest] = [await countTrail(), await digestAll()];
      await breakTrail(how);
      const { status } = await deed.done().catch(() => ({ status: 0 }));
      await at.pool.query('drop trigger broken on audit_events');
      expect([await countTrail(), status >= 500]).toEqual([before, true]);
      expect(await digestAll()).toBe(digest);
    },
  );

  it('has no row of what was refused', async () => {
    const [{ order_id }, other, owner] = [await placeOrder(), await register(at), await anOwner()];
    await admin.post(`/api/orders/${order_id}/cancel`);
    const [user, phone] = [await aUser(at.pool), aPhone()];
    await admin.post('/api/auth/add-user-number', { user_id: (await aUser(at.pool)).id, phone_number: phone });
    const before = await countTrail();
    const statuses = [
      await admin.post(`/api/orders/${order_id}/cancel`),
      await admin.post('/api/auth/add-user-number', { user_id: user.id, phone_number: phone }),
      await admin.post('/api/staff', { email: owner.email, role: 'clerk' }),
      await admin.post('/api/auth/disable-admin', { user_id: adminId }),
      await admin.post('/api/auth/create-reset-code', { user_id: user.id }),
      await at.as(other.token).post('/api/auth/change-password', { old_password: 'x', new_password: 'y'.repeat(15) }),
      await at.as().post('/api/auth/reset-password', { email: other.email, code: 'x', new_password: 'long enough 12' }),
      await at.as().post('/api/auth/admin-register', { ...registration(), email: other.email }),
    ].map(({ status }) => status);
    expect([statuses, await rowsAfter(before)]).toEqual([[409, 409, 409, 409, 404, 403, 401, 409], []]);
  });

  it('has no row of a change that changes nothing', async () => {
    const { id } = await anOwner();
    const before = await countTrail();
    expect((await admin.patch(`/api/staff/${id}`, { role: 'owner', disabled: false })).status).toBe(200);
    expect(await countTrail()).toBe(before);
  });

  it('has a row of a refused login without an account, and of a wrong key', async () => {
    const { id, email } = await register(at);
    const before = await countTrail();
    const login = (body: object) =>
      at.as().post('/api/auth/login', { email, password: PASSWORD, api_key: KEY, ...body });
    const unknown = canary(anEmail());
    const statuses = [await login({ email: unknown }), await login({ api_key: 'wrong' }), await login({})];
    expect(statuses.map(({ status }) => status)).toEqual([401, 401, 200]);
    const subjects = (await rowsAfter(before)).map(({ subject }) => subject);
    expect(subjects).toEqual([
      ['admin', null],
      ['admin', id],
    ]);
  });

  it('has a row when staff sign in at the page of the users, and none of a user', async () => {
    const before = await countTrail();
    await aBrowser(at).signIn('google', 'staff');
    await aBrowser(at).signIn('github', 'staff');
    await aBrowser(at).signIn('google', 'wanjiku');
    expect((await rowsAfter(before)).map(({ action }) => action)).toEqual(['staff-signed-in']);
  });

  it('is written nothing by placing, confirming and reading', async () => {
    const before = await countTrail();
    const { order_id } = await placeOrder();
    const { order } = (await admin.get(`/api/orders/${order_id}`)).json;
    const confirmation = { order_id, customer_code: order.customer_code };
    expect((await admin.post('/api/orders/customer-order/confirm', confirmation)).status).toBe(200);
    expect(await countTrail()).toBe(before);
  });

  it('has no personal value in it', async () => {
    const { rows } = await at.pool.query(`select string_agg(e::text, ' ') as all from audit_events e`);
    expect(canaries.length).toBeGreaterThan(30);
    expect(canaries.filter((value) => rows[0].all.includes(value))).toEqual([]);
  });
});
