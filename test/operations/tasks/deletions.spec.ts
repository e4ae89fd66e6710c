import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TaskRunner } from '../../../src/operations/tasks/task-runner.js';
import { PlanWatch } from '../../support/plan-watch.js';
import { startApp, type TestApp } from '../../support/test-app.js';

let at: TestApp;
beforeAll(async () => {
  at = await startApp();
});
afterAll(() => at.close());

/** For each table: how many rows are over, and how many are not. */
const FILL = `
  insert into users (id, role, name) select gen_random_uuid(), 'user', 'User' from generate_series(1, 1);
  insert into identities (provider, subject, user_id) select 'google', 'subject', id from users limit 1;
  insert into sessions (digest, provider, subject, created_at)
  select sha256(n::text::bytea), 'google', 'subject', now() - interval '7 days' + case when n <= 2500 then interval '-1 minute' else interval '1 minute' end
  from generate_series(1, 4500) n;
  insert into used_states (digest, used_at)
  select sha256(n::text::bytea), now() - case when n <= 2500 then interval '21 minutes' else interval '19 minutes' end
  from generate_series(1, 4500) n;
  insert into login_attempts (source, attempts, attempted_at, blocked_until)
  select 'source ' || n, 1, now() - case when n <= 2500 then interval '25 hours' else interval '23 hours' end, now()
  from generate_series(1, 4500) n;
  insert into quotas (source, span_seconds, used, began_at)
  select 'source ' || n, 60, 1, now() - case when n <= 2500 then interval '49 hours' else interval '47 hours' end
  from generate_series(1, 4500) n;
  insert into login_sources (account, source, used_at)
  select 'account', 'source ' || n, now() - interval '30 days' + case when n <= 2500 then interval '-1 minute' else interval '1 minute' end
  from generate_series(1, 4500) n;
  insert into users (id, role, email, phone, password_hash)
  select gen_random_uuid(), 'admin', 'a' || n || '@example.com', '+2547' || 10000000 + n, 'x' from generate_series(1, 4500) n;
  insert into password_resets (user_id, digest, created_by, expires_at)
  select id, sha256('x'), id, now() + case when row_number() over () <= 2500 then interval '-1 s' else interval '5 minutes' end
  from users where role = 'admin';
  insert into delivery_reports (message_id, status, phone, received_at)
  select 'message ' || n, 'Sent', '+254711000000', now() - case when n <= 2500 then interval '8 days' else n * interval '1 second' end
  from generate_series(1, 15000) n;`;

const count = async (table: string): Promise<number> =>
  (await at.pool.query(`select count(*)::int as rows from ${table}`)).rows[0].rows;

describe('the tasks that delete what is over', () => {
  it('leave what is not over, and the 10,000 newest delivery reports, and look by index', async () => {
    await at.pool.query(FILL);
    await at.pool.query('analyze');
    const watch = await PlanWatch.over(at);
    const plans = await watch.during(() => at.app.get(TaskRunner).runDue());
    const tables = [
      'sessions',
      'used_states',
      'login_attempts',
      'quotas',
      'login_sources',
      'password_resets',
      'delivery_reports',
    ];
    expect(await Promise.all(tables.map(count))).toEqual([2000, 2000, 2000, 2000, 2000, 2000, 10_000]);
    const newest = `select max(received_at) > now() - interval '2502 seconds' - interval '1 minute' as newest from delivery_reports`;
    expect((await at.pool.query(newest)).rows[0].newest).toBe(true);
    const deletions = plans.filter(({ text }) => text.includes('delete from'));
    const indexes = new Set(deletions.flatMap(({ nodes }) => nodes.flatMap((node) => node['Index Name'] ?? [])));
    expect([...indexes]).toEqual(
      expect.arrayContaining([
        ...['sessions_created_at_idx', 'used_states_used_at_idx', 'login_attempts_attempted_at_idx'],
        ...['quotas_began_at_idx', 'delivery_reports_received_at_idx', 'login_sources_used_at_idx'],
        'password_resets_expires_at_idx',
      ]),
    );
  });
});
