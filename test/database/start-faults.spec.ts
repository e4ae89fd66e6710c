import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '../../src/database/migrate.js';
import { explainStartFault } from '../../src/database/start-faults.js';
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

/** An error of PostgreSQL as the protocol writes it. */
function refusal(code: string, message: string, routine = ''): Buffer {
  const fields = `SFATAL\0C${code}\0M${message}\0R${routine}\0\0`;
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
    ['drop schema public', /has no schema public: run "create schema public authorization odd_/],
    ['alter schema public owner to postgres; revoke all on schema public from public', /may not use the schema public/],
    ['alter schema public owner to postgres', /may not create tables: run "grant create on schema public to odd_/],
    ['create table users (id int)', /holds something of another program.*name an empty database/],
    ['create table migrations (id int)', /cannot be used .*42703.*check/],
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
    await migrate(urlWith({ username: role, password: PASSWORD, pathname: name }), () => undefined, USUAL);
    await pool.query(`drop owned by ${role}`);
    await drop();
  });

  it('leaves nothing behind when a migration fails', async () => {
    const url = await makeDatabase('', ['create table login_attempts (id int)']);
    await faultOf(url);
    const left = `do $$ begin if to_regclass('public.users') is not null then raise 'left'; end if; end $$`;
    await asSuperuser([left], database);
  });
});

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
      /does not answer|cannot be used/,
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
