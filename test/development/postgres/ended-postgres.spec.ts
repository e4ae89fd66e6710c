import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EmbeddedPostgres } from '../../../src/development/postgres/embedded-postgres.js';
import { readPostmaster } from '../../../src/development/postgres/postmaster.js';
import { waitFor } from '../../support/waiting.js';
import { DataFolder, FAST, kill, leave, query, started } from './data-folder.js';

const onLinux = process.platform === 'linux' ? it : it.skip;
const ENDED =
  /^The embedded PostgreSQL has ended, and requests answer 503: it is started again; .*server\.log says why/;
const BACK = /^The embedded PostgreSQL runs again, after \d+\.\d s\.$/;

let at: DataFolder;
let postgres: EmbeddedPostgres;
const lines: string[] = [];
beforeAll(async () => {
  at = await DataFolder.make();
});
beforeEach(async () => {
  postgres = await EmbeddedPostgres.start(at.folder, { settings: FAST, log: (line) => lines.push(line) });
  lines.length = 0;
});
afterEach(async () => {
  await postgres.leave();
  await at.stopAll();
});
afterAll(() => at.remove());

const killServer = async (): Promise<number> => {
  const { pid } = await at.readRunning();
  process.kill(pid, 'SIGKILL');
  return pid;
};
const saysBack = (times = 1): Promise<string[]> =>
  waitFor(
    () => lines.filter((line) => BACK.test(line)),
    (found) => found.length >= times,
    20_000,
  );
/** Takes the port of the server. Null while its own sockets still hold it. */
const occupy = async (port: number): Promise<Server | null> => {
  const server = createServer();
  const listening = once(server.listen(port, '127.0.0.1'), 'listening');
  return listening.then(
    () => server,
    () => null,
  );
};

describe('an embedded PostgreSQL that is killed', () => {
  it('is started again on its port, as often as it is killed, with one sentence each time', async () => {
    await query(postgres.migrationUrl, `create table if not exists kept as select 'Mango' as item`);
    for (const times of [1, 2, 3]) {
      await killServer();
      expect(await saysBack(times)).toHaveLength(times);
      expect(await query(postgres.migrationUrl, 'select item from kept')).toEqual([{ item: 'Mango' }]);
    }
    expect(lines.map((line) => ENDED.test(line))).toEqual([true, false, true, false, true, false]);
  });

  it('is one server again for two processes that shared it, and for the one that is left', async () => {
    const other = at.start(at.folder);
    const { url } = await started(other);
    await killServer();
    await saysBack();
    const leases = async () =>
      (await query(postgres.superuserUrl, `select from pg_stat_activity where application_name = 'agiza lease'`))
        .length;
    expect(await waitFor(leases, (count) => count === 2, 20_000)).toBe(2);
    expect(url).toBe(postgres.url);
    await kill(other);
    await killServer();
    expect(await saysBack(2)).toHaveLength(2);
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('waits for a port that another program has taken meanwhile, and says so', async () => {
    const port = Number(new URL(postgres.url).port);
    await killServer();
    const thief = await waitFor(
      () => occupy(port),
      (server) => server !== null,
    );
    expect(
      await waitFor(
        () => lines.at(-1),
        (line) => /port/.test(line ?? ''),
        20_000,
      ),
    ).toMatch(
      new RegExp(
        `^The embedded PostgreSQL is still away, and is tried again in [\\d.]+ s\\. Another program has taken its port, ${port}: end that program.*\\.$`,
      ),
    );
    thief?.close();
    expect(await saysBack()).toHaveLength(1);
    expect(new URL(postgres.url).port).toBe(String(port));
  });

  onLinux('waits for a process of the killed server that still uses its memory', async () => {
    const [row] = await query(
      postgres.superuserUrl,
      `select pid from pg_stat_activity where backend_type = 'checkpointer'`,
    );
    const orphan = Number(row?.pid);
    process.kill(orphan, 'SIGSTOP');
    await killServer();
    await waitFor(
      () => lines.length,
      (said) => said > 0,
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(lines.filter((line) => BACK.test(line))).toEqual([]);
    process.kill(orphan, 'SIGCONT');
    expect(await saysBack()).toHaveLength(1);
  });

  it('stays away once the process leaves, even in the middle of a start', async () => {
    await killServer();
    await waitFor(
      () => lines.length,
      (said) => said > 0,
    );
    const began = performance.now();
    await postgres.leave();
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(
      await waitFor(
        () => readPostmaster(at.cluster.data),
        (there) => !there?.running,
      ),
    ).not.toMatchObject({
      running: true,
    });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await readPostmaster(at.cluster.data))?.running ?? false).toBe(false);
  });
});

describe('an embedded PostgreSQL that is stopped', () => {
  it('by its last process stays stopped', async () => {
    await postgres.leave();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect([await readPostmaster(at.cluster.data), lines]).toEqual([null, []]);
  });

  onLinux('by a stranger is started again, and so is one whose backend was killed', async () => {
    const { pid } = await at.readRunning();
    process.kill(pid, 'SIGINT');
    expect(await saysBack()).toHaveLength(1);
    const [lease] = await query(
      postgres.superuserUrl,
      `select pid from pg_stat_activity where application_name = 'agiza lease'`,
    );
    execFileSync('kill', ['-9', String(lease?.pid)]);
    const rows = () => query(postgres.url, 'select 1 as one').catch(() => []);
    expect(await waitFor(rows, (found) => found.length === 1, 20_000)).toEqual([{ one: 1 }]);
  });
});

describe('a process that uses a server which another one started', () => {
  it('starts it again when both died', async () => {
    await postgres.leave();
    const first = at.start(at.folder);
    await started(first);
    postgres = await EmbeddedPostgres.start(at.folder, { settings: FAST, log: (line) => lines.push(line) });
    lines.length = 0;
    await kill(first);
    await killServer();
    expect(await saysBack()).toHaveLength(1);
    const third = at.start(at.folder);
    expect(await started(third)).toMatchObject({ url: postgres.url, attached: true });
    await leave(third);
  });
});
