import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { migrate } from '../src/database/migrate.js';
import { SandboxCarrier } from '../src/development/carrier/sandbox-carrier.js';
import { EmbeddedPostgres } from '../src/development/postgres/embedded-postgres.js';
import { DatabaseLink } from '../test/support/database-link.js';
import { postmasterOf } from '../test/support/embedded-database.js';
import { compareWithCarrier, queueNotifications, waitUntilSettled } from '../test/support/notification-queue.js';
import { USUAL } from '../test/support/odd-databases.js';
import { waitFor } from '../test/support/waiting.js';
import { killWorkers, startWorker } from '../test/support/workers.js';

const NOTIFICATIONS = 60;
const AWAY_MS = 60_000;

const carrier = new SandboxCarrier(0, () => null);
const folders = {
  postgres: mkdtempSync(join(tmpdir(), 'agiza-chaos-')),
  one: mkdtempSync(join(tmpdir(), 'agiza-chaos-')),
  other: mkdtempSync(join(tmpdir(), 'agiza-chaos-')),
};
let server: EmbeddedPostgres;
let link: DatabaseLink;
beforeAll(async () => {
  server = await EmbeddedPostgres.start(folders.postgres);
  await migrate(server.url, () => undefined, { ...USUAL, MIGRATION_DATABASE_URL: server.migrationUrl });
  link = await DatabaseLink.to(server.url);
  await carrier.listen();
});
afterAll(async () => {
  killWorkers();
  await carrier.close();
  await link.cut();
  await server.leave();
  for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
});

/** Runs `work` on connections that end with it: the server is killed in between. */
async function onDatabase<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = new Pool({ connectionString: server.url });
  pool.on('error', () => undefined);
  return work(pool).finally(() => pool.end());
}

const countKept = (folder: string): number =>
  new Set(
    readdirSync(join(folder, 'workers'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => readFileSync(join(folder, 'workers', name), 'utf8').split('\n'))
      .flatMap((line) => /^{"id":"([^"]{36})".*}$/.exec(line)?.[1] ?? []),
  ).size;

describe('OutcomesService', () => {
  it(`loses no answer while PostgreSQL is killed for ${AWAY_MS / 1000} s and a worker with it`, async () => {
    const start = (folder: string) =>
      startWorker(link.url, carrier, { DATA_DIR: folder, SMS_PER_SECOND: '500', SMS_CONCURRENCY: '20' });
    const [one, other] = [await start(folders.one), await start(folders.other)];
    carrier.script('*', { behaviour: 'slow', times: NOTIFICATIONS });
    await onDatabase((pool) => queueNotifications(pool, NOTIFICATIONS));
    await waitFor(
      () => carrier.requests,
      (requests) => requests >= 30,
      20_000,
    );
    process.kill(postmasterOf(folders.postgres)?.pid ?? 0, 'SIGKILL');
    await link.cut();
    const began = performance.now();
    await delay(10_000);
    const kept = [countKept(folders.one), countKept(folders.other)];
    await one.kill();
    await delay(AWAY_MS - (performance.now() - began));
    await server.leave();
    server = await EmbeddedPostgres.start(folders.postgres);
    await link.mend(server.url);
    const heir = await start(folders.one);
    const back = performance.now();
    const counts = await onDatabase((pool) => waitUntilSettled(pool, 60_000));
    const readCents = async (pool: Pool) => {
      const { rows } = await pool.query('select coalesce(sum(cost) * 100, 0)::int as cents from sent_messages');
      return rows[0].cents as number;
    };
    const cents = await onDatabase((pool) =>
      waitFor(
        () => readCents(pool),
        (found) => found === carrier.phones.bill.cents,
        20_000,
      ),
    );
    const notifications = await onDatabase((pool) =>
      waitFor(
        () => compareWithCarrier(pool, carrier),
        (found) => found.every(({ status }) => status === 'sent'),
        20_000,
      ),
    );
    console.info(
      `${NOTIFICATIONS} notifications, ${kept.join(' and ')} answers kept in files; ` +
        `${JSON.stringify(counts)} after ${Math.round(performance.now() - back)} ms`,
    );
    expect(kept[0]).toBeGreaterThan(0);
    expect(kept[1]).toBeGreaterThan(0);
    expect(cents).toBe(carrier.phones.bill.cents);
    expect(notifications.filter(({ taken }) => taken > 1)).toEqual([]);
    expect(notifications.filter(({ status, taken }) => status !== 'sent' || taken !== 1)).toEqual([]);
    expect([countKept(folders.one), countKept(folders.other)]).toEqual([0, 0]);
    expect(await Promise.all([heir, other].map((worker) => worker.stop()))).toEqual([0, 0]);
  });
});
