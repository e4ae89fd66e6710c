import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Client } from 'pg';
import { SandboxCarrier } from '../../../src/development/carrier/sandbox-carrier.js';
import { settleHeld } from '../../../src/notifications/sending/settle-held.js';
import { queueNotifications, waitUntilSettled } from '../../support/notification-queue.js';
import { USUAL } from '../../support/odd-databases.js';
import { createDatabase, type TestDatabase } from '../../support/test-database.js';
import { waitFor } from '../../support/waiting.js';
import { killWorkers, startWorker } from '../../support/workers.js';

// Each test starts processes, which takes long on a busy machine.
jest.setTimeout(120_000);

const BEFORE = 3;
const QUEUED = 24;

const carrier = new SandboxCarrier(0, () => null);
let database: TestDatabase;
let folder: string;
beforeAll(() => carrier.listen());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agiza-restored-'));
  database = await createDatabase();
});
afterEach(async () => {
  killWorkers();
  rmSync(folder, { recursive: true });
  await database.drop();
});
afterAll(() => carrier.close());

const start = (dataDir = folder) =>
  startWorker(database.url, carrier, { DATA_DIR: dataDir, SMS_PER_SECOND: '500', LOG_LEVEL: 'silent' });

/** Copies every row aside, or back. A backup of PostgreSQL has its rows as they were at one time. */
const TABLES = [
  ...['customers', 'customer_events', 'customer_phrases', 'orders', 'order_events'],
  ...['notifications', 'notification_events', 'sent_messages', 'sending_mark', 'test_sms'],
];

/** Queues `count` and makes a backup, in one transaction. No worker sees one without the other. */
async function queueAndBackUp(count: number): Promise<void> {
  const client = new Client({ ...database.pool.options });
  await client.connect();
  await client.query('begin isolation level repeatable read');
  await queueNotifications(client, count);
  await client.query('create schema backup');
  for (const table of TABLES) await client.query(`create table backup.${table} as table ${table}`);
  await client.query('commit');
  await client.end();
}

async function restore(): Promise<void> {
  const columns = await database.pool.query(
    `select table_name, string_agg(quote_ident(column_name), ', ') as names
     from information_schema.columns where table_schema = 'backup' group by 1`,
  );
  const namesOf = (table: string) => columns.rows.find((row) => row.table_name === table)?.names;
  const client = new Client({ ...database.pool.options });
  await client.connect();
  await client.query('begin; set local session_replication_role = replica');
  await client.query(`truncate ${TABLES.join(', ')}`);
  for (const table of TABLES) {
    const names = namesOf(table);
    await client.query(`insert into ${table} (${names}) overriding system value select ${names} from backup.${table}`);
  }
  await client.query('commit');
  await client.end();
}

/** Sends some, makes a backup with others in the queue, sends those too, and restores the backup. */
async function sendAndRestore(): Promise<void> {
  const worker = await start();
  await queueNotifications(database.pool, BEFORE);
  await waitUntilSettled(database.pool, 30_000);
  await queueAndBackUp(QUEUED);
  expect(await waitUntilSettled(database.pool, 30_000)).toEqual({ sent: BEFORE + QUEUED });
  await worker.kill();
  await restore();
}

/** Runs a command of the service as an operator does. Gives what it prints. */
const runCommand = async (command: string): Promise<string> => {
  const environment = { PATH: process.env.PATH, DATA_DIR: folder, DATABASE_URL: database.url };
  const main = join(process.env.TEST_COMPILED ?? '', 'src/main.js');
  return (await promisify(execFile)(process.execPath, [main, command], { env: environment })).stdout;
};

const countByStatus = async (): Promise<Record<string, number>> => {
  const { rows } = await database.pool.query('select status, count(*)::int as count from notifications group by 1');
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
};

const waitForCounts = (expected: Record<string, number>) =>
  waitFor(countByStatus, (counts) => JSON.stringify(counts) === JSON.stringify(expected), 20_000);

describe('RestoreGuard', () => {
  it('holds what a restored backup has in its queue, and sends what is queued afterwards', async () => {
    await sendAndRestore();
    const before = carrier.requests;
    await queueNotifications(database.pool, 1);
    const workers = [await start(), await start()];
    const counts = await waitFor(
      countByStatus,
      ({ queued, sent }) => queued === undefined && sent === BEFORE + 1,
      20_000,
    );
    expect(counts).toEqual({ sent: BEFORE + 1, unknown: QUEUED });
    expect(carrier.requests).toBe(before + 1);
    for (const worker of workers) await worker.stop();

    expect(await runCommand('release-held')).toBe(`${QUEUED} notifications are queued again.\n`);
    const last = await start();
    expect(await waitForCounts({ sent: BEFORE + 1 + QUEUED })).toEqual({ sent: BEFORE + 1 + QUEUED });
    expect(carrier.requests).toBe(before + 1 + QUEUED);
    await last.stop();
  });

  it('sends nothing that was dropped, and holds it again after another restore', async () => {
    await sendAndRestore();
    const before = carrier.requests;
    const worker = await start();
    expect(await waitForCounts({ sent: BEFORE, unknown: QUEUED })).toEqual({ sent: BEFORE, unknown: QUEUED });
    expect(await settleHeld(database.url, USUAL, 'drop')).toBe(
      `${QUEUED} notifications have failed, and are not sent.`,
    );
    expect(await countByStatus()).toEqual({ failed: QUEUED, sent: BEFORE });
    // The worker runs on, as after a failover to a replica that is behind.
    await restore();
    expect(await waitForCounts({ sent: BEFORE, unknown: QUEUED })).toEqual({ sent: BEFORE, unknown: QUEUED });
    expect(carrier.requests).toBe(before);
    await worker.stop();
  });

  it('holds the queue of a database that was copied to another place, also without its folder', async () => {
    await sendAndRestore();
    await database.pool.query(`update sending_mark set server = '1/1'`);
    const before = carrier.requests;
    rmSync(folder, { recursive: true });
    const worker = await start();
    expect(await waitForCounts({ sent: BEFORE, unknown: QUEUED })).toEqual({ sent: BEFORE, unknown: QUEUED });
    await queueNotifications(database.pool, 1);
    expect(await waitForCounts({ sent: BEFORE + 1, unknown: QUEUED })).toEqual({ sent: BEFORE + 1, unknown: QUEUED });
    expect(carrier.requests).toBe(before + 1);
    await worker.stop();
  });

  it('holds nothing of a database that moved and lost nothing, once a worker with its folder has seen it', async () => {
    const first = await start();
    await queueNotifications(database.pool, BEFORE);
    await waitForCounts({ sent: BEFORE });
    await first.stop();
    await database.pool.query(`update sending_mark set server = '1/1'`);
    await queueNotifications(database.pool, 1);
    const knowing = await start();
    await waitForCounts({ sent: BEFORE + 1 });
    await knowing.stop();
    await queueNotifications(database.pool, 1);
    rmSync(folder, { recursive: true });
    const without = await start();
    expect(await waitForCounts({ sent: BEFORE + 2 })).toEqual({ sent: BEFORE + 2 });
    await without.stop();
  });

  it('takes another database for another one, although the folder is the same', async () => {
    await sendAndRestore();
    await database.drop();
    database = await createDatabase();
    await queueNotifications(database.pool, 2);
    const worker = await start();
    expect(await waitForCounts({ sent: 2 })).toEqual({ sent: 2 });
    await worker.stop();
  });
});
