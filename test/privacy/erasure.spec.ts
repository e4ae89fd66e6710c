import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256 } from '../../src/digests.js';
import { OutcomesRepository } from '../../src/notifications/sending/outcomes.repository.js';
import { HELD, SendingMarkRepository } from '../../src/notifications/sending/sending-mark.repository.js';
import { SummarySumsRepository } from '../../src/notifications/summary/summary-sums.repository.js';
import { type CarrierApp, startCarrierApp } from '../support/carrier-app.js';
import { aCustomer, aPhone, aUser, someOrders } from '../support/factories.js';
import { aMember, send, signInWithGoogle } from '../support/staff.js';
import type { Answer } from '../support/test-app.js';
import { waitFor } from '../support/waiting.js';
import { aPerson, type Person, settle } from './person.js';
import { leaveHistory } from './personal-history.js';
import { findWords, wordColumns } from './whole-database.js';

let at: CarrierApp;
beforeAll(async () => {
  at = await startCarrierApp({ OPEN_INTAKE: 'on' });
});
afterAll(() => at.close());

const shortDigest = (text: string): string => sha256(text).toString('base64url').slice(0, 22);
const erase = (id: string, body: object = {}): Promise<Answer> => at.api.delete(`/api/customers/${id}`, body);

/** Everything by which the person can be known, as it may stand in a row. */
const tracesOf = ({ name, phone, email, subject, item, key, userId }: Person): string[] => [
  ...[name, name.split(' ')[0] as string, phone, email, subject, item, key],
  ...[shortDigest(phone), shortDigest(email)],
  userId,
];

/** What the shop adds up: orders by day and status, SMS by day, what they cost, and the budget. */
async function totals(): Promise<unknown> {
  const read = async (text: string) => (await at.pool.query(text)).rows;
  return {
    orders: await read(
      `select created_at::date as day, status, currency, count(*), sum(amount) from orders group by 1, 2, 3 order by 1, 2, 3`,
    ),
    sms: await read(
      `select sent_at::date as day, count(*), sum(segments) as segments, sum(cost) as cost from sent_messages group by 1`,
    ),
    notifications: await read('select status, count(*), sum(segments) from notifications group by 1 order by 1'),
    events: await read('select count(*) from notification_events'),
    budget: await read('select * from sms_days order by day'),
    summary: (await at.api.get('/api/notifications/summary?days=3')).json,
    sums: await read(
      `select began_at, status, currency, sum(entries) as entries, sum(segments) as segments, sum(cost) as cost
       from (select * from summary_sums union all select * from summary_changes) s
       group by 1, 2, 3 order by 1, 2, 3`,
    ),
    customers: (await at.api.get('/api/lookup/all-customers')).json.total,
    statement: (await at.api.get('/api/orders')).json.length,
  };
}

/** Every column that may hold words, and whether these may tell of a customer. */
const PERSONAL = [
  'customer_events.changes',
  'customer_events.note',
  'customer_phrases.phrase',
  'customers.name',
  'customers.phone',
  'delivery_reports.phone',
  'identities.email',
  'identities.subject',
  'identity_addresses.email',
  'import_rows.cells',
  'import_rows.import_key',
  'identity_addresses.subject',
  'login_attempts.source',
  'login_sources.account',
  'login_sources.source',
  'notifications.body',
  'notifications.phone',
  'order_events.changes',
  'order_events.note',
  'orders.idempotency_key',
  'orders.import_key',
  'orders.item',
  'orders.request_hash',
  'quotas.source',
  'sessions.digest',
  'sessions.subject',
  'staff.invited_email',
  'staff.subject',
  'users.email',
  'users.name',
  'users.phone',
];
const NOT_PERSONAL = [
  // Of the audit trail, which has no value of a personal field. See its own test.
  'audit_events.action',
  'audit_events.actor_kind',
  'audit_events.changes',
  'audit_events.request_id',
  'audit_events.subject_kind',
  // Of keys, which are the shop's.
  'api_keys.digest',
  'api_keys.last_used_from',
  'api_keys.name',
  'api_keys.previous_digest',
  'api_keys.scopes',
  'customer_events.actor_kind',
  'customer_events.kind',
  'customer_events.via',
  'customers.added_by_kind',
  'customers.added_via',
  'customers.code',
  'delivery_reports.failure_reason',
  'delivery_reports.message_id',
  'delivery_reports.network_code',
  'delivery_reports.status',
  'identities.provider',
  'identity_addresses.provider',
  'import_rows.faults',
  'import_rows.state',
  'imports.columns',
  'imports.kind',
  'imports.started_by_kind',
  'migrations.name',
  'notification_events.from_status',
  'notification_events.message_id',
  'notification_events.reason',
  'notification_events.to_status',
  'notifications.customer_code',
  'notifications.encoding',
  'notifications.kind',
  'notifications.message_id',
  'notifications.network_code',
  'notifications.reason',
  'notifications.status',
  'order_changes.currency',
  'order_events.actor_kind',
  'order_events.kind',
  'order_events.via',
  'orders.currency',
  'orders.status',
  // Of admins, whose accounts are the shop's.
  'password_resets.digest',
  'scheduled_tasks.fault',
  'scheduled_tasks.name',
  'sending_mark.server',
  'sent_messages.currency',
  'sent_messages.message_id',
  'sessions.provider',
  'shop.time_zone',
  'sms_templates.kind',
  'sms_templates.template',
  'staff.role',
  'summary_changes.currency',
  'summary_changes.status',
  'summary_sums.currency',
  'summary_sums.status',
  'used_states.digest',
  'users.password_hash',
  'users.role',
  'write_probes.filler',
  'order_sums.currency',
  'summary_changes.network_code',
  'summary_sums.network_code',
];

describe('the columns of the schema', () => {
  it('are each known to hold words about a person, or not', async () => {
    expect(await wordColumns(at.pool)).toEqual([...PERSONAL, ...NOT_PERSONAL].sort());
  });
});

describe('GET /api/customers/:id/export', () => {
  it('has everything that names the person, with what each text said', async () => {
    const person = await aPerson(at);
    const { json, text } = await at.api.get(`/api/customers/${person.id}/export`);
    const { name, phone, email, subject, item, orderIds } = person;
    expect([name, phone, email, subject, item].filter((each) => !text.includes(each))).toEqual([]);
    expect(json.orders.map((order: { id: string }) => order.id)).toEqual(orderIds);
    expect(json.notifications.map((each: { text: string }) => each.text)).toEqual(
      Array(2).fill(expect.stringContaining(name.split(' ')[0] as string)),
    );
    expect([json.identities.length, json.sessions.length]).toEqual([1, 1]);
  });

  it('has what happened to the customer and to each order, and names nobody else who did it', async () => {
    const person = await aPerson(at);
    const words = await leaveHistory(at, person);
    const { json, text } = await at.api.get(`/api/customers/${person.id}/export`);
    expect([...words, person.key].filter((each) => !text.includes(each))).toEqual([]);
    const kinds = (events: { kind: string }[]) => events.map(({ kind }) => kind);
    expect(kinds(json.history)).toEqual(['registered', 'corrected', 'corrected', 'unlinked', 'joined']);
    expect(json.orders.map((order: { history: { kind: string }[] }) => kinds(order.history))).toEqual([
      ['placed', 'confirmed'],
      ['placed', 'cancelled'],
      ['placed', 'corrected', 'cancelled'],
      ['placed', 'confirmed'],
    ]);
    const events = [json, ...json.orders].flatMap(({ history }) => history);
    const actors = new Set(events.map(({ actor_kind, actor_id }) => `${actor_kind} ${actor_id}`));
    expect([...actors].sort()).toEqual(['admin null', `user ${person.userId}`]);
  });
});

describe('DELETE /api/customers/:id', () => {
  it('leaves nothing in any table by which the person can be known, and changes no sum', async () => {
    const person = await aPerson(at);
    await leaveTraces(person);
    const traces = [...tracesOf(person), ...(await leaveHistory(at, person))];
    await sumDayBefore(person);
    const before = await totals();
    expect((await findWords(at.pool, traces)).length).toBeGreaterThan(28);
    const { status, json } = await erase(person.id, { items: 'blank' });
    expect([status, json.account]).toEqual([200, 'erased']);
    // The audit trail keeps the id of the account, which leads to no row any more.
    expect(await findWords(at.pool, traces)).toEqual([`audit_events: ${person.userId}`]);
    expect((await at.pool.query('select 1 from users where id = $1', [person.userId])).rows).toEqual([]);
    expect(await totals()).toEqual(before);
  });

  it('keeps what was ordered, unless the items are to go too', async () => {
    const person = await aPerson(at);
    await erase(person.id);
    const order = async () => (await at.api.get(`/api/orders/${person.orderIds[0]}`)).json.order;
    expect(await order()).toMatchObject({ item: person.item, amount: '420.00', status: 'confirmed', phone: null });
    await erase(person.id, { items: 'blank' });
    expect(await order()).toMatchObject({ item: '(erased)', amount: '420.00', status: 'confirmed' });
  });

  it('changes nothing more when it comes again', async () => {
    const { id } = await aCustomer(at.pool);
    const [first, second] = [await erase(id), await erase(id)];
    expect([second.status, second.json]).toEqual([200, first.json]);
  });

  it('ends the sessions of the person at once', async () => {
    const person = await aPerson(at);
    expect((await person.browser.open('/profile')).status).toBe(200);
    await erase(person.id);
    expect((await person.browser.open('/profile')).headers.get('location')).toBe('/');
  });

  it('lets the number and the Google account come back as somebody new', async () => {
    const person = await aPerson(at);
    await erase(person.id);
    const again = await at.api.post('/api/customer', { name: 'Somebody else', phone: person.phone });
    expect([again.status, again.json.customer.customer_code === person.code]).toEqual([201, false]);
    await signInWithGoogle(at, { email: person.email, subject: person.subject });
    const { rows } = await at.pool.query('select id from users where email = $1', [person.email]);
    expect([rows.length, rows[0].id === person.userId]).toEqual([1, false]);
    const statement = await at.api.get(`/api/order/${person.phone}`);
    expect(statement.json.orders).toEqual([]);
  });

  /** Moves what was sent to the person to the day before, and has it summed for the summaries. */
  async function sumDayBefore({ code }: Person): Promise<void> {
    const sent = `notification_id in (select id from notifications where customer_code = '${code}')`;
    await at.pool.query(`update sent_messages set sent_at = sent_at - interval '1 day' where ${sent}`);
    await at.pool.query(
      `update notifications set created_at = created_at - interval '1 day' where customer_code = '${code}'`,
    );
    const isSummed = async (): Promise<boolean> => {
      await at.app.get(SummarySumsRepository).step();
      return (await at.pool.query('select from summary_sums')).rowCount !== 0;
    };
    expect(await waitFor(isSummed, (summed) => summed)).toBe(true);
  }

  /** Fills the tables that an order alone does not fill. */
  async function leaveTraces(person: Person): Promise<void> {
    await at.as().post('/api/order', { phone: person.phone, item: person.item, amount: '1' });
    await settle(at, person.code);
    await at.pool.query(`update orders set status = 'confirmed', confirmed_at = now() where status = 'pending'`);
    const login = { email: person.email, password: 'correct horse battery', api_key: '123456721' };
    await at.as().post('/api/auth/login', login);
    await at.pool.query(`insert into delivery_reports (message_id, status, phone) values ('kept-before', 'Sent', $1)`, [
      person.phone,
    ]);
    await at.pool.query('update users set erasure_asked_at = now() where id = $1', [person.userId]);
    await leaveImport(person);
  }

  /** Rows of a file: with the number, without it, and as the customer. And an order that a reference names. */
  async function leaveImport({ id, name, phone, item, orderIds }: Person): Promise<void> {
    await at.pool.query(
      `with made as (insert into imports (id, kind, columns, made_by) values ($1, 'orders', '{}', $1) returning id)
       insert into import_rows (import_id, position, state, cells, faults, subject_id)
       select id, position, state, cells, '[]', subject
       from made cross join (values (2, 'new', jsonb_build_object('phone', $2::text, 'item', $3::text), null),
                                    (3, 'wrong', jsonb_build_object('name', $4::text, 'phone', '12'), null),
                                    (4, 'known', jsonb_build_object('name', $4::text), $1::uuid)) as rows (position, state, cells, subject)`,
      [id, phone, item, name],
    );
    await at.pool.query(`update orders set import_key = sha256($2::bytea) where id = $1`, [orderIds[0], name]);
  }
});

describe('DELETE /api/customers/:id, refused', () => {
  const refusal = async (id: string): Promise<unknown[]> => {
    const { status, json } = await erase(id);
    const { rows } = await at.pool.query('select name is not null as named, erased_at from customers where id = $1', [
      id,
    ]);
    return [status, json.type, json.detail, rows[0].named, rows[0].erased_at];
  };

  it('names the pending orders, and erases nothing', async () => {
    const { id } = await aCustomer(at.pool);
    await someOrders(at.pool, id, 7);
    const { rows } = await at.pool.query('select number::text from orders where customer_id = $1 order by number', [
      id,
    ]);
    const named = rows.slice(0, 5).map(({ number }) => `order ${number}`);
    expect(await refusal(id)).toEqual([
      ...[409, '/problems/erasure-before-delivery'],
      `Pending: ${named.join(', ')} and 2 more. Confirm or cancel it first. Nothing was erased.`,
      ...[true, null],
    ]);
  });

  it.each(['queued', 'sending'])('names the order whose SMS is %s, and erases nothing', async (status) => {
    const { id, code } = await aCustomer(at.pool);
    await someOrders(at.pool, id, 1);
    const { rows } = await at.pool.query(
      `update orders set status = 'confirmed', confirmed_at = now() where customer_id = $1 returning number`,
      [id],
    );
    const later = `due_at = now() + interval '1 day', status = $2, leased_until = case when $2 = 'sending' then now() + interval '1 day' end`;
    await settle(at, code);
    await at.pool.query(`update notifications set ${later} where customer_code = $1`, [code, status]);
    expect(await refusal(id)).toEqual([
      ...[409, '/problems/erasure-before-sms'],
      `An SMS is on its way about order ${rows[0].number}. Wait until it has gone out. Nothing was erased.`,
      ...[true, null],
    ]);
  });

  const customerOf = async (userId: string): Promise<string> => {
    const { id } = await aCustomer(at.pool);
    await at.pool.query('update customers set user_id = $2 where id = $1', [id, userId]);
    return id;
  };

  it('keeps somebody who has a role in the shop, until the role is disabled', async () => {
    const member = await aMember(at, 'clerk');
    const id = await customerOf(member.userId);
    expect((await refusal(id)).slice(0, 2)).toEqual([409, '/problems/account-of-staff']);
    await at.api.patch(`/api/staff/${member.id}`, { disabled: true });
    expect((await erase(id)).json.account).toBe('erased');
    expect(await findWords(at.pool, [member.userId, member.email])).toEqual([]);
  });

  it('leaves what somebody placed as staff in the histories as done by staff', async () => {
    const member = await aMember(at, 'clerk');
    const body = { customer_code: (await aCustomer(at.pool)).code, item: 'Mango', amount: 1, notify: false };
    const { order_id } = (await send(member.browser, 'POST', '/api/orders/create', body)).json;
    await at.api.patch(`/api/staff/${member.id}`, { disabled: true });
    expect((await erase(await customerOf(member.userId))).json.account).toBe('erased');
    const { history } = (await at.api.get(`/api/orders/${order_id}/history`)).json;
    expect(history).toMatchObject([{ kind: 'placed', actor_kind: 'staff', actor_id: member.userId }]);
  });

  it('keeps somebody whom STAFF_EMAILS lists', async () => {
    await signInWithGoogle(at, { email: 'staff@example.com' });
    const { rows } = await at.pool.query(`select id from users where email = 'staff@example.com'`);
    expect((await refusal(await customerOf(rows[0].id))).slice(0, 2)).toEqual([409, '/problems/account-of-staff']);
  });

  it('leaves the account of an admin alone, which works for the shop', async () => {
    const { rows } = await at.pool.query(`select id from users where role = 'admin' limit 1`);
    const { json } = await erase(await customerOf(rows[0].id));
    expect([json.account, json.customer.user_id]).toEqual(['kept', null]);
    expect((await at.api.get('/api/lookup/all-users')).status).toBe(200);
  });
});

describe('a customer who was erased', () => {
  let person: Person;
  let notificationId: string;
  beforeAll(async () => {
    person = await aPerson(at);
    const text = 'select id from notifications where customer_code = $1 order by id limit 1';
    notificationId = (await at.pool.query(text, [person.code])).rows[0].id;
    await erase(person.id);
  });

  it('stands without name and number in every list and look-up', async () => {
    const { id, code, orderIds } = person;
    const erased = { customer_code: code, name: null, phone_number: null, email: null, user_id: null };
    const list = async (path: string, body: object) => (await at.api.post(path, body)).json;
    const { customers } = (await at.api.get('/api/lookup/all-customers')).json;
    expect(customers.find((each: { id: string }) => each.id === id)).toMatchObject(erased);
    for (const named of [{ customer_code: code }, { customer_id: id }]) {
      const { customer, orders } = await list('/api/orders/customer/all-orders', named);
      expect(customer).toMatchObject({ ...erased, erased_at: expect.stringMatching(/Z$/) });
      expect(orders.map((order: { id: string }) => order.id).sort()).toEqual([...orderIds].sort());
    }
    const order = { customer_code: code, customer_name: null, phone: null };
    expect((await list('/api/orders/all-orders', {})).orders).toContainEqual(expect.objectContaining(order));
    expect((await at.api.get(`/api/orders/${orderIds[1]}`)).json.order).toMatchObject(order);
  });

  it('stands without name and number in the arrays of the phone API, whole and by the page', async () => {
    for (const more of ['', '?limit=1000']) {
      const customers = (await at.api.get(`/api/customers${more}`)).json;
      expect(customers).toContainEqual(expect.objectContaining({ customer_id: person.id, name: null, phone: null }));
      const orders = (await at.api.get(`/api/orders${more}`)).json;
      const order = { order_id: person.orderIds[0], customer: null, phone: null, customer_code: person.code };
      expect(orders).toContainEqual(expect.objectContaining(order));
    }
  });

  it('has notifications with segments and cost, without number and text', async () => {
    const { notification } = (await at.api.get(`/api/notifications/${notificationId}`)).json;
    expect(notification).toMatchObject({ phone: null, text: null, segments: 1, cost: expect.any(String) });
    const listed = (await at.api.get(`/api/notifications?customer_code=${person.code}`)).json.notifications;
    expect(listed.map((each: { phone: null }) => each.phone)).toEqual([null, null]);
  });

  it('gets no order and no text any more', async () => {
    const placed = await at.api.post('/api/orders', { customer_code: person.code, item: 'Mango', amount: '1' });
    const taken = await at.as().post('/api/order', { customer_code: person.code, item: 'Mango', amount: '1' });
    const keyed = await at.api.post(
      '/api/orders',
      { customer_code: person.code, item: 'Mango', amount: '1' },
      {
        'Idempotency-Key': person.key,
      },
    );
    expect([placed.status, taken.status, keyed.status]).toEqual([404, 404, 404]);
    await at.pool.query(`update notifications set status = 'failed' where id = $1`, [notificationId]);
    const { status, json } = await at.resend(notificationId);
    expect([status, json.type]).toEqual([409, '/problems/notification-erased']);
  });

  it('is found by code, and not by the name or the number', async () => {
    const find = async (query: string) => (await at.api.get(`/api/customers?${query}`)).json.length;
    const [name, phone] = [person.name.split(' ')[0], encodeURIComponent(person.phone)];
    expect([await find(`q=${person.code}`), await find(`q=${name}`), await find(`phone=${phone}`)]).toEqual([1, 0, 0]);
  });

  it('has another version than before, and a history that says who erased and nothing of the person', async () => {
    const { history } = (await at.api.get(`/api/customers/${person.id}/history`)).json;
    expect(history.map(({ kind, actor_kind }: { kind: string; actor_kind: string }) => [kind, actor_kind])).toEqual([
      ['registered', 'admin'],
      ['erased', 'admin'],
    ]);
    const empty = ['name', 'phone_number', 'user_id'].map((field) => ({ field, before: null, after: null }));
    expect(history[1].changes).toEqual(empty);
  });

  it('cannot be corrected, unlinked or joined', async () => {
    const path = `/api/customers/${person.id}`;
    for (const refused of [
      await at.api.patch(path, { name: 'Wanjiru' }, { 'If-Match': '*' }),
      await at.api.patch(path, { phone_number: person.phone }, { 'If-Match': '*' }),
      await at.api.post(`${path}/unlink`),
    ])
      expect([refused.status, refused.json.type]).toEqual([409, '/problems/customer-erased']);
    const { id } = await aUser(at.pool);
    await at.api.post('/api/auth/add-user-number', { user_id: id, phone_number: aPhone() });
    const joined = await at.api.post('/api/auth/create-customer', { user_id: id, join: person.code });
    expect([joined.status, joined.json.type]).toEqual([409, '/problems/nobody-to-join']);
  });

  it('has no confirmation that could be undone', async () => {
    const { status, json } = await at.api.post(`/api/orders/${person.orderIds[0]}/undo-confirmation`);
    expect([status, json.type]).toEqual([409, '/problems/customer-erased']);
  });

  it('is exported with what is left', async () => {
    const { json } = await at.api.get(`/api/customers/${person.id}/export`);
    expect(json).toMatchObject({
      customer: { name: null, phone_number: null },
      user: null,
      identities: [],
      sessions: [],
    });
    expect([json.orders.length, json.notifications.length, json.delivery_reports]).toEqual([2, 2, []]);
  });
});

describe('what comes after an erasure', () => {
  const reported = async (phone: string, messageId: string): Promise<unknown[]> => {
    await at.sendReport({ id: messageId, status: 'Success', phoneNumber: phone, networkCode: '63902' });
    return (await at.pool.query('select phone from delivery_reports where message_id = $1', [messageId])).rows;
  };

  it('a report about a sent SMS is taken, and does not bring the number back', async () => {
    const person = await aPerson(at);
    await at.pool.query(`update notifications set status = 'sent' where customer_code = $1`, [person.code]);
    const text = 'select id, message_id from notifications where customer_code = $1 order by id limit 1';
    const { id, message_id } = (await at.pool.query(text, [person.code])).rows[0];
    await erase(person.id);
    expect(await reported(person.phone, message_id)).toEqual([]);
    expect((await at.notification(id)).status).toBe('delivered');
    expect(await findWords(at.pool, [person.phone])).toEqual([]);
  });

  it('a report about an SMS whose answer was lost does not bring the number back', async () => {
    const person = await aPerson(at);
    await lose(person.code);
    await erase(person.id);
    expect(await reported(person.phone, 'lost-answer')).toEqual([{ phone: null }]);
    expect(await findWords(at.pool, [person.phone])).toEqual([]);
  });

  it('the late answer of a worker, and a release after a restore, queue nothing again', async () => {
    const person = await aPerson(at);
    const claim = '0192d3a0-7c1f-7e2b-9a43-3f6d2c1b0a42';
    await lose(person.code, claim);
    const text = 'select id from notifications where customer_code = $1';
    const [{ id }] = (await at.pool.query(text, [person.code])).rows;
    await erase(person.id);
    expect(await at.app.get(OutcomesRepository).defer({ id, claim }, 'busy', 5, 0)).toBeNull();
    await at.app.get(SendingMarkRepository).release();
    expect((await at.notification(id)).status).toBe('unknown');
  });

  const lose = (code: string, claim: string | null = null) =>
    at.pool.query(
      `update notifications set status = 'unknown', message_id = null, claim = $2, reason = $3, handed_over_at = now()
       where customer_code = $1`,
      [code, claim, HELD],
    );
});
