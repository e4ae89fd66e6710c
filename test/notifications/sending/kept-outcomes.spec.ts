import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SandboxCarrier } from '../../../src/development/carrier/sandbox-carrier.js';
import { DatabaseLink } from '../../support/database-link.js';
import { queueNotifications, waitUntilSettled } from '../../support/notification-queue.js';
import { createDatabase, type TestDatabase } from '../../support/test-database.js';
import { waitFor } from '../../support/waiting.js';
import { killWorkers, startWorker } from '../../support/workers.js';

// Each test starts processes, which takes long on a busy machine.
jest.setTimeout(120_000);

const carrier = new SandboxCarrier(0, () => null);
let database: TestDatabase;
let link: DatabaseLink;
let folder: string;
beforeAll(async () => {
  database = await createDatabase();
  await carrier.listen();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agiza-kept-'));
  link = await DatabaseLink.to(database.url);
});
afterEach(async () => {
  killWorkers();
  await link.cut();
  rmSync(folder, { recursive: true });
});
afterAll(async () => {
  await carrier.close();
  await database.drop();
});

/** The files of kept outcomes. */
const listFiles = (): string[] => {
  const workers = join(folder, 'workers');
  if (!existsSync(workers)) return [];
  return readdirSync(workers, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => join(workers, name));
};
const folderOfDatabase = (): string => join(folder, 'workers', readdirSync(join(folder, 'workers'))[0] ?? '');
/** How many notifications the files tell of. A line may be there twice. */
const countKept = (): number => {
  const lines = listFiles().flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  return new Set(lines.flatMap((line) => /^{"id":"([^"]{36})".*}$/.exec(line)?.[1] ?? [])).size;
};

const variables = (): Record<string, string> => ({ DATA_DIR: folder, SMS_TIMEOUT_SECONDS: '2', SMS_PER_SECOND: '500' });

const statusesOf = async (phones: readonly string[]): Promise<string[]> => {
  const { rows } = await database.pool.query('select status from notifications where phone = any($1) order by phone', [
    phones,
  ]);
  return rows.map(({ status }) => status);
};

const centsInLedger = async (): Promise<number> =>
  (await database.pool.query('select coalesce(sum(cost) * 100, 0)::int as cents from sent_messages')).rows[0].cents;

/** Does what happens when leases run out after a hand-over. */
const loseAll = () =>
  database.pool.query(`update notifications set status = 'unknown', leased_until = null where status = 'sending'`);

/** Starts a worker, and cuts it off while the carrier has all of its SMS. Gives their numbers. */
async function cutOff(count: number) {
  const before = carrier.requests;
  const phones = await queueNotifications(database.pool, count);
  for (const phone of phones) carrier.script(phone, { behaviour: 'slow' });
  const worker = await startWorker(link.url, carrier, variables());
  await waitFor(
    () => carrier.requests,
    (requests) => requests === before + phones.length,
    10_000,
  );
  await link.cut();
  return { phones, worker };
}

describe('KeptOutcomes', () => {
  it('keeps answers while the database is away, and writes them down when it is back, whatever became of the lease', async () => {
    const { phones, worker } = await cutOff(20);
    expect(await waitFor(countKept, (kept) => kept === phones.length, 10_000)).toBe(phones.length);
    expect([...new Set(listFiles().map((file) => statSync(file).mode & 0o777))]).toEqual([0o600]);
    expect(
      listFiles()
        .map((file) => readFileSync(file, 'utf8'))
        .join(''),
    ).not.toContain(phones[0]?.slice(1) ?? '');
    await database.pool.query(
      `update notifications set status = 'unknown', leased_until = null where status = 'sending' and phone = any($1)`,
      [phones.slice(0, 10)],
    );
    await link.mend();
    await waitUntilSettled(database.pool, 10_000);
    expect(
      await waitFor(
        () => statusesOf(phones),
        (statuses) => !statuses.includes('unknown'),
        20_000,
      ),
    ).toEqual(Array(20).fill('sent'));
    expect(await centsInLedger()).toBe(carrier.phones.bill.cents);
    await waitFor(listFiles, (files) => files.length === 0);
    expect(listFiles()).toEqual([]);
    expect(await worker.stop()).toBe(0);
  });

  it('brings what only the file has into the ledger after a SIGKILL, also beside a line that is cut off', async () => {
    const { phones, worker } = await cutOff(20);
    await waitFor(countKept, (kept) => kept === phones.length, 10_000);
    await worker.kill();
    for (const file of listFiles()) appendFileSync(file, '{"id":"0199');
    await loseAll();
    const heir = await startWorker(database.url, carrier, variables());
    expect(
      await waitFor(
        () => statusesOf(phones),
        (statuses) => !statuses.includes('unknown'),
        20_000,
      ),
    ).toEqual(Array(20).fill('sent'));
    expect(await centsInLedger()).toBe(carrier.phones.bill.cents);
    await heir.stop();
  });

  it('corrects an unknown notification to what the carrier said of it, whatever that was', async () => {
    const { phones, worker } = await cutOff(4);
    await waitFor(countKept, (kept) => kept === phones.length, 10_000);
    await worker.kill();
    await loseAll();
    const { rows } = await database.pool.query('select id from notifications where phone = any($1) order by phone', [
      phones,
    ]);
    const said = [
      { kind: 'deferred', reason: '500 InternalServerError' },
      { kind: 'refused', reason: '403 InvalidPhoneNumber' },
      { kind: 'unknown', reason: 'the answer was cut off' },
    ];
    const lines = listFiles().flatMap((file) => readFileSync(file, 'utf8').split('\n').filter(Boolean));
    const changed = lines.map((line) => {
      const kept = JSON.parse(line);
      return JSON.stringify({ ...kept, outcome: said[rows.findIndex(({ id }) => id === kept.id)] ?? kept.outcome });
    });
    for (const file of listFiles()) rmSync(file);
    writeFileSync(join(folderOfDatabase(), 'outcomes.jsonl'), `${changed.join('\n')}\n`);
    const heir = await startWorker(database.url, carrier, variables());
    const expected = ['sent', 'failed', 'unknown', 'sent'];
    const statuses = () => statusesOf(phones);
    expect(await waitFor(statuses, (found) => found.join() === expected.join(), 20_000)).toEqual(expected);
    await heir.stop();
  });

  it('keeps answers in memory where the disk takes nothing', async () => {
    writeFileSync(join(folder, 'workers'), 'a file where a folder should be');
    const before = { ledger: await centsInLedger(), bill: carrier.phones.bill.cents };
    const { phones, worker } = await cutOff(5);
    await link.mend();
    const isSent = (statuses: readonly string[]) => statuses.every((status) => status === 'sent');
    expect(await waitFor(() => statusesOf(phones), isSent, 20_000)).toEqual(Array(5).fill('sent'));
    expect(carrier.phones.bill.cents - before.bill).toBe(400);
    expect((await centsInLedger()) - before.ledger).toBe(400);
    await worker.stop();
  });

  it('stops within its time although the database is away', async () => {
    const { phones, worker } = await cutOff(3);
    expect(await worker.stop('SIGTERM')).toBe(0);
    expect(countKept()).toBe(phones.length);
    const heir = await startWorker(database.url, carrier, variables());
    expect(
      await waitFor(
        () => statusesOf(phones),
        (statuses) => statuses.every((status) => status === 'sent'),
        20_000,
      ),
    ).toEqual(Array(3).fill('sent'));
    await heir.stop();
  });
});
