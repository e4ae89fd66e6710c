import type { Socket } from 'node:net';
import { userInfo } from 'node:os';
import { Client, type ClientConfig } from 'pg';
import { DatabaseUrlError, formatHost, readDatabaseUrl } from '../config/database-url.js';
import { DatabaseError } from './database.errors.js';
import type { Settings } from './session-settings.js';
import type { PasswordVariable } from './start-sentences.js';

/** Where a database is, and what a session there sets when it begins. */
export interface Way {
  readonly url: string;
  readonly startup: Settings;
  /** The variable that the password in `url` comes from; DATABASE_URL if it is left out. */
  readonly passwordIn?: PasswordVariable;
}

/** What a client needs to connect. */
export interface ConnectionOptions extends ClientConfig {
  /** Settings of the session. They rank above those of the role and the database. */
  readonly startup: Settings;
}

/**
 * Makes a client whose start-up packet has its settings, at no cost for a statement.
 * - Nothing of the packet comes from the environment (PGOPTIONS, PGREPLICATION).
 * - What its parser cannot read ends the connection, and not the process.
 * - A pool of `pg` may call this with `new`, as it calls the class that it is given.
 */
export function makeClient(options: ConnectionOptions): Client {
  const { user = '', database = '', application_name = '', startup } = options;
  const packet = { user, database, application_name, ...startup };
  // `pg` calls this method when it connects.
  const client = Object.assign(new Client(options), { getStartupConf: () => packet });
  const wire = wireOf(client);
  const attach = wire.attachListeners.bind(wire);
  wire.attachListeners = (stream) => attach(catchUnreadable(stream));
  // Without a listener, a lost connection would end the process. Its statement fails too.
  return client.on('error', () => undefined);
}

/** What the parser of `pg` needs of a stream. */
interface Readable {
  on(event: string, listen: (...args: unknown[]) => void): unknown;
}

/** The part of `pg` below a client. TLS replaces its stream. */
interface Wire {
  stream: Socket;
  /** Has the parser read what the stream brings. */
  attachListeners(stream: Readable): void;
}

const wireOf = (client: Client): Wire => client.connection as unknown as Wire;

/** The socket of a client that has begun to connect. */
export const socketOf = (client: Client): Socket => wireOf(client).stream;

/** The stream for a reader that throws at what it does not know, such as a demand for GSS. */
const catchUnreadable = (stream: Readable): Readable => ({
  on: (event, listen) =>
    stream.on(event, (...args: unknown[]) => {
      try {
        listen(...args);
      } catch (error) {
        (stream as Socket).destroy(error as Error);
      }
    }),
});

/**
 * Everything that {@link makeClient} needs.
 * `pg` fills in from PG* variables what is left out, so nothing is.
 * @throws DatabaseError when the URL cannot be used
 */
export function describeConnection(url: string, applicationName: string, startup: Settings): ConnectionOptions {
  const address = readAddress(url);
  const user = address.user ?? readOwnName();
  return {
    host: address.host,
    port: address.port,
    user,
    // An empty text would let PGPASSWORD count, and null the file of PGPASSFILE.
    password: () => address.password ?? '',
    database: address.database ?? user,
    ssl: address.tls,
    application_name: address.applicationName ?? applicationName,
    enableChannelBinding: address.channelBinding,
    startup,
    ...{ sslnegotiation: 'postgres', client_encoding: 'UTF8' },
  };
}

/** Host and port of the URL, for sentences. @throws DatabaseError when the URL cannot be used */
export const nameServer = (url: string): string => formatHost(readAddress(url));

function readAddress(url: string): ReturnType<typeof readDatabaseUrl> {
  try {
    return readDatabaseUrl(url);
  } catch (error) {
    if (error instanceof DatabaseUrlError) throw new DatabaseError(`DATABASE_URL ${error.message}.`);
    throw error;
  }
}

/** The operating system's name of this user, as PostgreSQL's own programs take it. */
function readOwnName(): string {
  try {
    return userInfo().username;
  } catch {
    throw new DatabaseError('DATABASE_URL names no user: write postgres://user@host/database.');
  }
}
