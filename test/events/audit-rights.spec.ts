import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { migrate } from '../../src/database/migrate.js';
import { asSuperuser, makeName, USUAL, urlWith } from '../support/odd-databases.js';
import { createDatabase, type TestDatabase } from '../support/test-database.js';

const INSERT = `
  insert into audit_events (actor_kind, action, subject_kind) values ('nobody', 'admin-login-failed', 'admin')
  returning id, at`;
/** Rows of the first day of the month so many months ago. Their trigger is the superuser's to skip. */
const insertOld = (months: number) => `
  set session_replication_role = replica;
  insert into audit_events (id, at, actor_kind, action, subject_kind)
  select (lpad(to_hex((extract(epoch from t.at) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 19))::uuid,
         t.at, 'nobody', 'admin-login-failed', 'admin'
  from (select date_trunc('month', now(), 'UTC') - make_interval(months => ${months}) as at) t;
  set session_replication_role = origin`;

async function run<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client
    .query<Row>(text)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

const codeOf = (url: string, text: string): Promise<string> =>
  run(url, text).then(
    () => 'done',
    (error) => error.code,
  );

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

describe('audit_events', () => {
  it.each([
    ["update audit_events set action = 'x'"],
    ['delete from audit_events'],
    ['truncate audit_events'],
    ['truncate audit_events cascade'],
    ['merge into audit_events e using (select 1) s on true when matched then delete'],
    ['alter table audit_events disable trigger all'],
    ['alter table audit_events add column more text'],
    ['drop trigger audit_events_refuse_delete on audit_events'],
    ['drop table audit_events'],
    ['drop function audit_events_drop(integer)'],
    ['create or replace function audit_events_refuse() returns trigger language sql as $$ select null $$'],
    ['set session_replication_role = replica'],
    ['set role agiza_owner'],
    ['select * from audit_events for update'],
  ])('is closed to the role of the service: %s', async (text) => {
    await run(database.url, INSERT);
    expect(await codeOf(database.url, text)).toBe('42501');
  });

  it.each([
    ["update audit_events set action = 'x'"],
    ["update audit_events set action = 'x' where false"],
    ['delete from audit_events'],
    ['truncate audit_events'],
    ["set agiza.drops_audit_events = 'on'; delete from audit_events"],
    ["insert into audit_events select * from audit_events on conflict (id) do update set action = 'x'"],
  ])('is closed by its trigger to the role that owns it: %s', async (text) => {
    await run(database.url, INSERT);
    expect(await codeOf(database.migrationUrl, text)).toBe('42501');
  });

  it('has the time and the id that the database gives, whatever is inserted', async () => {
    const [row] = await run<{ id: string; at: Date; version: number; ms: string; now: Date }>(
      database.url,
      `insert into audit_events (id, at, actor_kind, action, subject_kind)
       values ('00000000-0000-7000-8000-000000000000', '2001-01-01', 'nobody', 'admin-login-failed', 'admin')
       returning id, at, now() as now, ('x' || replace(left(id::text, 13), '-', ''))::bit(48)::bigint as ms`,
    );
    expect(row?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Math.abs(Number(row?.at) - Number(row?.now))).toBeLessThan(10_000);
    expect(Number(row?.ms)).toBe(Number(row?.at));
  });
});

describe('audit_events_drop', () => {
  const countOld = async () =>
    (await database.pool.query(`select count(*)::int as n from audit_events where at < now() - interval '40 days'`))
      .rows[0].n;

  it('drops the months beyond the number, to the day, and no other row', async () => {
    for (const months of [11, 12, 13, 24, 25, 30]) await database.pool.query(insertOld(months));
    await database.pool.query(insertOld(24).replace(' as at)', " - interval '1 ms' as at)"));
    const dropped = async (keep: number) =>
      (await run<{ n: number }>(database.url, `select audit_events_drop(${keep}) as n`))[0]?.n;
    expect([await dropped(24), await countOld()]).toEqual([3, 4]);
    expect([await dropped(24), await countOld()]).toEqual([0, 4]);
    expect([await dropped(12), await countOld()]).toEqual([2, 2]);
  });

  it.each([700, 1200])('drops nothing when it keeps %s months, which began before 1970', async (keep) => {
    await database.pool.query(insertOld(30));
    const before = await countOld();
    expect(await run(database.url, `select audit_events_drop(${keep}) as n`)).toEqual([{ n: 0 }]);
    expect(await countOld()).toBe(before);
  });

  it.each([
    ...['11', '1', '0', '-1', '-2147483648', 'null'].map((months) => `select audit_events_drop(${months})`),
    "set agiza.drops_audit_events = 'on'; delete from audit_events",
  ])('cannot be made to drop what is younger than 12 months: %s', async (text) => {
    const before = (await database.pool.query('select count(*)::int as n from audit_events')).rows[0].n;
    expect(['42501', '22008']).toContain(await codeOf(database.url, text));
    expect((await database.pool.query('select count(*)::int as n from audit_events')).rows[0].n).toBe(before);
  });

  it('may be called by the role of the service alone', async () => {
    const stranger = makeName();
    await asSuperuser([`create role ${stranger} login password 'canary'`]);
    const url = urlWith({ username: stranger, password: 'canary' }, database.url);
    const code = await codeOf(url, 'select audit_events_drop(24)');
    await asSuperuser([`drop role ${stranger}`]);
    expect(code).toBe('42501');
  });

  it('leaves the trail closed to the transaction that called it', async () => {
    await database.pool.query(insertOld(13));
    const text = 'begin; select audit_events_drop(24); delete from audit_events; commit';
    expect(await codeOf(database.migrationUrl, text)).toBe('42501');
  });
});

describe('migrate', () => {
  it('grants a new role of the service what it needs, and takes back what opens the trail', async () => {
    const [role, name] = [makeName(), new URL(database.url).pathname.slice(1)];
    await asSuperuser([`create role ${role} login password 'canary'`]);
    const url = urlWith({ username: role, password: 'canary', pathname: name });
    const lines: string[] = [];
    const options = { ...USUAL, MIGRATION_DATABASE_URL: database.migrationUrl };
    await migrate(url, (line) => lines.push(line), options);
    await database.pool.query(`grant all on all tables in schema public to ${role}`);
    const open = await codeOf(url, "update audit_events set action = 'x'");
    await migrate(url, (line) => lines.push(line), options);
    const rights = await run(
      url,
      `select has_table_privilege('audit_events', 'update, delete, truncate, trigger') as open,
              has_table_privilege('audit_events', 'insert') and has_table_privilege('orders', 'delete') as works`,
    );
    await database.pool.query(`drop owned by ${role}; drop role ${role}`);
    expect([open, rights, lines]).toEqual(['42501', [{ open: false, works: true }], []]);
  });

  it('says in one line that one role alone leaves the trail to its trigger', async () => {
    const lines: string[] = [];
    await migrate(database.migrationUrl, (line) => lines.push(line));
    expect(lines).toEqual([expect.stringMatching(/^the role agiza_owner may change .* only a trigger .*two-roles/)]);
    expect(await codeOf(database.migrationUrl, 'delete from audit_events')).toBe('42501');
  });
});
