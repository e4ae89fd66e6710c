import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Cluster } from '../../../src/development/postgres/cluster.js';
import { EmbeddedPostgres } from '../../../src/development/postgres/embedded-postgres.js';
import { readPostmaster } from '../../../src/development/postgres/postmaster.js';
import { EmbeddedPostgresError } from '../../../src/development/postgres/start-failure.js';
import { waitFor } from '../../support/waiting.js';
import { DataFolder, FAST, query, started } from './data-folder.js';

/** Root may read and write everything, so a test of a closed folder is skipped for root. */
const unlessRoot = process.geteuid?.() === 0 ? it.skip : it;

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

describe('EmbeddedPostgres', () => {
  it('gives the service a database of its own and a role without privileges', async () => {
    const postgres = await EmbeddedPostgres.start(folder, { settings: FAST });
    const [role] = await query(
      postgres.url,
      `select current_user as name, rolsuper or rolcreatedb or rolcreaterole or rolreplication as powerful
      from pg_roles where rolname = current_user`,
    );
    const [database] = await query(
      postgres.url,
      `select datname as name, pg_get_userbyid(datdba) as owner, pg_encoding_to_char(encoding) as encoding,
      datlocprovider = 'b' and datlocale = 'C.UTF-8' as portable from pg_database where datname = current_database()`,
    );
    await postgres.leave();
    expect(role).toEqual({ name: 'agiza', powerful: false });
    expect(database).toEqual({ name: 'agiza', owner: 'agiza_owner', encoding: 'UTF8', portable: true });
  });

  it('listens on 127.0.0.1 alone, and lets nobody in without the password', async () => {
    const postgres = await EmbeddedPostgres.start(folder, { settings: FAST });
    const settings = await query(
      postgres.superuserUrl,
      `select listen_addresses, unix_socket_directories from
      current_setting('listen_addresses') as listen_addresses,
      current_setting('unix_socket_directories') as unix_socket_directories`,
    );
    const guess = postgres.superuserUrl.replace(/:[^:@]+@/, ':guess@');
    await expect(query(guess, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    await postgres.leave();
    expect(postgres.url).toMatch(/^postgres:\/\/agiza:[\w-]+@127\.0\.0\.1:\d+\/agiza$/);
    expect(settings).toEqual([{ listen_addresses: '127.0.0.1', unix_socket_directories: '' }]);
  });

  it('makes the files of password and log readable by this user alone', async () => {
    const modes = await Promise.all(
      [cluster.passwordFile, cluster.logFile].map(async (file) => (await stat(file)).mode & 0o777),
    );
    expect(modes).toEqual([0o600, 0o600]);
  });

  it('keeps its data over a restart, and is durable unless it is told otherwise', async () => {
    const first = await EmbeddedPostgres.start(folder);
    await query(first.migrationUrl, `create table kept as select 'Mango' as item`);
    const [durability] = await query(
      first.superuserUrl,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
    );
    await first.leave();
    const second = await EmbeddedPostgres.start(folder, { settings: FAST });
    const rows = await query(second.migrationUrl, 'select item from kept');
    await second.leave();
    expect(durability).toEqual({ fsync: 'on', commit: 'on' });
    expect(rows).toEqual([{ item: 'Mango' }]);
    expect([first.attached, second.attached]).toEqual([false, false]);
  });

  it('keeps the values of statements out of its log', async () => {
    const postgres = await EmbeddedPostgres.start(folder, { settings: FAST });
    await query(
      postgres.migrationUrl,
      `create table phones (phone text primary key); insert into phones values ('+254700000001')`,
    );
    await expect(query(postgres.migrationUrl, `insert into phones values ('+254700000001')`)).rejects.toMatchObject({
      code: '23505',
    });
    await expect(query(postgres.url, `select '+254700000001 '::int`)).rejects.toMatchObject({ code: '22003' });
    await postgres.leave();
    expect(await readFile(cluster.logFile, 'utf8')).not.toContain('254700000001');
  });

  it('logs that it starts a server or joins one, which takes time', async () => {
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const first = await EmbeddedPostgres.start(folder, { settings: FAST, log });
    const second = await EmbeddedPostgres.start(folder, { settings: FAST, log });
    await Promise.all([first.leave(), second.leave()]);
    expect(lines).toEqual(['starting PostgreSQL…', 'joining the PostgreSQL already running…']);
  });

  it('starts whatever PGDATA and the other variables of PostgreSQL say', async () => {
    const env = {
      PGDATA: '/nowhere',
      PGHOST: 'nowhere',
      PGPORT: '1',
      PGUSER: 'x',
      PGPASSWORD: 'x',
      PGSSLMODE: 'require',
      PGOPTIONS: '-c x=y',
    };
    expect((await started(start(folder, env))).attached).toBe(false);
  });

  it('lets a process leave a server that is dead', async () => {
    const postgres = await EmbeddedPostgres.start(folder, { settings: FAST });
    process.kill((await at.readRunning()).pid, 'SIGKILL');
    await expect(postgres.leave()).resolves.toBeUndefined();
  });

  it('deletes the draft of a process that died while it made a database', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    await mkdir(join(folder, `postgres.${pid}.0123456789ab.tmp`, 'cluster'), { recursive: true });
    await mkdir(join(folder, `postgres.${process.pid}.0123456789ab.tmp`));
    await (await EmbeddedPostgres.start(folder, { settings: FAST })).leave();
    expect((await readdir(folder)).sort()).toEqual(['postgres', `postgres.${process.pid}.0123456789ab.tmp`]);
  });
});

describe('EmbeddedPostgres.start', () => {
  const refusal = () => EmbeddedPostgres.start(folder, { settings: FAST });

  it('explains in a sentence that the database is of another major version', async () => {
    const file = join(cluster.data, 'PG_VERSION');
    await writeFile(file, '17\n');
    await expect(refusal()).rejects.toThrow(
      /^(.*) holds a database of PostgreSQL 17, and this is 18: take a backup with the release that was here before \(npm run backup\), move \1 away, and restore .*\(npm run restore\)\.$/,
    );
    await writeFile(file, '18\n');
  });

  it('explains in a sentence that the password is lost', async () => {
    await rename(cluster.passwordFile, join(scratch, 'password'));
    await expect(refusal()).rejects.toThrow(
      /^The password of the database is lost: put .*password back from a backup.*\.$/,
    );
    await rename(join(scratch, 'password'), cluster.passwordFile);
  });

  it('explains in a sentence that the password is wrong, and leaves no server behind', async () => {
    const password = await readFile(cluster.passwordFile);
    await writeFile(cluster.passwordFile, 'guess');
    await expect(refusal()).rejects.toThrow(/^The password in .* is not this database's: .*\.$/);
    await writeFile(cluster.passwordFile, password);
    const isGone = (seen: unknown) => seen === null;
    expect(await waitFor(() => readPostmaster(cluster.data), isGone, 3_000)).toBeNull();
  });

  it('explains in a sentence that the folder holds something else', async () => {
    const other = join(scratch, 'other');
    await mkdir(join(other, 'postgres'), { recursive: true });
    await expect(EmbeddedPostgres.start(other)).rejects.toThrow(
      /^.*postgres is there but holds no PostgreSQL database: move it away.*\.$/,
    );
  });

  it('explains in a sentence that a file is in the place of the folder, or above it', async () => {
    const file = join(scratch, 'file');
    await writeFile(file, '');
    for (const place of [file, join(file, 'below')]) {
      await expect(EmbeddedPostgres.start(place)).rejects.toThrow(
        /^.* needs to be a folder, and a file is in the way: .*\.$/,
      );
    }
  });

  unlessRoot('explains in a sentence that the folder is closed to this user', async () => {
    const closed = join(scratch, 'closed');
    await mkdir(closed, { mode: 0 });
    for (const place of [closed, join(closed, 'below')]) {
      await expect(EmbeddedPostgres.start(place)).rejects.toThrow(/^.* is not fully accessible to this user: .*\.$/);
    }
  });

  it('explains a server that gives up with its last line and the place of its log', async () => {
    const error = await EmbeddedPostgres.start(folder, { settings: { fsync: 'perhaps' } }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(EmbeddedPostgresError);
    expect((error as Error).message).toBe(
      `PostgreSQL did not start (parameter "fsync" requires a Boolean value): see its log, ${cluster.logFile}.`,
    );
  });
});
