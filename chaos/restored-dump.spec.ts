import { execFileSync } from 'node:child_process';
import { accessSync, chownSync, existsSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Pool } from 'pg';
import { migrate } from '../src/database/migrate.js';
import { SandboxCarrier } from '../src/development/carrier/sandbox-carrier.js';
import { chooseUser } from '../src/development/postgres/choose-user.js';
import { launch, type RunAs, run } from '../src/development/postgres/program.js';
import { settleHeld } from '../src/notifications/sending/settle-held.js';
import { compareWithCarrier, queueNotifications, waitUntilSettled } from '../test/support/notification-queue.js';
import { USUAL } from '../test/support/odd-databases.js';
import { waitFor } from '../test/support/waiting.js';
import { killWorkers, startWorker } from '../test/support/workers.js';

const BEFORE = 5;
const QUEUED = 24;
const PROGRAMS = ['initdb', 'postgres', 'pg_dump', 'pg_restore', 'psql'];

/**
 * The folder of a whole PostgreSQL: on PATH, or where Debian puts it; null when there is none.
 * The embedded PostgreSQL comes without pg_dump, and one of another version refuses its server.
 */
function findPrograms(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : [];
  const holdsAll = (folder: string) => PROGRAMS.every((name) => existsSync(join(folder, name)));
  return [...(process.env.PATH ?? '').split(delimiter), ...versions].find(holdsAll) ?? null;
}

const programs = findPrograms();
if (programs === null) console.warn('No PostgreSQL with pg_dump is installed here, so restoring a dump is not tried.');
const whereInstalled = programs === null ? it.skip : it;
const program = (name: string): string => join(programs ?? '', name);

const carrier = new SandboxCarrier(0, () => null);
const folder = mkdtempSync(join(tmpdir(), 'agiza-dump-'));
let port: number;
let stopServer = () => {};
const urlOf = (database: string): string => `postgres://postgres:canary@127.0.0.1:${port}/${database}`;

async function findPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port: free } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return free;
}

async function startServer(): Promise<void> {
  const as: RunAs = await chooseUser(folder, [program('postgres'), folder]);
  if (as.user) chownSync(folder, as.user.uid, as.user.gid);
  const data = join(folder, 'cluster');
  await run(
    as,
    program('initdb'),
    ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--auth=trust', '--no-sync'],
    60_000,
  );
  port = await findPort();
  const flags = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const log = openSync(join(folder, 'log'), 'a');
  const child = launch(as, program('postgres'), ['-D', data, ...flags.flatMap((flag) => ['-c', flag])], log);
  stopServer = () => void child.kill('SIGINT');
  await waitFor(
    () =>
      asSuperuser('select 1').then(
        () => true,
        () => false,
      ),
    (up) => up,
    30_000,
  );
}

async function asSuperuser(...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: urlOf('postgres') });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const ways = {
  pg_restore: {
    dump: (file: string) => execFileSync(program('pg_dump'), ['-Fc', '-f', file, urlOf('shop')]),
    restore: (file: string) => execFileSync(program('pg_restore'), ['--exit-on-error', '-d', urlOf('shop'), file]),
  },
  psql: {
    dump: (file: string) => execFileSync(program('pg_dump'), ['-f', file, urlOf('shop')]),
    restore: (file: string) =>
      execFileSync(program('psql'), ['-q', '-v', 'ON_ERROR_STOP=1', '-f', file, urlOf('shop')], { stdio: 'pipe' }),
  },
};

beforeAll(async () => {
  await carrier.listen();
  if (programs === null) return;
  accessSync(programs);
  await startServer();
});
afterAll(async () => {
  killWorkers();
  await carrier.close();
  stopServer();
  await delay(1_000);
  rmSync(folder, { recursive: true, force: true });
});

describe('a database restored from a dump', () => {
  whereInstalled.each(['pg_restore', 'psql'] as const)(
    'by %s sends nothing again that was sent after the dump, until somebody says so',
    async (way) => {
      await asSuperuser('drop database if exists shop', 'create database shop');
      await migrate(urlOf('shop'), () => undefined);
      const dataDir = mkdtempSync(join(folder, 'worker-'));
      const start = () =>
        startWorker(urlOf('shop'), carrier, { DATA_DIR: dataDir, SMS_PER_SECOND: '500', LOG_LEVEL: 'silent' });
      const billedBefore = carrier.phones.bill.messages;
      const pool = () => new Pool({ connectionString: urlOf('shop') });
      const settle = async (expected: object) => {
        const own = pool();
        expect(await waitUntilSettled(own, 60_000)).toEqual(expected);
        await own.end();
      };
      const queue = async (count: number) => {
        const own = pool();
        await queueNotifications(own, count);
        await own.end();
      };
      const first = await start();
      await queue(BEFORE);
      await settle({ sent: BEFORE });
      await first.stop();
      await queue(QUEUED);
      const file = join(dataDir, 'shop.dump');
      ways[way].dump(file);
      const second = await start();
      await settle({ sent: BEFORE + QUEUED });
      await second.stop();
      await asSuperuser('drop database shop with (force)', 'create database shop');
      ways[way].restore(file);
      const third = await start();
      await settle({ sent: BEFORE, unknown: QUEUED });
      await delay(3_000);
      expect(carrier.phones.bill.messages - billedBefore).toBe(BEFORE + QUEUED);
      expect(await settleHeld(urlOf('shop'), USUAL, 'drop')).toBe(
        `${QUEUED} notifications have failed, and are not sent.`,
      );
      await queue(3);
      await settle({ sent: BEFORE + 3, failed: QUEUED });
      const own = pool();
      const twice = (await compareWithCarrier(own, carrier)).filter(({ taken }) => taken > 1 && way === 'pg_restore');
      await own.end();
      console.info(
        `${way}: ${QUEUED} sent after the dump were held, ${carrier.phones.bill.messages - billedBefore} SMS billed`,
      );
      expect([carrier.phones.bill.messages - billedBefore, twice]).toEqual([BEFORE + QUEUED + 3, []]);
      await third.stop();
    },
  );
});
