import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Client } from 'pg';
import { migrate } from '../src/database/migrate.js';
import { measureSlowness, toQuietMs } from './support/deadlines.js';
import { connectAsSuperuser, postmasterOf, signal } from './support/embedded-database.js';
import { Load } from './support/load.js';
import { type Ending, postTo, Service } from './support/service.js';
import { createDatabase } from './support/test-database.js';
import { waitFor } from './support/waiting.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'agiza-process-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the image and npm start', () => {
  it('start the service with the command of start:prod', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const [, command = ''] = /^CMD (.+)$/m.exec(readFileSync('Dockerfile', 'utf8')) ?? [];
    expect(JSON.parse(command).join(' ')).toBe(scripts['start:prod']);
    expect(scripts.start).toBe(`node scripts/build-if-needed.js && ${scripts['start:prod']}`);
  });

  it('use the Node version of .nvmrc, which package.json allows', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
    const version = readFileSync('.nvmrc', 'utf8').trim();
    expect(readFileSync('Dockerfile', 'utf8').match(/^FROM node:[^@\s]+/gm)).toEqual(
      Array(2).fill(`FROM node:${version}-slim`),
    );
    const [, least] = /^>=(\d+)\.\d+\.\d+$/.exec(engines.node) ?? [];
    expect(Number(version)).toBeGreaterThanOrEqual(Number(least));
  });
});

describe('main, with the embedded PostgreSQL', () => {
  let service: Service;
  let url: string;
  let token: string;
  let code: string;
  let superuser: Client;
  let load: Load | undefined;
  const dataDir = () => join(folder, 'data');
  // Instants must be in UTC whatever the time zone of the machine is.
  const start = () =>
    new Service({ DATA_DIR: dataDir(), LOG_LEVEL: 'error', TZ: 'Pacific/Apia', PGTZ: 'Pacific/Apia', LC_ALL: 'C' });

  beforeAll(() => {
    service = start();
  });
  afterAll(async () => {
    service.kill('SIGKILL');
    await service.ended;
    await superuser?.end();
    const postmaster = postmasterOf(dataDir());
    if (postmaster) signal(postmaster.pid, 'SIGINT');
    while (postmasterOf(dataDir())) await delay(20);
  });

  afterEach(() => load?.abandon());

  const post = async (path: string, body: object) =>
    JSON.parse((await postTo(url + path, body, { Authorization: `Bearer ${token}` })).text);

  /** Every order in the database with the number of its notifications. */
  const inDatabase = async () =>
    (
      await superuser.query<{ id: string; item: string; notifications: number }>(
        `select o.id, o.item, count(n.id)::int as notifications
         from orders o left join notifications n on n.order_id = o.id group by o.id`,
      )
    ).rows;

  /**
   * Expects one order with one notification for each key that clients got an answer for.
   * There must be no other order.
   */
  async function expectAllToldOf(load: Load): Promise<void> {
    const rows = (await inDatabase()).filter(({ item }) => item.startsWith(`${load.name} `));
    expect(new Map(rows.map(({ id, item }) => [item, id]))).toEqual(
      new Map([...load.answered].map(([key, { id }]) => [key, id])),
    );
    expect([rows.length, rows.filter(({ notifications }) => notifications !== 1)]).toEqual([load.answered.size, []]);
    const orphans = await superuser.query('select 1 from notifications where order_id not in (select id from orders)');
    expect(orphans.rowCount).toBe(0);
    for (const [key, { answer }] of [...load.answered].slice(0, 20)) expect((await load.place(key)).text).toBe(answer);
  }

  it('prints its address, the key to register with, and a command that registers', async () => {
    url = await service.url();
    expect(url).toMatch(/^http:\/\/localhost:\d+$/);
    expect(service.stdout).toMatch(/Admin API key +123456721 /);
    expect(service.stdout).toMatch(/^Sign-in +Google \(sandbox\), GitHub \(sandbox\), Facebook \(sandbox\)$/m);
    expect(service.stdout).toMatch(/^Database +embedded, in /m);
    const [, address = '', body = ''] = await service.says(/^ {2}curl (\S+) --data '(.+)'$/m);
    const registered = await postTo(address, JSON.parse(body), { 'Content-Type': 'application/x-www-form-urlencoded' });
    expect(registered.status).toBe(201);
    token = JSON.parse(registered.text).token;
    expect(service.stderr).toBe('');
    superuser = await connectAsSuperuser(dataDir());
  });

  it('keeps its instants in UTC', async () => {
    const { customer } = await post('/api/customer', { name: 'Wanjiku Kamau', phone: '0712345678' });
    code = customer.customer_code;
    expect(Math.abs(Date.parse(customer.created_at) - Date.now())).toBeLessThan(60_000);
    await superuser.query(
      `insert into orders (id, customer_id, item, amount, currency, created_at)
       values ($1, $1, 'Mango', 420, 'KES', '2024-10-01 12:00:00Z')`,
      [customer.id],
    );
    const response = await fetch(`${url}/api/order/0712345678`, { headers: { Authorization: `Bearer ${token}` } });
    expect(await response.json()).toMatchObject({ orders: [{ created_at: '2024-10-01 12:00:00' }] });
  });

  it('keeps every answered order once when it is killed at work and started again', async () => {
    load = new Load(8, 'killed', () => url, token, code);
    await load.waitForMore(50);
    service.kill('SIGKILL');
    expect((await service.ended).signal).toBe('SIGKILL');
    service = start();
    url = await service.url();
    expect(service.stdout).toContain('PostgreSQL already running');
    await load.waitForMore(50);
    await load.stop();
    // On a busy machine a request may not get its turn in time, and 503 is its answer.
    const refusals = measureSlowness() > 2 ? load.refusals.filter((status) => status !== 503) : load.refusals;
    expect([refusals, load.broken > 0]).toEqual([[], true]);
    await expectAllToldOf(load);
  });

  it('answers 503 without its connections and without PostgreSQL, and loses no order', async () => {
    load = new Load(8, 'lost', () => url, token, code);
    for (let n = 0; n < 3; n++) {
      await load.waitForMore(20);
      await superuser.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'agiza%'`,
      );
    }
    await load.waitForMore(20);
    const { rows } = await superuser.query(`select pid from pg_stat_activity where application_name = 'agiza' limit 1`);
    // PostgreSQL takes it for a crash, ends every connection and recovers.
    process.kill(rows[0].pid, 'SIGKILL');
    const began = performance.now();
    await delay(100);
    await load.waitForMore(20);
    expect(toQuietMs(performance.now() - began, 10_000)).toBeLessThan(10_000);
    // The service starts it again when it dies as a whole.
    signal(postmasterOf(dataDir())?.pid ?? 0, 'SIGKILL');
    await service.says(/^The embedded PostgreSQL runs again, after [\d.]+ s\.$/m);
    await load.waitForMore(20);
    await load.stop();
    expect([load.broken, load.refusals.filter((status) => status !== 503)]).toEqual([0, []]);
    expect(load.refusals.length).toBeGreaterThan(0);
    expect(service.running).toBe(true);
    superuser = await connectAsSuperuser(dataDir());
    await expectAllToldOf(load);
  });

  it('finishes what it has begun when it is asked to stop, and stops PostgreSQL too', async () => {
    load = new Load(4, 'stopped', () => url, token, code);
    await load.waitForMore(20);
    await superuser.query('begin; select 1 from customers for update');
    const waiting = Array.from({ length: 5 }, (_, n) => load?.place(`held ${n}`));
    const countWaiting = async () => (await superuser.query('select from pg_locks where not granted')).rowCount ?? 0;
    expect(await waitFor(countWaiting, (locks) => locks > 0)).toBeGreaterThan(0);
    const began = performance.now();
    service.kill('SIGTERM');
    await service.says(/stopping/);
    const ask = () =>
      postTo(`${url}/api/auth/logout`, {}).then(
        ({ status }) => String(status),
        (error) => String(error),
      );
    const refused = /ECONNREFUSED|ECONNRESET|hang up/;
    expect(await waitFor(ask, (answer) => refused.test(answer))).toMatch(refused);
    await superuser.query('commit');
    expect((await Promise.all(waiting)).map((answer) => answer?.status)).toEqual([201, 201, 201, 201, 201]);
    const { code: exit, stderr } = await service.ended;
    expect([exit, stderr, toQuietMs(performance.now() - began, 10_000) < 10_000, postmasterOf(dataDir())]).toEqual([
      0,
      '',
      true,
      null,
    ]);
    service = start();
    url = await service.url();
    await load.stop();
    superuser = await connectAsSuperuser(dataDir());
    expect((await inDatabase()).filter(({ item }) => item.startsWith('held'))).toHaveLength(5);
    await expectAllToldOf(load);
  });
});

describe('main in production', () => {
  it('logs its settings without a secret, and what is missing', async () => {
    const database = await createDatabase();
    const service = new Service({
      ...{
        NODE_ENV: 'production',
        PUBLIC_URL: 'https://duka.example',
        TRUST_PROXY: 'none',
        DATABASE_URL: database.url,
      },
      ...{ ADMIN_API_KEYS: 'k'.repeat(22), JWT_SECRET: 'j'.repeat(32), SESSION_SECRET: 's'.repeat(32), ROLE: 'api' },
      ...{ AT_USERNAME: 'duka', AT_API_KEY: 'canary-key', AT_CALLBACK_SECRET: 'c'.repeat(22) },
      AT_BASE_URL: 'https://carrier.invalid',
    });
    await service.says(/Agiza listens at http:\/\/127\.0\.0\.1:\d+/);
    const [line] = await service.says(/^\{.*"settings":.*\}$/m);
    await service.says(/missing: nobody can sign in/);
    service.kill('SIGINT');
    const { stdout } = await service.ended;
    await database.drop();
    expect(JSON.parse(line)).toMatchObject({
      level: 'info',
      settings: {
        address: 'https://duka.example',
        SMS: expect.stringContaining('as duka'),
        staff: '0 e-mail addresses',
      },
    });
    expect(stdout).not.toMatch(/k{22}|j{32}|s{32}|c{22}|canary/);
    expect(stdout).not.toContain(new URL(database.url).password);
  });
});

describe('main, which cannot start', () => {
  const ending = (variables: Record<string, string>, ...args: string[]) =>
    new Service({ DATA_DIR: join(folder, 'other'), ...variables }, args).ended;

  it('prints how to use it with --help', async () => {
    const { code, stdout, stderr } = await ending({ PORT: 'nonsense' }, '--help');
    expect([code, stderr, stdout]).toEqual([0, '', expect.stringContaining('npm start')]);
  });

  it('prints how to use it with -h, and its version with -v and --version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    const [help, short, long] = await Promise.all([ending({}, '-h'), ending({}, '-v'), ending({}, '--version')]);
    expect([help.code, help.stdout]).toEqual([0, expect.stringContaining('--version')]);
    expect([short, long].map(({ code, stdout, stderr }) => [code, stdout, stderr])).toEqual(
      Array(2).fill([0, `${version}\n`, '']),
    );
  });

  it('refuses an argument that it does not know, and says how to use it', async () => {
    const wrong = ['--port=4000', '', '--Help'];
    const endings = await Promise.all(wrong.map((argument) => ending({}, argument)));
    for (const [n, argument] of wrong.entries()) {
      const { code, stdout, stderr } = endings[n] as Ending;
      expect([code, stdout, stderr]).toEqual([
        1,
        '',
        expect.stringContaining(`Agiza takes no argument ${JSON.stringify(argument)}.\n`),
      ]);
      expect(stderr).toContain('npm start');
    }
  });

  it('warns of a variable that it does not know or that names no file, also when it cannot start', async () => {
    const { code, stderr } = await ending({ SMS_PER_SEC: 'canary', JWT_SECRET_FILE: '', PORT: 'canary' });
    expect([code, ...stderr.split('\n').slice(0, 2)]).toEqual([
      1,
      'warning: SMS_PER_SEC is no setting of Agiza and changes nothing: did you mean SMS_PER_SECOND?',
      'warning: JWT_SECRET_FILE is empty, so no file is read: name the file, or leave the variable out',
    ]);
    expect(stderr).not.toContain('canary');
  });

  it.each([
    ['203.0.113.7', /^HOST is no address of this machine: .+\.\n$/],
    ['2001:db8::1', /^HOST is (no address of this machine|an IPv6 address).+\.\n$/],
    ['no-such-host.invalid', /^HOST is a name that this machine cannot look up: .+\.\n$/],
  ])('says of HOST=%s that it cannot listen there, before it makes a database', async (HOST, sentence) => {
    const data = mkdtempSync(join(folder, 'host-'));
    const { code, stdout, stderr } = await ending({ HOST, DATA_DIR: data });
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(sentence)]);
    expect(readdirSync(data)).toEqual(['secrets']);
  });

  it('says that a port is taken before it makes a database', async () => {
    const other = createServer();
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as { port: number };
    const data = mkdtempSync(join(folder, 'port-'));
    const { code, stdout, stderr } = await ending({ DATA_DIR: data, PORT: String(port) });
    other.close();
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(/^Another program listens on this port/)]);
    expect(readdirSync(data)).toEqual(['secrets']);
  });

  it('says in a sentence that DATA_DIR cannot be used, and does not hang', async () => {
    const secrets = { JWT_SECRET: 'j'.repeat(32), SESSION_SECRET: 's'.repeat(32), AT_CALLBACK_SECRET: 'c'.repeat(22) };
    const DATA_DIR = '/proc/agiza';
    const [bare, whole] = await Promise.all([ending({ DATA_DIR }), ending({ DATA_DIR, ...secrets })]);
    expect([bare.code, bare.stderr]).toEqual([1, expect.stringMatching(/\n {2}DATA_DIR: [^\n]+\n$/)]);
    expect([whole.code, whole.stderr]).toEqual([
      1,
      expect.stringMatching(/^(warning: [^\n]+\n)?[^\n]+DATA_DIR[^\n]+\n$/),
    ]);
  });

  it('names every setting at fault, without its value and without a stack', async () => {
    const { code, stdout, stderr } = await ending({ PORT: 'canary', OPEN_INTAKE: 'canary', JWT_SECRET: 'canary' });
    expect([code, stdout, stderr.trim().split('\n').length]).toEqual([1, '', 4]);
    expect(stderr).not.toMatch(/canary|\bat .*:\d+/);
  });

  it('says in a sentence that its port is taken', async () => {
    const database = await createDatabase();
    const other = createServer();
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const { port } = other.address() as { port: number };
    const { code, stderr } = await ending({ DATABASE_URL: database.url, PORT: String(port) });
    other.close();
    await database.drop();
    expect([code, stderr]).toEqual([
      1,
      'Another program listens on this port: set PORT to a free one, or to 0 for any.\n',
    ]);
  });

  it('says in a sentence that its database does not let it in', async () => {
    const own = process.env.TEST_DATABASE_URL ?? '';
    const { code, stderr } = await ending({ DATABASE_URL: own.replace(/:[^:@]+@/, ':canary@') });
    expect([code, stderr]).toEqual([1, 'The database refuses this user name or password. Check DATABASE_URL.\n']);
    const bare = own.replace(/:[^:@]+@/, '@');
    const other = await ending({ DATABASE_URL: bare, DATABASE_PASSWORD: 'canary' });
    expect([other.code, other.stderr]).toEqual([
      1,
      'The database refuses this user name or password. Check DATABASE_PASSWORD, and the user name in DATABASE_URL.\n',
    ]);
    await expect(migrate(`${own}_that_is_not_there`, () => undefined)).rejects.toThrow(
      /^The database server is there, but the database that DATABASE_URL names is not: create ".+_that_is_not_there" there, or /,
    );
  });

  it.each([
    ['has a / in its password', 'postgres://agiza:can/ary@localhost/agiza', /DATABASE_URL: .*percent-encode/],
    ['names several hosts', 'postgres://agiza@a,b/agiza', /DATABASE_URL: .*several hosts/],
    ['names a certificate that is not there', 'postgres://agiza@localhost/agiza?sslrootcert=/nope', /ENOENT/],
    [
      'names a demand for encryption',
      `${process.env.TEST_DATABASE_URL}?sslmode=require`,
      /^The database at .*offers no/,
    ],
  ])('says in a sentence, without a stack, that DATABASE_URL %s', async (_, DATABASE_URL, words) => {
    const { code, stdout, stderr } = await ending({ DATABASE_URL });
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(words)]);
    expect(stderr).not.toMatch(/canary|can.ary|\bat .*:\d+:\d+|node_modules/);
  });

  it('says that it waits for a database that is not there yet', async () => {
    const service = new Service({
      DATA_DIR: join(folder, 'other'),
      DATABASE_URL: 'postgres://agiza@127.0.0.1:1/agiza',
    });
    await service.says(/^the database at 127\.0\.0\.1:1 does not answer \(nothing listens there, ECONNREFUSED\)/m);
    await service.says(/^waiting for the database…$/m);
    service.kill('SIGTERM');
    expect((await service.ended).stderr).toBe('');
  });
});

describe('main, in a shell full of PG* variables', () => {
  const HOSTILE = {
    PGHOST: 'nowhere.invalid',
    PGHOSTADDR: '192.0.2.1',
    PGPORT: '1',
    PGUSER: 'stranger',
    PGPASSWORD: 'wrong',
    PGPASSFILE: '/nope',
    PGDATABASE: 'nowhere',
    PGSERVICE: 'nowhere',
    PGSERVICEFILE: '/nope',
    PGOPTIONS: '-c search_path=nowhere -c datestyle=German -c default_transaction_read_only=on',
    PGSSLMODE: 'require',
    PGSSLROOTCERT: '/nope',
    PGSSLNEGOTIATION: 'direct',
    PGAPPNAME: 'other',
    PGCLIENTENCODING: 'LATIN1',
    PGCLIENT_ENCODING: 'LATIN1',
    PGDATESTYLE: 'German',
    PGTZ: 'Asia/Kathmandu',
    PGCONNECT_TIMEOUT: '1',
    PGTARGETSESSIONATTRS: 'standby',
    PGREPLICATION: 'true',
    PGBINARY: '1',
    PGDATA: '/nope',
  };

  /** Starts it, makes an admin, and stops it. */
  async function expectToWork(variables: Record<string, string>): Promise<void> {
    const service = new Service({ LOG_LEVEL: 'error', ...HOSTILE, ...variables });
    const url = await service.url();
    const admin = { phone_number: '+254712345678', password: 'a long sentence', api_key: '123456721' };
    const { status } = await postTo(`${url}/api/auth/admin-register/`, { email: 'hostile@example.com', ...admin });
    service.kill('SIGINT');
    expect([status, (await service.ended).stderr]).toEqual([201, '']);
  }

  it('works with the embedded PostgreSQL', () => expectToWork({ DATA_DIR: join(folder, 'hostile') }));

  it('works with the PostgreSQL of DATABASE_URL, and its password in DATABASE_PASSWORD', async () => {
    const { url, drop } = await createDatabase();
    const DATABASE_PASSWORD = decodeURIComponent(new URL(url).password);
    const withoutPassword = Object.assign(new URL(url), { password: '' }).href;
    await expectToWork({ DATA_DIR: join(folder, 'other'), DATABASE_URL: withoutPassword, DATABASE_PASSWORD });
    await drop();
  });

  it('asks for the password that DATABASE_URL leaves out', async () => {
    const url = Object.assign(new URL(process.env.TEST_DATABASE_URL ?? ''), { password: '' });
    const variables = { PGPASSWORD: decodeURIComponent(new URL(process.env.TEST_DATABASE_URL ?? '').password) };
    const service = new Service({ DATA_DIR: join(folder, 'other'), DATABASE_URL: url.href, ...variables });
    expect((await service.ended).stderr).toMatch(/asks for a password: put it into DATABASE_URL/);
  });
});
