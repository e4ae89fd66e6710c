import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SendingMarkRepository } from '../../src/notifications/sending/sending-mark.repository.js';
import { dropEmptyDatabases, makeEmptyDatabase } from '../support/backup-databases.js';
import { aCustomer, someOrders } from '../support/factories.js';
import { urlWith } from '../support/odd-databases.js';
import { startRestored } from '../support/restored-app.js';
import { type Ending, Service } from '../support/service.js';
import { startApp, type TestApp } from '../support/test-app.js';

const folder = mkdtempSync(join(tmpdir(), 'agiza-backup-'));
const dataDir = join(folder, 'data');
let at: TestApp;
beforeAll(async () => {
  at = await startApp({ DATA_DIR: dataDir });
});
afterAll(async () => {
  await at.close();
  await dropEmptyDatabases();
  rmSync(folder, { recursive: true, force: true });
});

const run = (variables: Record<string, string>, ...args: string[]): Promise<Ending> =>
  new Service({ DATA_DIR: dataDir, ...variables }, args).ended;

/** The database of the application, as the service and as the owner of its tables. */
async function variablesOf(name: string): Promise<Record<string, string>> {
  const [url = '', owner = ''] = [process.env.TEST_DATABASE_URL, process.env.TEST_MIGRATION_URL].map(
    (each) => Object.assign(new URL(each ?? ''), { pathname: name }).href,
  );
  return { DATABASE_URL: url, MIGRATION_DATABASE_URL: owner };
}

describe('npm run backup and npm run restore', () => {
  it('hold what was queued, and erase again who was erased after the backup', async () => {
    const api = await at.asAdmin();
    const { rows } = await at.pool.query('select current_database() as name');
    const [kept, erased, blanked] = [
      await aCustomer(at.pool, 'Kept Kamau'),
      await aCustomer(at.pool, 'Canary Erased'),
      await aCustomer(at.pool, 'Canary Blanked'),
    ];
    for (const { id } of [kept, erased, blanked]) await someOrdersOf(id);
    const taken = await run(
      { ...(await variablesOf(rows[0].name)), NODE_ENV: 'production' },
      'backup',
      '--to',
      folder,
      '--format=rows',
    );
    expect([taken.code, taken.stderr]).toEqual([0, '']);
    const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.sql.gz'));
    expect(taken.stdout).toMatch(/^backing up .*\n[\d,]+ rows of \d+ tables\ndone: \d+\.\d MB in .*\.sql\.gz\n$/);
    await at.pool.query(`update orders set status = 'confirmed', confirmed_at = now()`);
    await at.pool.query(`update notifications set status = 'failed', reason = 'test'`);
    expect((await api.delete(`/api/customers/${erased.id}`)).status).toBe(200);
    expect((await api.delete(`/api/customers/${blanked.id}`, { items: 'blank' })).status).toBe(200);
    const journal = readFileSync(join(dataDir, 'erasures.jsonl'), 'utf8');
    expect(journal.match(/"items":(true|false)/g)).toEqual(['"items":false', '"items":true']);

    const empty = await makeEmptyDatabase();
    const variables = { NODE_ENV: 'production', DATABASE_URL: empty.url, MIGRATION_DATABASE_URL: empty.migrationUrl };
    const restored = await run(variables, 'restore', join(folder, file));
    expect([restored.code, restored.stderr]).toEqual([0, '']);
    expect(restored.stdout).toMatch(/^6 SMS that were queued are held, .*held:release/m);
    expect(restored.stdout).toMatch(/^restored; 2 people were erased again/m);
    const app = await startRestored(empty.url, { DATA_DIR: dataDir });
    const { db } = app;
    expect(await db(`select count(*)::int as n from customers where erased_at is not null`)).toEqual([{ n: 2 }]);
    expect(await db(`select id from customers where name like 'Canary%'`)).toEqual([]);
    expect(
      await db(`select status, item like 'Item%' as named, count(*)::int as n from orders group by 1, 2 order by 1, 2`),
    ).toEqual([
      { status: 'cancelled', named: false, n: 2 },
      { status: 'cancelled', named: true, n: 2 },
      { status: 'pending', named: true, n: 2 },
    ]);
    expect(
      await db(`select status, count(phone)::int as phones, count(*)::int as n from notifications group by 1`),
    ).toEqual([{ status: 'unknown', phones: 2, n: 6 }]);
    expect(await db(`select count(*)::int as n from audit_events where request_id = 'restore'`)).toEqual([{ n: 2 }]);
    expect(await app.app.get(SendingMarkRepository).countHeld()).toBe(2);
    await app.close();
  });

  it('end with status 1 and one sentence when they fail, and name no password', async () => {
    const url = urlWith({ password: 'canary-word' });
    const { code, stderr, stdout } = await run({ DATABASE_URL: url }, 'backup', '--to', folder);
    expect([code, stderr.trim().split('\n')]).toEqual([1, [expect.stringMatching(/^The database .*password.*\.$/)]]);
    expect(stdout + stderr).not.toContain('canary-word');
  });

  it('make no database where there is none', async () => {
    const nowhere = join(folder, 'nowhere');
    const { code, stdout, stderr } = await run({ DATA_DIR: nowhere }, 'backup', '--to', folder);
    expect([code, stdout, stderr]).toEqual([
      1,
      '',
      expect.stringMatching(/^There is no database: DATABASE_URL is not set/),
    ]);
    expect(existsSync(join(nowhere, 'postgres'))).toBe(false);
  });

  it('work on the embedded database, beside a service that uses it', async () => {
    const { code, stdout } = await run({ DATA_DIR: process.env.TEST_DATA_DIR ?? '' }, 'backup', `--to=${folder}`);
    expect(stdout).toMatch(/^joining the PostgreSQL already running…$/m);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^done: .*agiza-.*\.(sql\.gz|dump)$/m)]);
  });
});

/** Two orders of the customer, each with its queued notification. */
const someOrdersOf = (customerId: string): Promise<void> => someOrders(at.pool, customerId, 2);
