import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { transformFile } from '@swc/core';
import { Client } from 'pg';
import { Cluster } from '../../../src/development/postgres/cluster.js';
import { EmbeddedPostgres } from '../../../src/development/postgres/embedded-postgres.js';
import { repair } from '../../../src/development/postgres/postgres-binaries.js';
import { type Postmaster, readPostmaster } from '../../../src/development/postgres/postmaster.js';
import { EmbeddedPostgresError, explainFailure } from '../../../src/development/postgres/start-failure.js';

const FAST = { fsync: 'off' };
const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
/** Root may read and write everything, so what is closed to others cannot be tried as root. */
const unlessRoot = process.geteuid?.() === 0 ? it.skip : it;
const onLinux = process.platform === 'linux' ? it : it.skip;

/** What the application below tells of its start. */
interface Started {
  readonly url: string;
  readonly attached: boolean;
}

const APPLICATION = `
  import { EmbeddedPostgres } from './embedded-postgres.js';
  const postgres = await EmbeddedPostgres.start(process.argv[2], { settings: ${JSON.stringify(FAST)} });
  process.on('message', () => postgres.leave().then(() => process.disconnect()));
  process.send({ url: postgres.url, attached: postgres.attached });
`;

let scratch: string;
/** A data folder that has a database. Each test finds and leaves it without a server. */
let folder: string;
let cluster: Cluster;
const applications: ChildProcess[] = [];

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'agiza-'));
  await chmod(scratch, 0o711);
  folder = join(scratch, 'dâta of $HOME');
  cluster = Cluster.in(folder);
  await buildApplication();
  await (await EmbeddedPostgres.start(folder, { settings: FAST })).leave();
});

afterEach(async () => {
  for (const application of applications.splice(0)) application.kill('SIGKILL');
  const left = await readPostmaster(cluster.data);
  if (left?.running) process.kill(left.pid, 'SIGQUIT');
  while ((await readPostmaster(cluster.data))?.running) await delay(10);
});

afterAll(() => rm(scratch, { recursive: true, force: true }));

describe('the embedded PostgreSQL', () => {
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
    expect(database).toEqual({ name: 'agiza', owner: 'agiza', encoding: 'UTF8', portable: true });
  });

  it('listens on 127.0.0.1 alone, and lets nobody in without the password', async () => {
    const postgres = await EmbeddedPostgres.start(folder, { settings: FAST });
    const settings = await query(
      postgres.superuserUrl,
      `select listen_addresses, unix_socket_directories from
      current_setting('listen_addresses') as listen_addresses, current_setting('unix_socket_directories') as unix_socket_directories`,
    );
    const guess = postgres.superuserUrl.replace(/:[^:@]+@/, ':guess@');
    await expect(query(guess, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    await postgres.leave();
    expect(postgres.url).toMatch(/^postgres:\/\/agiza:[\w-]+@127\.0\.0\.1:\d+\/agiza$/);
    expect(settings).toEqual([{ listen_addresses: '127.0.0.1', unix_socket_directories: '' }]);
  });

  it('keeps password and log to this user', async () => {
    const modes = await Promise.all([cluster.passwordFile, cluster.logFile].map(async (file) => (await stat(file)).mode & 0o777));
    expect(modes).toEqual([0o600, 0o600]);
  });

  it('keeps what it holds over a restart, and is durable unless told otherwise', async () => {
    const first = await EmbeddedPostgres.start(folder);
    await query(first.url, `create table kept as select 'Mango' as item`);
    const [durability] = await query(
      first.superuserUrl,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
    );
    await first.leave();
    const second = await EmbeddedPostgres.start(folder, { settings: FAST });
    const rows = await query(second.url, 'select item from kept');
    await second.leave();
    expect(durability).toEqual({ fsync: 'on', commit: 'on' });
    expect(rows).toEqual([{ item: 'Mango' }]);
    expect([first.attached, second.attached]).toEqual([false, false]);
  });

  it('keeps what people type out of its log', async () => {
    const postgres = await EmbeddedPostgres.start(folder, { settings: FAST });
    await query(postgres.url, `create table phones (phone text primary key); insert into phones values ('+254700000001')`);
    await expect(query(postgres.url, `insert into phones values ('+254700000001')`)).rejects.toMatchObject({ code: '23505' });
    await expect(query(postgres.url, `select '+254700000001 '::int`)).rejects.toMatchObject({ code: '22003' });
    await postgres.leave();
    expect(await readFile(cluster.logFile, 'utf8')).not.toContain('254700000001');
  });

  it('tells what takes time', async () => {
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const first = await EmbeddedPostgres.start(folder, { settings: FAST, log });
    const second = await EmbeddedPostgres.start(folder, { settings: FAST, log });
    await Promise.all([first.leave(), second.leave()]);
    expect(lines).toEqual(['starting PostgreSQL…', 'joining the PostgreSQL already running…']);
  });

  it('is not disturbed by PGDATA and its kind', async () => {
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
});

describe('several processes', () => {
  it('share one database when they start at once on a fresh folder', async () => {
    const fresh = join(scratch, 'fresh');
    const both = [start(fresh), start(fresh)];
    const [one, other] = await Promise.all(both.map(started));
    await Promise.all(both.map(leave));
    expect(one?.url).toBe(other?.url);
    expect([one?.attached, other?.attached].sort()).toEqual([false, true]);
    expect(await readdir(fresh)).toEqual(['postgres']);
    expect(await readPostmaster(Cluster.in(fresh).data)).toBeNull();
  });

  it('keep the server until the last of them leaves', async () => {
    const here = await EmbeddedPostgres.start(folder, { settings: FAST });
    const there = start(folder);
    expect(await started(there)).toEqual({ url: here.url, attached: true });
    await here.leave();
    await here.leave();
    expect(await readPostmaster(cluster.data)).toMatchObject({ running: true });
    await leave(there);
    expect(await readPostmaster(cluster.data)).toBeNull();
  });

  it('count again after PostgreSQL cut their connections', async () => {
    const one = await EmbeddedPostgres.start(folder, { settings: FAST });
    await query(one.superuserUrl, `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'agiza lease'`);
    await delay(1_300);
    const other = await EmbeddedPostgres.start(folder);
    await other.leave();
    expect(await query(one.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await one.leave();
    expect(await readPostmaster(cluster.data)).toBeNull();
  });
});

describe('after an accident', () => {
  it('joins the server that a killed application left behind', async () => {
    const application = start(folder);
    const { url } = await started(application);
    await kill(application);
    const next = await EmbeddedPostgres.start(folder);
    expect(next).toMatchObject({ url, attached: true });
    await next.leave();
    expect(await readPostmaster(cluster.data)).toBeNull();
  });

  it('recovers, on the same port, when the server was killed too', async () => {
    const application = start(folder);
    const { url } = await started(application);
    await query(url, `create table survivors as select 'Avocado' as item`);
    const { pid } = await running();
    await kill(application);
    process.kill(pid, 'SIGKILL');
    const next = await EmbeddedPostgres.start(folder, { settings: FAST });
    expect(next).toMatchObject({ url, attached: false });
    expect(await query(next.url, 'select item from survivors')).toEqual([{ item: 'Avocado' }]);
    await next.leave();
  });

  it('comes back on the port that others know after somebody stopped the server in good order', async () => {
    const first = await EmbeddedPostgres.start(folder, { settings: FAST });
    await first.leave();
    const next = await EmbeddedPostgres.start(folder, { settings: FAST });
    expect(next.url).toBe(first.url);
    await next.leave();
  });

  onLinux('starts although the dead server had a process id that another program has now', async () => {
    const lock = `${process.pid}\n${cluster.data}\n1700000000\n1\n\n127.0.0.1\n  1 1\nready   \n`;
    await writeFile(join(cluster.data, 'postmaster.pid'), lock);
    const postgres = await EmbeddedPostgres.start(folder, { settings: FAST });
    expect(postgres.attached).toBe(false);
    await postgres.leave();
  });

  it('lets the application leave a server that is dead', async () => {
    const postgres = await EmbeddedPostgres.start(folder, { settings: FAST });
    process.kill((await running()).pid, 'SIGKILL');
    await expect(postgres.leave()).resolves.toBeUndefined();
  });

  it('clears away what a process left that died while making a database', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    await mkdir(join(folder, `postgres.${pid}.0123456789ab.tmp`, 'cluster'), { recursive: true });
    await mkdir(join(folder, `postgres.${process.pid}.0123456789ab.tmp`));
    await (await EmbeddedPostgres.start(folder, { settings: FAST })).leave();
    expect((await readdir(folder)).sort()).toEqual(['postgres', `postgres.${process.pid}.0123456789ab.tmp`]);
  });
});

describe('what it cannot use, it explains in a sentence', () => {
  const refusal = () => EmbeddedPostgres.start(folder, { settings: FAST });

  it('for a database of another major version', async () => {
    const file = join(cluster.data, 'PG_VERSION');
    await writeFile(file, '17\n');
    await expect(refusal()).rejects.toThrow(/^.* holds a database of PostgreSQL 17, and this is 18: carry it over with pg_dump.*\.$/);
    await writeFile(file, '18\n');
  });

  it('for a lost password', async () => {
    await rename(cluster.passwordFile, join(scratch, 'password'));
    await expect(refusal()).rejects.toThrow(/^The password of the database is lost: put .*password back from a backup.*\.$/);
    await rename(join(scratch, 'password'), cluster.passwordFile);
  });

  it('for a wrong password, and leaves no server behind', async () => {
    const password = await readFile(cluster.passwordFile);
    await writeFile(cluster.passwordFile, 'guess');
    await expect(refusal()).rejects.toThrow(/^The password in .* is not this database's: .*\.$/);
    await writeFile(cluster.passwordFile, password);
    for (let tries = 0; tries < 300 && (await readPostmaster(cluster.data)); tries++) await delay(10);
    expect(await readPostmaster(cluster.data)).toBeNull();
  });

  it('for a folder that holds something else', async () => {
    const other = join(scratch, 'other');
    await mkdir(join(other, 'postgres'), { recursive: true });
    await expect(EmbeddedPostgres.start(other)).rejects.toThrow(/^.*postgres is there but holds no PostgreSQL database: move it away.*\.$/);
  });

  it('for a file in the place of the folder, or above it', async () => {
    const file = join(scratch, 'file');
    await writeFile(file, '');
    for (const place of [file, join(file, 'below')]) {
      await expect(EmbeddedPostgres.start(place)).rejects.toThrow(/^.* needs to be a folder, and a file is in the way: .*\.$/);
    }
  });

  unlessRoot('for a folder that is closed to this user', async () => {
    const closed = join(scratch, 'closed');
    await mkdir(closed, { mode: 0 });
    for (const place of [closed, join(closed, 'below')]) {
      await expect(EmbeddedPostgres.start(place)).rejects.toThrow(/^.* is not fully accessible to this user: .*\.$/);
    }
  });

  it('for a server that gives up, with its last word and the place of its log', async () => {
    const error = await EmbeddedPostgres.start(folder, { settings: { fsync: 'perhaps' } }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(EmbeddedPostgresError);
    expect((error as Error).message).toBe(
      `PostgreSQL did not start (parameter "fsync" requires a Boolean value): see its log, ${cluster.logFile}.`,
    );
  });

  it.each([
    ['FATAL:  could not write lock file "postmaster.pid": No space left on device', /is full: free some space/],
    ['ENOSPC: no space left on device, mkdir', /is full: free some space/],
    ['EROFS: read-only file system, mkdir', /is on a read-only disk/],
    ['spawn /project/native/bin/initdb ENOENT', /do not run on this system/],
    ['postgres: error while loading shared libraries: libxml2.so.2: cannot open', /do not run on this system/],
    ['FATAL:  data directory "/data/postgres/cluster" has invalid permissions', /run chmod 700 on \/data\/postgres\/cluster/],
  ])('for "%s"', (words, sentence) => {
    expect(explainFailure(new Error(words), '/data', '/data/postgres/server.log').message).toMatch(sentence);
  });
});

describe('an installation without install scripts', () => {
  it('is completed: links are made, programs made executable, by any number of processes at once', async () => {
    const root = await aPackage('incomplete');
    await Promise.all([1, 2, 3].map(() => repair(root, [join(root, 'native/bin/initdb')])));
    expect(await readlink(join(root, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
    expect((await stat(join(root, 'native/bin/initdb'))).mode & 0o111).toBe(0o111);
  });

  it('that cannot be completed is explained in a sentence', async () => {
    const root = await aPackage('closed for writing');
    await rm(join(root, 'native/lib'), { recursive: true });
    await writeFile(join(root, 'native/lib'), '');
    await expect(repair(root, [])).rejects.toThrow(
      /^The PostgreSQL in .* is incomplete and this user cannot complete it .*: run npm ci .*\.$/,
    );
  });

  async function aPackage(name: string): Promise<string> {
    const root = join(scratch, name);
    await mkdir(join(root, 'native/lib'), { recursive: true });
    await mkdir(join(root, 'native/bin'));
    await writeFile(join(root, 'native/bin/initdb'), '', { mode: 0o644 });
    await writeFile(join(root, 'native/pg-symlinks.json'), '[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"}]');
    return root;
  }
});

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url);
  await client.connect();
  return await client
    .query(text)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

async function running(): Promise<Postmaster> {
  const postmaster = await readPostmaster(cluster.data);
  if (!postmaster?.running) throw new Error('no server is running');
  return postmaster;
}

/** The sources, compiled, with an application that starts the database and leaves when told to. */
async function buildApplication(): Promise<void> {
  const [from, to] = [join(PROJECT, 'src/development/postgres'), join(scratch, 'application')];
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    const { code } = await transformFile(join(from, name), { configFile: join(PROJECT, '.swcrc') });
    await writeFile(join(to, name.replace(/ts$/, 'js')), code);
  }
  await writeFile(join(to, 'package.json'), '{ "type": "module" }');
  await writeFile(join(to, 'application.js'), APPLICATION);
  await symlink(join(PROJECT, 'node_modules'), join(to, 'node_modules'), 'junction');
}

function start(dataDir: string, env: Record<string, string> = {}): ChildProcess {
  const application = fork(join(scratch, 'application/application.js'), [dataDir], { execArgv: [], env: { ...process.env, ...env } });
  applications.push(application);
  return application;
}

async function started(application: ChildProcess): Promise<Started> {
  const [message] = await once(application, 'message');
  return message;
}

async function leave(application: ChildProcess): Promise<void> {
  application.send('leave');
  await once(application, 'exit');
}

async function kill(application: ChildProcess): Promise<void> {
  application.kill('SIGKILL');
  await once(application, 'exit');
}
