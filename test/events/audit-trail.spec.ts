import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_ACTIONS, type AuditAction } from '../../src/events/audit-actions.js';
import { aKey } from '../support/api-keys.js';
import { aBrowser } from '../support/browser.js';
import { aCustomer, aPhone, aUser } from '../support/factories.js';
import { checkFile, waitForImport } from '../support/imports.js';
import { aMember, anEmail, type Member, send } from '../support/staff.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../support/test-app.js';
import { digestTables } from '../support/test-database.js';

const PASSWORD = 'canary horse battery';
const KEY = '123456721';
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

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

const canaryCustomer = async (): Promise<{ id: string; code: string; phone: string }> => {
  const customer = await aCustomer(at.pool, 'Canary Kamau');
  canary(customer.phone);
  return customer;
};

const placeOrder = async (): Promise<{ order_id: string; sms: { id: string }; code: string }> => {
  const { code } = await canaryCustomer();
  const { json } = await admin.post('/api/orders', { customer_code: code, item: 'Canary crate', amount: '420' });
  return { ...json, code };
};

const versionOf = async (id: string): Promise<{ 'If-Match': string }> => ({
  'If-Match': (await admin.get(`/api/customers/${id}`)).headers.get('etag') ?? '',
});

/** An account with the number of a customer who is known by phone, and their join. */
async function aNamesake(): Promise<{ id: string; userId: string; join: () => Promise<Answer> }> {
  const [{ id, code, phone }, user] = [await canaryCustomer(), await aUser(at.pool)];
  canary(user.email ?? '');
  await at.pool.query('update users set phone = $2 where id = $1', [user.id, phone]);
  return { id, userId: user.id, join: () => admin.post('/api/auth/create-customer', { user_id: user.id, join: code }) };
}

const lastId = async (table: string): Promise<string> =>
  (await at.pool.query(`select id from ${table} order by id desc limit 1`)).rows[0].id;

/** Makes ready what each action needs, and gives the action itself. */
const DEEDS: Readonly<Record<AuditAction, () => Promise<Deed>>> = {
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
  'key-made': async () => {
    const owner = await anOwner();
    let id = '';
    const done = async () => {
      const body = { name: canary('Canary web shop'), scopes: ['orders:write', 'orders:read'] };
      const answer = await send(owner.browser, 'POST', '/api/keys', body);
      id = answer.json.key?.id;
      canary(answer.json.secret ?? PASSWORD);
      return answer;
    };
    return {
      ...{ done, status: 201, actor: ['staff', owner.userId] },
      get subject(): Deed['subject'] {
        return ['key', id];
      },
      get row(): Deed['row'] {
        return ['api_keys', 'id', id];
      },
      changes: {
        scopes: { before: null, after: ['orders:write', 'orders:read'] },
        expires_at: { before: null, after: expect.stringMatching(INSTANT) },
        key_name: null,
      },
    };
  },
  'key-rotated': async () => {
    const { id, secret } = await aKey(admin, { name: canary('Canary till') });
    canary(secret);
    return {
      done: () => admin.post(`/api/keys/${id}/rotate`, { overlap_hours: 3, expires_in_days: 30 }),
      ...{ status: 200, actor: ['admin', adminId], subject: ['key', id], row: ['api_keys', 'id', id] },
      changes: {
        overlap_hours: { before: null, after: 3 },
        expires_at: { before: expect.stringMatching(INSTANT), after: expect.stringMatching(INSTANT) },
      },
    };
  },
  'key-revoked': async () => {
    const [{ id }, manager] = [await aKey(admin), await aKey(admin, { scopes: ['keys:manage'] })];
    const program = at.as(canary(manager.secret));
    // Its use is noted now, so that the action writes nothing beside.
    await program.get('/api/keys');
    return {
      done: () => program.delete(`/api/keys/${id}`),
      ...{ status: 200, actor: ['key', manager.id], subject: ['key', id], row: ['api_keys', 'id', id] },
    };
  },
  'customer-edited': async () => {
    const { id } = await canaryCustomer();
    const [body, version] = [{ name: canary('Canary Wanjiru'), phone_number: canary(aPhone()) }, await versionOf(id)];
    return {
      done: () => admin.patch(`/api/customers/${id}`, body, version),
      ...{ status: 200, actor: ['admin', adminId], subject: ['customer', id], row: ['customers', 'id', id] },
      changes: { name: null, phone: null },
    };
  },
  'customer-joined': async () => {
    const { id, userId, join } = await aNamesake();
    return {
      ...{ done: join, status: 201, actor: ['admin', adminId] },
      ...{ subject: ['customer', id], row: ['customers', 'id', id] },
      changes: { user_id: { before: null, after: userId } },
    };
  },
  'customer-unlinked': async () => {
    const [{ id, userId, join }, owner] = [await aNamesake(), await anOwner()];
    await join();
    const body = { reason: canary('Canary namesake') };
    return {
      done: () => send(owner.browser, 'POST', `/api/customers/${id}/unlink`, body),
      ...{ status: 200, actor: ['staff', owner.userId], subject: ['customer', id], row: ['customers', 'id', id] },
      changes: { user_id: { before: userId, after: null }, reason: null },
    };
  },
  'order-corrected': async () => {
    const { order_id: id } = await placeOrder();
    const body = { item: canary('Canary basket'), amount: '840', notify: true };
    return {
      done: () => admin.patch(`/api/orders/${id}`, body),
      ...{ status: 200, actor: ['admin', adminId], subject: ['order', id], row: ['orders', 'id', id] },
      changes: { amount: { before: '420.00', after: '840.00' }, item: null },
    };
  },
  'order-cancelled': async () => {
    const [{ order_id: id }, owner] = [await placeOrder(), await anOwner()];
    return {
      done: () => send(owner.browser, 'POST', `/api/orders/${id}/cancel`, { reason: canary('Canary rang') }),
      ...{ status: 200, actor: ['staff', owner.userId], subject: ['order', id], row: ['orders', 'id', id] },
      changes: { status: { before: 'pending', after: 'cancelled' }, reason: null },
    };
  },
  'order-reopened': async () => {
    const { order_id: id, code } = await placeOrder();
    await admin.post('/api/orders/customer-order/confirm', { order_id: id, customer_code: code });
    const body = { reason: canary('Canary mistake') };
    return {
      done: () => admin.post(`/api/orders/${id}/undo-confirmation`, body),
      ...{ status: 200, actor: ['admin', adminId], subject: ['order', id], row: ['orders', 'id', id] },
      changes: { status: { before: 'confirmed', after: 'pending' }, reason: null },
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
  'template-changed': async () => {
    const { browser, userId } = await anOwner();
    const { rows } = await at.pool.query('select template, version from sms_templates');
    const { template: before = null, version = 0 } = rows[0] ?? {};
    const template = `Order {order_number} is here ${version}`;
    return {
      done: () => browser.press('/desk/settings/template', { template, version: String(version) }),
      ...{ status: 303, actor: ['staff', userId], subject: ['template', null] },
      ...{ changes: { template: { before, after: template } }, row: ['sms_templates', 'kind', 'order-placed'] },
    };
  },
  'test-sms-sent': async () => {
    const { browser, userId } = await anOwner();
    const phone = canary(aPhone());
    return {
      done: () => browser.press('/desk/settings/test-sms', { phone }),
      ...{ status: 303, actor: ['staff', userId], changes: { phone: null }, row: ['notifications', 'phone', phone] },
      get subject(): Deed['subject'] {
        return ['notification', newestNotification];
      },
    };
  },
  'table-exported': async () => {
    const { browser, userId } = await anOwner();
    return {
      done: () => browser.open('/desk/export/orders.csv'),
      ...{ status: 200, actor: ['staff', userId], subject: ['table', null] },
      changes: { table: { before: null, after: 'orders' } },
    };
  },
  'table-imported': async () => {
    const { browser, userId } = await anOwner();
    const path = await checkFile(browser, { kind: 'customers', rows: `name,phone\nCanary Kamau,${canary(aPhone())}` });
    const done = async () => {
      const answer = await browser.press(`${path}/start`);
      // Its rows are written later, by transactions of their own.
      if (answer.status === 303) await waitForImport(at, path);
      return answer;
    };
    return {
      ...{ done, status: 303, actor: ['staff', userId], subject: ['table', null] },
      changes: { table: { before: null, after: 'customers' }, rows: { before: null, after: 1 } },
    };
  },
  'person-exported': async () => {
    const { id } = await canaryCustomer();
    const done = () => admin.get(`/api/customers/${id}/export`);
    return { done, status: 200, actor: ['admin', adminId], subject: ['customer', id] };
  },
  'person-erased': async () => {
    const { id } = await canaryCustomer();
    const done = () => admin.delete(`/api/customers/${id}`, {});
    return { done, status: 200, actor: ['admin', adminId], subject: ['customer', id], row: ['customers', 'id', id] };
  },
};

let newestMember: string | null = null;
let newestNotification: string | null = null;
const names = Object.keys(DEEDS) as AuditAction[];

interface Row {
  readonly xmin: string;
  readonly action: string;
  readonly actor: readonly [string, string | null];
  readonly subject: readonly [string, string | null];
  readonly changes: Readonly<Record<string, unknown>>;
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
           (select md5(string_agg(t::text, ',' order by t::text)) from password_resets t) as resets,
           (select md5(string_agg(t::text, ',' order by t::text)) from imports t) as imports,
           (select md5(string_agg(t::text, ',' order by t::text)) from order_events t) as order_events,
           (select md5(string_agg(t::text, ',' order by t::text)) from customer_events t) as customer_events`);
  return (await digestTables(at.pool)) + JSON.stringify(rows);
};

describe('the audit trail', () => {
  it('tells of every action in its list', () => {
    expect([...names].sort()).toEqual([...ALL_ACTIONS].sort());
  });

  it.each(names)('has one row of %s, by its transaction, with who did it', async (name) => {
    const deed = await (DEEDS[name] as () => Promise<Deed>)();
    const before = await countTrail();
    const answer = await deed.done();
    newestMember = await lastId('staff').catch(() => null);
    newestNotification = await lastId('notifications').catch(() => null);
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
    const { order_id } = await placeOrder();
    await admin.post(`/api/orders/${order_id}/cancel`);
    const [{ id: keyId }, one, another] = [await aKey(admin), await canaryCustomer(), await canaryCustomer()];
    await admin.delete(`/api/keys/${keyId}`);
    const [version, namesake] = [await versionOf(one.id), await aNamesake()];
    const before = await countTrail();
    const statuses = [
      await admin.post(`/api/orders/${order_id}/cancel`),
      await admin.post(`/api/orders/${order_id}/undo-confirmation`),
      await admin.patch(`/api/orders/${order_id}`, { amount: 840, notify: true }),
      await admin.post(`/api/keys/${keyId}/rotate`),
      await admin.post('/api/keys', { name: 'Web shop', scopes: ['mango'] }),
      await admin.patch(`/api/customers/${one.id}`, { phone_number: another.phone }, version),
      await admin.patch(`/api/customers/${one.id}`, { name: 'Canary Njeri' }, await versionOf(another.id)),
      await admin.post(`/api/customers/${one.id}/unlink`),
      await admin.post('/api/auth/create-customer', { user_id: namesake.userId }),
    ].map(({ status }) => status);
    expect([statuses, await rowsAfter(before)]).toEqual([[409, 409, 409, 409, 400, 409, 412, 409, 409], []]);
  });

  it('has no row of what was refused to whoever manages accounts', async () => {
    const [other, owner, user, phone] = [await register(at), await anOwner(), await aUser(at.pool), canary(aPhone())];
    await admin.post('/api/auth/add-user-number', { user_id: (await aUser(at.pool)).id, phone_number: phone });
    const before = await countTrail();
    const statuses = [
      await admin.post('/api/auth/add-user-number', { user_id: user.id, phone_number: phone }),
      await admin.post('/api/staff', { email: owner.email, role: 'clerk' }),
      await admin.post('/api/auth/disable-admin', { user_id: adminId }),
      await admin.post('/api/auth/create-reset-code', { user_id: user.id }),
      await at.as(other.token).post('/api/auth/change-password', { old_password: 'x', new_password: 'y'.repeat(15) }),
      await at.as().post('/api/auth/reset-password', { email: other.email, code: 'x', new_password: 'long enough 12' }),
      await at.as().post('/api/auth/admin-register', { ...registration(), email: other.email }),
    ].map(({ status }) => status);
    expect([statuses, await rowsAfter(before)]).toEqual([[409, 409, 409, 404, 403, 401, 409], []]);
  });

  it('has no row of a change that changes nothing', async () => {
    const [{ id }, { id: keyId }, customer] = [await anOwner(), await aKey(admin), await canaryCustomer()];
    await admin.delete(`/api/keys/${keyId}`);
    const [{ order_id }, version] = [await placeOrder(), await versionOf(customer.id)];
    const before = await countTrail();
    const same = { name: 'Canary Kamau', phone_number: customer.phone };
    const statuses = [
      await admin.patch(`/api/staff/${id}`, { role: 'owner', disabled: false }),
      await admin.delete(`/api/keys/${keyId}`),
      await admin.patch(`/api/customers/${customer.id}`, same, version),
      await admin.patch(`/api/orders/${order_id}`, { item: 'Canary crate', amount: '420' }),
      // Its notification still waits, so that there is none to queue.
      await admin.patch(`/api/orders/${order_id}`, { notify: true }),
    ].map(({ status }) => status);
    expect([statuses, await rowsAfter(before)]).toEqual([[200, 200, 200, 200, 200], []]);
  });

  it('names the fields alone that an edit or a correction changed', async () => {
    const [{ id, phone }, { order_id }] = [await canaryCustomer(), await placeOrder()];
    const body = { name: canary('Canary Akinyi'), phone_number: phone };
    const [version, before] = [await versionOf(id), await countTrail()];
    await admin.patch(`/api/customers/${id}`, body, version);
    await admin.patch(`/api/orders/${order_id}`, { item: canary('Canary bag'), amount: '420' });
    await admin.patch(`/api/orders/${order_id}`, { amount: '421' });
    expect((await rowsAfter(before)).map(({ changes }) => changes)).toEqual([
      { name: null },
      { item: null },
      { amount: { before: '420.00', after: '421.00' } },
    ]);
  });

  it('has the amount before as it was when two correct an order at once', async () => {
    const [{ order_id }, before] = [await placeOrder(), await countTrail()];
    const amounts = ['500', '600', '700', '800'];
    await Promise.all(amounts.map((amount) => admin.patch(`/api/orders/${order_id}`, { amount })));
    const changes = (await rowsAfter(before)).map(({ changes: { amount } }) => amount as Record<string, string>);
    expect(changes.map((change) => change.before)).toEqual([
      '420.00',
      ...changes.slice(0, 3).map(({ after }) => after),
    ]);
  });

  it('has a row of one more text that is asked for without a correction', async () => {
    const { order_id, sms } = await placeOrder();
    await at.pool.query(`update notifications set status = 'sent', message_id = 'a' where id = $1`, [sms.id]);
    const before = await countTrail();
    const { json } = await admin.patch(`/api/orders/${order_id}`, { notify: true });
    expect((await rowsAfter(before)).map(({ action, subject, changes }) => [action, subject, changes])).toEqual([
      ['notification-resent', ['notification', json.sms.id], { status: { before: null, after: 'queued' } }],
    ]);
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
