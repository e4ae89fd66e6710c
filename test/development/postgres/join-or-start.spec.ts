import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Cluster } from '../../../src/development/postgres/cluster.js';
import { EmbeddedPostgres } from '../../../src/development/postgres/embedded-postgres.js';
import { readPostmaster } from '../../../src/development/postgres/postmaster.js';
import { waitFor } from '../../support/waiting.js';
import { DataFolder, FAST, kill, leave, query, started } from './data-folder.js';

const onLinux = process.platform === 'linux' ? it : it.skip;

let at: DataFolder;
let scratch: string;
let folder: string;
let cluster: Cluster;
const start: DataFolder['start'] = (dataDir, env) => at.start(dataDir, env);
beforeAll(async () => {
  at = await DataFolder.make();
  ({ scratch, folder, cluster } = at);
});
afterEach(() => at.stopAll());
afterAll(() => at.remove());

describe('joinOrStart', () => {
  it('gives one database to two processes that start at once on a fresh folder', async () => {
    const fresh = join(scratch, 'fresh');
    const both = [start(fresh), start(fresh)];
    const [one, other] = await Promise.all(both.map(started));
    await Promise.all(both.map(leave));
    expect(one?.url).toBe(other?.url);
    expect([one?.attached, other?.attached].sort()).toEqual([false, true]);
    expect(await readdir(fresh)).toEqual(['postgres']);
    expect(await readPostmaster(Cluster.in(fresh).data)).toBeNull();
  });

  it('keeps the server until the last process leaves', async () => {
    const here = await EmbeddedPostgres.start(folder, { settings: FAST });
    const there = start(folder);
    expect(await started(there)).toEqual({ url: here.url, migrationUrl: here.migrationUrl, attached: true });
    await here.leave();
    await here.leave();
    expect(await readPostmaster(cluster.data)).toMatchObject({ running: true });
    await leave(there);
    expect(await readPostmaster(cluster.data)).toBeNull();
  });

  it('counts a process again after PostgreSQL cut its connections', async () => {
    const one = await EmbeddedPostgres.start(folder, { settings: FAST });
    const leases = () =>
      query(one.superuserUrl, `select pid from pg_stat_activity where application_name = 'agiza lease'`);
    const [cut] = await leases();
    await query(one.superuserUrl, `select pg_terminate_backend(${cut?.pid})`);
    const [renewed] = await waitFor(leases, ([lease]) => lease !== undefined && lease.pid !== cut?.pid);
    expect(renewed?.pid).not.toBe(cut?.pid);
    expect(renewed).toBeDefined();
    const other = await EmbeddedPostgres.start(folder);
    await other.leave();
    expect(await query(one.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await one.leave();
    expect(await readPostmaster(cluster.data)).toBeNull();
  });

  it('joins the server that a killed application left behind', async () => {
    const application = start(folder);
    const { url } = await started(application);
    await kill(application);
    const next = await EmbeddedPostgres.start(folder);
    expect(next).toMatchObject({ url, attached: true });
    await next.leave();
    expect(await readPostmaster(cluster.data)).toBeNull();
  });

  it('recovers the database on the same port when the server was killed too', async () => {
    const application = start(folder);
    const { url, migrationUrl } = await started(application);
    await query(migrationUrl, `create table survivors as select 'Avocado' as item`);
    const { pid } = await at.readRunning();
    await kill(application);
    process.kill(pid, 'SIGKILL');
    const next = await EmbeddedPostgres.start(folder, { settings: FAST });
    expect(next).toMatchObject({ url, attached: false });
    expect(await query(next.migrationUrl, 'select item from survivors')).toEqual([{ item: 'Avocado' }]);
    await next.leave();
  });

  it('starts on the last port again after the server was stopped in good order', async () => {
    const first = await EmbeddedPostgres.start(folder, { settings: FAST });
    await first.leave();
    const next = await EmbeddedPostgres.start(folder, { settings: FAST });
    expect(next.url).toBe(first.url);
    await next.leave();
  });

  onLinux('starts although another program has the process id of the dead server', async () => {
    const lock = `${process.pid}\n${cluster.data}\n1700000000\n1\n\n127.0.0.1\n  1 1\nready   \n`;
    await writeFile(join(cluster.data, 'postmaster.pid'), lock);
    const postgres = await EmbeddedPostgres.start(folder, { settings: FAST });
    expect(postgres.attached).toBe(false);
    await postgres.leave();
  });
});
