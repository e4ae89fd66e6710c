import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config/load-config.js';
import { migrate } from '../../src/database/migrate.js';
import type { DatabaseOptions } from '../../src/database/session-settings.js';
import { asSuperuser, faultOf, makeName, USUAL, urlWith } from '../support/odd-databases.js';
import { waitFor } from '../support/waiting.js';

const PGBOUNCER = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find((path) => existsSync(path));
/** Debian's package has it: apt-get install pgbouncer. Its version is 1.18. */
const withPgBouncer = PGBOUNCER === undefined ? describe.skip : describe;

/** What the answers of this file's requests have. */
interface Made {
  readonly token?: string;
  readonly customer?: { readonly customer_code: string };
  readonly order?: { readonly created_at: string };
}

const POOLED: DatabaseOptions = { ...USUAL, DATABASE_POOLER: 'on', DATABASE_PREPARE: 'off' };
const ALLOWED = 'extra_float_digits';
const role = makeName();
const database = makeName();
const direct = urlWith({ username: role, password: 'canary', pathname: database });
let folder: string;
let pooled: string;
let bouncers: ChildProcess[] = [];

beforeAll(async () => {
  await asSuperuser([
    `create role ${role} login password 'canary'`,
    `create database ${database} owner ${role} template template0`,
    `alter database ${database} set DateStyle = 'German, DMY'`,
    `alter database ${database} set search_path = 'nowhere'`,
    `alter database ${database} set default_transaction_isolation = 'serializable'`,
  ]);
  folder = mkdtempSync(join(tmpdir(), 'agiza-pgbouncer-'));
  chmodSync(folder, 0o755);
});
afterAll(async () => {
  for (const bouncer of bouncers) bouncer.kill('SIGKILL');
  bouncers = [];
  rmSync(folder, { recursive: true });
  await asSuperuser([`drop database ${database} with (force)`, `drop role ${role}`]);
});

/** Starts a PgBouncer in transaction mode in front of the tests' PostgreSQL, and gives its URL. */
async function startPgBouncer(settings: Record<string, string> = {}, known = '*'): Promise<string> {
  const free = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => free.once('listening', resolve));
  const { port } = free.address() as { port: number };
  free.close();
  const users = join(folder, `${port}.txt`);
  const file = join(folder, `${port}.ini`);
  const lines = Object.entries({
    ...{ listen_addr: '127.0.0.1', listen_port: port, unix_socket_dir: '', auth_type: 'trust', auth_file: users },
    ...{ pool_mode: 'transaction', default_pool_size: 4, ...settings },
  }).map(([name, value]) => `${name} = ${value}`);
  const { port: behind } = new URL(direct);
  writeFileSync(users, `"${role}" "canary"\n`);
  writeFileSync(file, `[databases]\n${known} = host=127.0.0.1 port=${behind}\n[pgbouncer]\n${lines.join('\n')}\n`);
  const user = process.geteuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const bouncer = spawn(PGBOUNCER ?? '', [file], { ...user, stdio: ['ignore', 'ignore', 'pipe'] });
  bouncers.push(bouncer);
  let said = '';
  bouncer.stderr.on('data', (text) => {
    said += text;
  });
  await waitFor(
    () => /process up/.test(said) || bouncer.exitCode !== null,
    (up) => up,
  );
  expect(said).toMatch(/process up/);
  return urlWith({ port: String(port) }, direct);
}

withPgBouncer('PgBouncer in transaction mode', () => {
  beforeAll(async () => {
    pooled = await startPgBouncer();
  });

  it('is refused in a sentence without DATABASE_POOLER=on', async () => {
    expect(await faultOf(pooled)).toMatch(/^A pooler such as PgBouncer answers at .*: set DATABASE_POOLER=on/);
  });

  it('is refused in a sentence when it drops the settings of connections', async () => {
    const names = 'IntervalStyle,search_path,default_transaction_isolation,default_transaction_deferrable';
    const more = 'transform_null_equals,array_nulls,bytea_output,idle_session_timeout,statement_timeout';
    const last = `exit_on_error,lock_timeout,idle_in_transaction_session_timeout,${ALLOWED}`;
    const url = await startPgBouncer({ ignore_startup_parameters: `${names},${more},${last}` });
    expect(await faultOf(url)).toMatch(
      /^A pooler in front of the database drops settings .*search_path.*DATABASE_POOLER=on/,
    );
  });

  it('is refused in a sentence with prepared statements, which Debian’s version does not keep', async () => {
    const fault = await faultOf(pooled, { ...POOLED, DATABASE_PREPARE: 'on' });
    expect(fault).toMatch(/^This pooler keeps no prepared statements: set DATABASE_PREPARE=off/);
  });

  it.each(['md5', 'scram-sha-256'])('names what it refuses, with its auth_type %s', async (auth_type) => {
    const url = await startPgBouncer({ auth_type }, database);
    for (const parts of [{ password: 'wrong' }, { username: 'stranger' }])
      expect(await faultOf(urlWith(parts, url), POOLED)).toMatch(
        /^The pooler at .* refuses this user name or password/,
      );
    expect(await faultOf(urlWith({ password: '' }, url), POOLED)).toMatch(/asks for a password: put it into/);
    expect(await faultOf(urlWith({ pathname: 'nowhere' }, url), POOLED)).toMatch(
      /^The pooler at .* does not know the database "nowhere": add it to the pooler's own configuration/,
    );
  });

  it('says that all its connections are taken', async () => {
    const url = await startPgBouncer({ default_pool_size: '1', query_wait_timeout: '1', max_client_conn: '2' });
    const other = new Client({ connectionString: url });
    await other.connect();
    await other.query('begin');
    expect(await faultOf(url, POOLED)).toMatch(/^All connections of the pooler at .* are taken \(query_wait_timeout\)/);
    const third = new Client({ connectionString: url });
    await third.connect();
    expect(await faultOf(url, POOLED)).toMatch(/are taken \(no more connections allowed \(max_client_conn\)\): raise/);
    await Promise.all([other.end(), third.end()]);
  });

  it('says that the database behind it is not there', async () => {
    const fault = await faultOf(urlWith({ pathname: 'nowhere' }, pooled), POOLED);
    expect(fault).toMatch(/^The database behind the pooler at .* is not there \(database "nowhere" does not exist\)/);
  });

  it('takes migrations, of several processes at once, and keeps no lock', async () => {
    const starts = [1, 2, 3].map(() => migrate(pooled, () => undefined, POOLED));
    await expect(Promise.all(starts)).resolves.toHaveLength(3);
    const held = `do $$ begin if exists (select from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())) then raise 'held'; end if; end $$`;
    await asSuperuser([held], database);
  });

  it('carries the whole service, whatever the database sets', async () => {
    const config = loadConfig({
      ...{ DATA_DIR: process.env.TEST_DATA_DIR, PORT: '0', LOG_LEVEL: 'silent', ROLE: 'api' },
      ...{ DATABASE_URL: pooled, DATABASE_POOLER: 'on', DATABASE_PREPARE: 'off' },
    });
    const app = await createApp(config, pooled);
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    const post = async (path: string, body: object, token = '') => {
      const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
      const answer = await fetch(url + path, { method: 'POST', body: JSON.stringify(body), headers });
      return { status: answer.status, json: (await answer.json()) as Made };
    };
    const account = {
      email: 'a@b.co',
      phone_number: '+254712345678',
      password: 'a long sentence',
      api_key: '123456721',
    };
    const admin = await post('/api/auth/admin-register/', account);
    const token = String(admin.json.token);
    const made = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        post('/api/customer', { name: 'Otieno', phone: `+2547194853${String(i).padStart(2, '0')}` }, token),
      ),
    );
    const codes = made.map(({ json }) => json.customer?.customer_code);
    const orders = await Promise.all(
      codes.map((customer_code) => post('/api/orders', { customer_code, item: 'Mango', amount: '420' }, token)),
    );
    await app.close();
    expect([admin.status, made.map(({ status }) => status), orders.map(({ status }) => status)]).toEqual([
      201,
      Array(30).fill(201),
      Array(30).fill(201),
    ]);
    expect(String(orders[0]?.json.order?.created_at)).toMatch(/^\d{4}-\d\d-\d\dT/);
  });
});
