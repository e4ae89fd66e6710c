import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '../../src/database/migrate.js';
import { explainStartFault } from '../../src/database/start-faults.js';
import { APPEND_ONLY_TABLES, SERVICE_TABLES } from '../../src/database/table-rights.js';
import { asSuperuser, faultOf, makeName, USUAL, urlWith } from '../support/odd-databases.js';
import { createDatabase } from '../support/test-database.js';

const PASSWORD = 'canary';
let role: string;
let database: string;
let servers: Server[] = [];

beforeAll(async () => {
  role = makeName();
  await asSuperuser([`create role ${role} login password '${PASSWORD}'`]);
});
afterAll(() => asSuperuser([`drop role ${role}`]));
afterEach(async () => {
  for (const server of servers) server.close();
  servers = [];
  if (database) await asSuperuser([`drop database if exists ${database} with (force)`]);
});

/** Makes an empty database of the role, and gives its URL. */
async function makeDatabase(clauses = '', statements: readonly string[] = []): Promise<string> {
  database = makeName();
  await asSuperuser([`create database ${database} owner ${role} template template0 ${clauses}`]);
  await asSuperuser(
    statements.map((text) => text.replaceAll('DATABASE', database).replaceAll('ROLE', role)),
    database,
  );
  return urlWith({ username: role, password: PASSWORD, pathname: database });
}

/** A server that is no PostgreSQL, and its URL. */
async function listen(answer: (socket: Socket) => void, search = ''): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    answer(socket);
  });
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `postgres://agiza:${PASSWORD}@127.0.0.1:${(server.address() as AddressInfo).port}/agiza${search}`;
}

/** An error of PostgreSQL as the protocol writes it. A pooler's names no routine. */
function refusal(code: string, message: string, routine: string | null = ''): Buffer {
  const fields = `SFATAL\0C${code}\0M${message}\0${routine === null ? '' : `R${routine}\0`}\0`;
  const length = Buffer.alloc(4);
  length.writeInt32BE(fields.length + 4);
  return Buffer.concat([Buffer.from('E'), length, Buffer.from(fields)]);
}

describe('a start on a database', () => {
  it.each([
    ['LATIN1', "encoding 'LATIN1' locale 'C'"],
    ['SQL_ASCII', "encoding 'SQL_ASCII' locale 'C'"],
    ['EUC_JP', "encoding 'EUC_JP' locale 'C'"],
  ])('refuses the encoding %s before it writes anything', async (encoding, clauses) => {
    const fault = await faultOf(await makeDatabase(`${clauses} locale_provider libc`));
    expect(fault).toContain(`has the encoding ${encoding}`);
    expect(fault).toContain("encoding 'UTF8' template template0");
  });

  it.each([
    ['alter database DATABASE set default_transaction_read_only = on', /takes no writes.*alter database odd_\w+ set/],
    ['alter role ROLE in database DATABASE set default_transaction_read_only = on', /takes no writes/],
    ['alter database DATABASE set session_replication_role = replica', /runs no triggers/],
    [
      "alter database DATABASE set transaction_timeout = '50ms'",
      /ends each transaction after 50 ms: run "alter role odd_\w+ in database odd_\w+ set transaction_timeout = 0"/,
    ],
    [
      "alter database DATABASE set session_preload_libraries = 'nowhere'",
      /cannot load a library for its sessions \(.*nowhere.*\): install it on that server, or take it out of session_/,
    ],
    ['drop schema public', /has no schema public: run "create schema public authorization odd_/],
    ['alter schema public owner to postgres; revoke all on schema public from public', /may not use the schema public/],
    ['alter schema public owner to postgres', /may not create tables: run "grant create on schema public to odd_/],
    ['create table users (id int)', /holds something of another program.*name an empty database/],
    ['create table migrations (id int)', /a table called migrations of another program: name an empty database/],
    [
      "create table migrations (id int, timestamp bigint, name text); insert into migrations values (1, 1, 'Init1'); alter table migrations owner to ROLE",
      /has the migrations of another program \(Init1\): name an empty database/,
    ],
    ['create view orders as select 1 as id', /holds something of another program/],
    ['create type users as enum ()', /holds something of another program/],
    [
      'revoke connect on database DATABASE from public; revoke connect on database DATABASE from ROLE',
      /^The role odd_\w+ may not connect to the database odd_\w+: run "grant connect on database odd_\w+ to odd_\w+"/,
    ],
    ['create schema shop; create table shop.notification_events ()', /in the schema shop.*move each with/],
    [
      'alter database DATABASE connection limit 4',
      /DATABASE_POOL_SIZE is 10, but the database .* set DATABASE_POOL_SIZE=4/,
    ],
    ['alter role ROLE connection limit 6', /DATABASE_POOL_SIZE is 10, but the role .* set DATABASE_POOL_SIZE=6/],
  ])('says in one sentence what to do after: %s', async (statement, words) => {
    const url = await makeDatabase('', [statement]);
    const fault = await faultOf(url).finally(() => asSuperuser([`alter role ${role} connection limit -1`]));
    expect(fault).toMatch(words);
    expect(fault).not.toContain(PASSWORD);
  });

  it('works for a role that may create nothing once the tables are there', async () => {
    const { pool, drop, url } = await createDatabase();
    const name = new URL(url).pathname.slice(1);
    await pool.query('alter schema public owner to postgres');
    await pool.query(`grant select, insert, update, delete on all tables in schema public to ${role}`);
    await pool.query(`grant execute on function audit_events_drop(integer) to ${role}`);
    await pool.query(`grant select on all sequences in schema public to ${role}`);
    await migrate(urlWith({ username: role, password: PASSWORD, pathname: name }), () => undefined, USUAL);
    await pool.query(`drop owned by ${role}`);
    await drop();
  });

  it.each([
    [
      'revoke all on all tables in schema public from ROLE',
      /may not select on the table migrations: run "grant select/,
    ],
    [
      'revoke all on all tables in schema public from ROLE; grant select on all tables in schema public to ROLE',
      /may not delete, insert, update on the table \w+, and something on \d\d more: run "grant select, insert/,
    ],
    [
      'revoke insert on orders from ROLE',
      /^The role odd_\w+ may not insert on the table orders: run .* to odd_\w+" in/,
    ],
    [
      'revoke insert on audit_events from ROLE',
      /may not insert on the table audit_events: run "grant select, insert on audit_events to odd_\w+" in/,
    ],
    [
      'revoke all on sequence order_events_id_seq from ROLE',
      /may not select on the sequence order_events_id_seq: run "grant select on sequence orders_number_seq, .* to odd_\w+" in/,
    ],
    [
      'revoke execute on function audit_events_drop(integer) from ROLE',
      /may not execute on the function audit_events_drop\(integer\): run "grant execute on function .* to odd_\w+" in/,
    ],
  ])('names the grant that a role lacks on tables that are there: %s', async (statement, words) => {
    const { pool, drop, url } = await createDatabase();
    const name = new URL(url).pathname.slice(1);
    await pool.query(`grant select, insert, update, delete on all tables in schema public to ${role}`);
    await pool.query(`grant execute on function audit_events_drop(integer) to ${role}`);
    await pool.query(`grant select on all sequences in schema public to ${role}`);
    await pool.query(statement.replaceAll('ROLE', role));
    const fault = await faultOf(urlWith({ username: role, password: PASSWORD, pathname: name })).finally(async () => {
      await pool.query(`drop owned by ${role}`);
      await drop();
    });
    expect(fault).toMatch(words);
  });

  it('names the migration of a newer release', async () => {
    const { pool, drop, url } = await createDatabase();
    await pool.query("insert into migrations (timestamp, name) values (9999999999999, 'Loyalty9999999999999')");
    const fault = await faultOf(url).finally(drop);
    expect(fault).toMatch(/migrated by a newer release of Agiza \(Loyalty9999999999999\): start that release/);
  });

  it('lists each table that the migrations make, for the check of rights', async () => {
    const { pool, drop } = await createDatabase();
    const { rows } = await pool.query(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migrations'`,
    );
    await drop();
    expect([...SERVICE_TABLES, ...APPEND_ONLY_TABLES].sort()).toEqual(rows.map(({ name }) => name).sort());
  });

  it('leaves nothing behind when a migration fails', async () => {
    const url = await makeDatabase('', ['create table login_attempts (id int)']);
    await faultOf(url);
    const left = `do $$ begin if to_regclass('public.users') is not null then raise 'left'; end if; end $$`;
    await asSuperuser([left], database);
  });
});

/** What poolers say, and what a start makes of it. PgBouncer's code is 08P01, unless it is newer. */
const POOLERS: readonly (readonly [string, RegExp, string?])[] = [
  ['password authentication failed', /^The pooler at .* refuses this user name or password: .*auth_file/],
  ['SASL authentication failed', /^The pooler at .* refuses this user name or password/],
  ['no such user: agiza', /^The pooler at .* refuses this user name or password/],
  ['password authentication failed', /^The pooler at .* refuses this user name or password/, '28P01'],
  [
    'password authentication failed for user "shop"',
    /^The database behind the pooler at .* refuses the pooler .*own configuration/,
  ],
  ['no such database: agiza', /^The pooler at .* does not know the database "agiza": add it to/],
  ['no such database: agiza', /^The pooler at .* does not know the database "agiza"/, '3D000'],
  ['database "shop" does not exist', /^The database behind the pooler at .* is not there/],
  ['permission denied for database "shop"', /run "grant connect on database <name> to <role>"/],
  ['query_wait_timeout', /^All connections of the pooler at .* are taken \(query_wait_timeout\): raise its pool size/],
  ['no more connections allowed (max_client_conn)', /^All connections of the pooler .* are taken/],
  ['Max client connections reached', /^All connections of the pooler .* are taken/, 'XX000'],
  ['server login has been failing, try again later (server_login_retry)', /does not reach the database behind it/],
  ['pgbouncer cannot connect to server', /does not reach the database behind it/],
  ['SSL required', /^The pooler at .* demands encryption: add sslmode=require/],
  ['login rejected', /^The pooler at .* takes no such connection: allow the user agiza/],
  ['not allowed', /is the console of the pooler: name the database of Agiza/],
  ['Tenant or user not found', /^The pooler at .* does not know this user/, 'XX000'],
];

describe('a start whose database does not let it in', () => {
  it.each([
    [
      'a wrong password',
      { password: 'wrong' },
      /^The database refuses this user name or password\. Check DATABASE_URL\.$/,
    ],
    ['no password', { password: '' }, /asks for a password: put it into DATABASE_URL, or set DATABASE_PASSWORD/],
    ['an unknown user', { username: 'stranger' }, /refuses this user name or password/],
    ['a database that is not there', { pathname: 'nowhere' }, /the database that DATABASE_URL names is not/],
    [
      'a port where nothing listens',
      { port: '1' },
      /127\.0\.0\.1:1 does not answer \(nothing listens there, ECONNREFUSED\): start it/,
    ],
    ['a demand for encryption', { search: '?sslmode=require' }, /offers no encryption: turn ssl on/],
    ['a missing certificate', { search: '?sslrootcert=/nope' }, /sslrootcert that cannot be read \(ENOENT\)/],
  ])('says so of %s', async (_, parts, words) => {
    expect(await faultOf(urlWith(parts))).toMatch(words);
  });

  it.each([
    ['canary@home', /percent-encode each @ in them as %40 in DATABASE_URL/],
    ['[YOUR-PASSWORD]', /looks like a placeholder: put the password itself into DATABASE_URL/],
    ['<password>', /looks like a placeholder/],
  ])('says what may be wrong with a password such as %s', async (password, words) => {
    const { username, host, pathname } = new URL(urlWith({}));
    expect(await faultOf(`postgres://${username}:${password}@${host}${pathname}`)).toMatch(words);
  });

  it.each([
    ['wrong', /refuses this user name or password\. Check DATABASE_PASSWORD, and the user name in DATABASE_URL\.$/],
    ['changeme', /looks like a placeholder: put the password itself into DATABASE_PASSWORD\.$/],
  ])('names DATABASE_PASSWORD where the refused password comes from it: %s', async (password, words) => {
    expect(await faultOf(urlWith({ password }), { ...USUAL, DATABASE_PASSWORD: password })).toMatch(words);
    const pooled = await listen((socket) => socket.end(refusal('08P01', 'password authentication failed', null)));
    expect(await faultOf(pooled, { ...USUAL, DATABASE_PASSWORD: PASSWORD })).toMatch(
      /^The pooler at .* password: check DATABASE_PASSWORD, and the user name in DATABASE_URL, and the pooler's own/,
    );
  });

  it('names MIGRATION_DATABASE_URL where its own password is refused, whatever DATABASE_PASSWORD is', async () => {
    const { password } = new URL(urlWith({}));
    const options = { ...USUAL, DATABASE_PASSWORD: password, MIGRATION_DATABASE_URL: urlWith({ password: 'wrong' }) };
    expect(await faultOf(urlWith({}), options)).toMatch(/Check MIGRATION_DATABASE_URL\.$/);
  });

  it('says so of a URL that names no database, where none is called like the user', async () => {
    await makeDatabase();
    const fault = await faultOf(urlWith({ username: role, password: PASSWORD, pathname: '' }));
    expect(fault).toMatch(
      /^DATABASE_URL names no database, and .* \(odd_\w+\): write postgres:\/\/odd_\w+@.*\/<database>\.$/,
    );
  });

  it.each([
    ['postgres://agiza@nowhere.invalid/agiza', /the name of this host is not known, .*: correct nowhere\.invalid in/],
    [
      'postgres://agiza@/agiza?host=/nowhere',
      /no socket in that folder, ENOENT\): start it, or name the folder that holds/,
    ],
    ['postgres://agiza@/agiza?host=/dev/null', /is named by its file: name the folder that holds it/],
  ])('says where %s leads', async (url, words) => {
    expect(await faultOf(url)).toMatch(words);
  });

  it('says so of a database that takes no connections', async () => {
    const url = await makeDatabase();
    await asSuperuser([`alter database ${database} allow_connections false`]);
    expect(await faultOf(url)).toMatch(/takes no connections: run "alter database odd_\w+ allow_connections true"/);
  });

  it('asks for a password where the server checks one in another way than SCRAM', () => {
    const error = Object.assign(new Error('password authentication failed'), { code: '28P01', routine: 'auth_failed' });
    const fault = explainStartFault(error, 'postgres://agiza@127.0.0.1/agiza');
    expect(String(fault)).toContain('asks for a password: put it into DATABASE_URL');
  });

  it('asks for no encryption where there is some', () => {
    const error = Object.assign(new Error('no entry'), { code: '28000', routine: 'ClientAuthentication' });
    const fault = explainStartFault(error, 'postgres://agiza@127.0.0.1/agiza?sslmode=require');
    expect(String(fault)).toMatch(/takes no such connection: allow the user agiza/);
  });

  it('says so of a role that may not log in, and of one whose connections are all taken', async () => {
    const url = await makeDatabase();
    await asSuperuser([`alter role ${role} nologin`]);
    expect(await faultOf(url)).toMatch(/does not let this user log in: check the user name/);
    await asSuperuser([`alter role ${role} login connection limit 0`]);
    expect(await faultOf(url)).toMatch(/does not answer \(all its connections are taken, 53300\)/);
    await asSuperuser([`alter role ${role} connection limit -1`]);
  });

  it.each([
    ['closes the connection', (socket: Socket) => socket.destroy(), /may be no PostgreSQL/],
    [
      'speaks HTTP',
      (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'),
      /may be no PostgreSQL|is no PostgreSQL/,
    ],
    [
      'speaks as MySQL does, and closes nothing',
      (socket: Socket) => socket.write(Buffer.from(`4a0000000a${'31'.repeat(80)}`, 'hex')),
      /is no PostgreSQL: check host and port/,
    ],
    [
      'wants a login by GSS',
      (socket: Socket) => socket.once('data', () => socket.write(Buffer.from('520000000800000007', 'hex'))),
      /wants a way to log in that Agiza does not have, such as GSS: allow scram-sha-256/,
    ],
    ['says nothing', () => undefined, /gives no answer in time/],
    [
      'demands encryption',
      (socket: Socket) => socket.end(refusal('28000', 'kein Eintrag', 'ClientAuthentication')),
      /add sslmode=require/,
    ],
    [
      'is a pooler',
      (socket: Socket) => socket.end(refusal('08P01', 'unsupported startup parameter: search_path')),
      /A pooler .* set DATABASE_POOLER=on/,
    ],
    ...POOLERS.map(
      ([message, words, code = '08P01']) =>
        [
          `is a pooler and says ${code} ${message}`,
          (socket: Socket) => socket.end(refusal(code, message, null)),
          words,
        ] as const,
    ),
    ['is too old', (socket: Socket) => socket.end(refusal('42704', 'unrecognized')), /version 15 or newer/],
    [
      'is starting',
      (socket: Socket) => socket.end(refusal('57P03', 'starting up')),
      /it is starting or stopping, 57P03/,
    ],
    [
      'is strange',
      (socket: Socket) => socket.end(refusal('XX000', 'cache lookup failed')),
      /\(cache lookup failed, XX000\)/,
    ],
  ])('says so of a server that %s', async (_, answer, words) => {
    const fault = await faultOf(await listen(answer));
    expect(fault).toMatch(words);
    expect(fault).not.toContain(PASSWORD);
  });

  it.each(['DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
    'names the authority as the way out of %s',
    (code) => {
      const error = explainStartFault(Object.assign(new Error('certificate'), { code }), urlWith({}));
      expect(String(error)).toContain(`is not trusted (${code}): name its authority with sslrootcert=<file>`);
    },
  );

  it('keeps the stack of an error of our own source', () => {
    const error = new TypeError('x is not a function');
    expect(explainStartFault(error, urlWith({}))).toBe(error);
  });

  it('names host and reason once, waits on with a line in 5 s, and gives up in a sentence', async () => {
    const lines: string[] = [];
    const url = urlWith({ port: '1' });
    const waited = migrate(url, (line) => lines.push(line), USUAL, 6_500);
    await expect(waited).rejects.toThrow(
      /^The database at 127\.0\.0\.1:1 does not answer .*: start it, or check host and port/,
    );
    expect(lines).toEqual([
      'the database at 127.0.0.1:1 does not answer (nothing listens there, ECONNREFUSED); waiting for it…',
      'waiting for the database…',
    ]);
  });
});
