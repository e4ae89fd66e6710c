import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/database/database.js';
import { AFTER_ALL_IDS } from '../../src/database/pages.js';
import { AuditEventsRepository } from '../../src/events/audit-events.repository.js';
import { PlanWatch } from '../support/plan-watch.js';
import { faultyFields } from '../support/problems.js';
import { type Answer, type ApiClient, startApp, type TestApp } from '../support/test-app.js';

/** A UUID that ends with a number. */
const anId = (n: number | string): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

const ROWS = 60_000;
/** Newest of the seeded rows, which are a minute apart. */
const LAST = '2024-06-30T12:00:00Z';

/**
 * Seeds rows a minute apart, by 1,000 actors upon 500 subjects. One in 3,000 is an invitation.
 * Only a superuser gets past the trigger that tells the time.
 */
const seedSql = `
  set session_replication_role = replica;
  insert into audit_events (id, at, actor_kind, actor_id, action, subject_kind, subject_id, changes)
  select (lpad(to_hex((extract(epoch from t.at) * 1000)::bigint), 12, '0') || '70008' || lpad(n::text, 15, '0'))::uuid, t.at,
         'admin', ('00000000-0000-7000-8000-' || lpad((n % 1000)::text, 12, '0'))::uuid,
         case when n % 3000 = 0 then 'staff-invited' else 'order-cancelled' end,
         'order', ('00000000-0000-7000-8000-' || lpad((n % 500)::text, 12, '0'))::uuid,
         '{"status": {"before": "pending", "after": "cancelled"}}'
  from generate_series(1, ${ROWS}) n
       cross join lateral (select timestamptz '${LAST}' - make_interval(mins => ${ROWS} - n) as at) t;
  set session_replication_role = origin`;

let at: TestApp;
let admin: ApiClient;
beforeAll(async () => {
  at = await startApp();
  admin = await at.asAdmin();
  await at.pool.query('set session_replication_role = replica; delete from audit_events; reset all');
  await at.pool.query(seedSql);
  await at.pool.query('analyze');
});
afterAll(() => at.close());

const list = (query: Record<string, string | number>): Promise<Answer> =>
  admin.get(`/api/audit?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`);
const timesOf = ({ json }: Answer): string[] => json.events.map((event: { at: string }) => event.at);

describe('GET /api/audit', () => {
  it('lists events newest first, each with who did what to whom', async () => {
    const { status, json } = await list({ per_page: 2 });
    expect([status, json.total, json.events.length]).toEqual([200, ROWS, 2]);
    expect(json.events[0]).toEqual({
      ...{ id: expect.any(String), at: '2024-06-30T12:00:00.000Z', actor_kind: 'admin', actor_id: anId(0) },
      ...{ action: 'staff-invited', subject_kind: 'order', subject_id: anId(0), request_id: null, ip: null },
      changes: { status: { before: 'pending', after: 'cancelled' } },
    });
    expect(json.events[1].at).toBe('2024-06-30T11:59:00.000Z');
  });

  it.each([
    [{ actor: anId(7) }, 60],
    [{ action: 'staff-invited' }, 20],
    [{ action: 'key-made' }, 0],
    [{ subject: anId(7) }, 120],
    [{ actor: anId(7), subject: anId(7), action: 'order-cancelled' }, 60],
    [{ actor: anId(7), subject: anId(8) }, 0],
    [{ from: '2024-06-30T11:50:00Z' }, 11],
    [{ from: '2024-06-30T11:50:00.001Z' }, 10],
    // Days of Nairobi, which begin at 21:00 UTC. The first row is of 20:01 UTC.
    [{ to: '2024-05-19' }, 59],
    [{ to: '2024-05-20' }, 1499],
    [{ from: '2024-06-29', to: '2024-06-29' }, 1440],
    [{ from: '2024-06-28T21:00Z', to: '2024-06-29' }, 1440],
    [{ from: '2024-06-30', to: '9999-12-31' }, 901],
    [{ from: '1970-01-01', to: '1970-01-01' }, 0],
    [{ from: '1970-01-01' }, ROWS],
    [{ from: '2024-07-01T11:49:00+23:59' }, 11],
    [{ from: '2024-06-30T03:00:00+03:00', to: '2024-06-30T03:01:00+03:00' }, 1],
    [{ from: '2024-06-30', to: '2024-06-29' }, 0],
    [{ actor: anId(7), from: '2024-06-29', to: '2024-06-30' }, 2],
  ])('filters by %j', async (filter, total) => {
    const { status, json } = await list({ ...filter, per_page: 1 });
    expect([status, json.total]).toEqual([200, total]);
  });

  it('goes through a filtered list by cursor, with no event twice and none left out', async () => {
    const filter = { actor: anId(7), per_page: 25 };
    let answer = await list(filter);
    const times = timesOf(answer);
    for (; answer.json.next_cursor !== null; times.push(...timesOf(answer)))
      answer = await list({ ...filter, cursor: answer.json.next_cursor });
    expect([times.length, new Set(times).size, [...times].sort().reverse()]).toEqual([60, 60, times]);
  });

  it('takes a plus sign that was not encoded, as in an address that was typed', async () => {
    const { json } = await admin.get('/api/audit?from=2024-06-30T14:50:00+03:00');
    expect(json.total).toBe(11);
  });

  it.each([
    [{ actor: 'achieng' }, ['actor']],
    [{ subject: "'; drop table audit_events" }, ['subject']],
    [{ action: 'mango' }, ['action']],
    [{ from: 'yesterday' }, ['from']],
    [{ from: '2024-02-30' }, ['from']],
    [{ to: '2024-06-30T12:00:00' }, ['to']],
    [{ to: '24:00' }, ['to']],
    [{ from: '0001-01-01' }, ['from']],
    [{ to: '9999-12-31T23:00:00-05:00' }, ['to']],
    [{ from: '2024-06-31T00:00:00Z', to: '%' }, ['from', 'to']],
    [{ since: '2024-06-30' }, ['since']],
    [{ offset: '3' }, ['offset']],
  ])('refuses %j', async (query, fields) => {
    const answer = await list(query as Record<string, string>);
    expect([answer.status, faultyFields(answer)]).toEqual([400, fields]);
  });

  it.each([
    ['no filter', {}, 'audit_events_pkey'],
    ['actor', { actor: anId(7) }, 'audit_events_actor_id_idx'],
    ['action', { action: 'staff-invited' }, 'audit_events_action_idx'],
    ['subject', { subject: anId(7) }, 'audit_events_subject_id_idx'],
    ['from and to', { from: '2024-06-01', to: '2024-06-01T01:00:00Z' }, 'audit_events_pkey'],
    ['to', { to: '2024-05-20T12:00:00Z', per_page: 5 }, 'audit_events_pkey'],
  ])('reads a page by an index, and no row beside it: %s', async (_, filter, index) => {
    const watch = await PlanWatch.over(at);
    const cursor = Buffer.from(AFTER_ALL_IDS).toString('base64url');
    const plans = await watch.during(() => list({ ...filter, cursor }));
    const [{ nodes } = { nodes: [] }, ...others] = plans.filter(({ text }) => text.includes('audit_events'));
    expect(others).toEqual([]);
    expect(nodes.flatMap((node) => node['Index Name'] ?? [])).toEqual([index]);
    expect(nodes.map((node) => node['Node Type']).filter((type) => /Seq Scan|Sort/.test(type))).toEqual([]);
  });

  it('finds who was erased since a time by the index of actions', async () => {
    const watch = await PlanWatch.over(at);
    const [events, { db }] = [at.app.get(AuditEventsRepository), at.app.get(Database)];
    const plans = await watch.during(() => events.erasuresSince(db, '2024-06-01T00:00:00.000000Z', 10));
    const nodes = plans.flatMap((plan) => plan.nodes);
    expect(nodes.flatMap((node) => node['Index Name'] ?? [])).toEqual(['audit_events_action_idx']);
    expect(nodes.map((node) => node['Node Type']).filter((type) => /Seq Scan/.test(type))).toEqual([]);
  });
});

describe('the task drop-audit-months', () => {
  it('drops the months that AUDIT_MONTHS does not keep, as the role of the service', async () => {
    const kept = `select count(*)::int as n from audit_events where at >= date_trunc('month', now(), 'UTC') - interval '24 months'`;
    const [before, repository] = [(await at.pool.query(kept)).rows[0].n, at.app.get(AuditEventsRepository)];
    for (let dropped = -1; dropped !== 0; ) dropped = await repository.dropOld(24);
    const { rows } = await at.pool.query('select count(*)::int as n from audit_events');
    expect(rows[0].n).toBe(before);
  });
});
