import { QueryFailedError } from 'typeorm';
import { nameServer } from './connection.js';
import { DatabaseError } from './database.errors.js';
import { isAway } from './failures.js';

/** What `pg`, the socket below it or PostgreSQL say about a fault. */
interface Fault {
  readonly code?: string;
  readonly message: string;
  /** The function of PostgreSQL that refused. Unlike the message it is never translated. */
  readonly routine?: string;
}

/** Why a connection does not come about, in a few words, by its code or what `pg` says. */
const REASONS: readonly [RegExp, string][] = [
  [/^ECONNREFUSED$/, 'nothing listens there'],
  [/^ENOENT$/, 'there is no socket in that folder'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'the name of this host is not known'],
  [/^(EHOSTUNREACH|ENETUNREACH)$/, 'the network has no way to it'],
  [/^57P03$/, 'it is starting or stopping'],
  [/^53300$/, 'all its connections are taken'],
  [/timeout expired|timeout exceeded|ETIMEDOUT/, 'it gives no answer in time'],
  [/ECONNRESET|Connection terminated/, 'it closes the connection, so it may be no PostgreSQL'],
];

/** Faults that waiting does not mend, with a sentence for each. The first match counts. */
const SENTENCES: readonly [RegExp, (at: string, fault: Fault) => string][] = [
  [/^28P01/, () => 'The database refuses this user name or password. Check DATABASE_URL.'],
  [
    /^28000.*ClientAuthentication/,
    (at) =>
      `The database at ${at} takes no such connection: add sslmode=require to DATABASE_URL if it demands encryption, or allow this user, database and address in its pg_hba.conf.`,
  ],
  [/^28/, (at) => `The database at ${at} does not let this user log in: check the user name in DATABASE_URL.`],
  [
    /^3D000/,
    () => 'The database server is there, but the database that DATABASE_URL names is not. Check DATABASE_URL.',
  ],
  [
    /password must be a .*string/,
    (at) => `The database at ${at} asks for a password: put it into DATABASE_URL, or set DATABASE_PASSWORD.`,
  ],
  [
    /unsupported startup parameter/,
    (at) =>
      `A pooler such as PgBouncer answers at ${at}: set DATABASE_POOLER=on, or name PostgreSQL itself in DATABASE_URL.`,
  ],
  [
    /does not support SSL|establishing an SSL/,
    (at) =>
      `The database at ${at} offers no encryption: turn ssl on in its postgresql.conf, or write sslmode=disable in DATABASE_URL.`,
  ],
  [
    /^(DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|CERT_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|HOSTNAME_MISMATCH|EPROTO)/,
    (at, { code }) =>
      `The certificate of the database at ${at} is not trusted (${code}): name its authority with sslrootcert=<file> in DATABASE_URL, and the host as the certificate does.`,
  ],
  [
    /^57014/,
    (at) =>
      `A migration takes longer than the database at ${at} allows a statement: set MIGRATION_DATABASE_URL to PostgreSQL itself, past the pooler, and start again.`,
  ],
  [
    /^42704/,
    (at, { message }) =>
      `The database at ${at} lacks a setting (${message}): name a PostgreSQL of version 15 or newer in DATABASE_URL.`,
  ],
  [
    /^42501/,
    (at, { message }) =>
      `The database at ${at} refuses it (${message}): let the role that DATABASE_URL names own the database and its tables.`,
  ],
  [
    /^42P07/,
    (at, { message }) =>
      `The database at ${at} holds something of another program (${message}): name an empty database in DATABASE_URL.`,
  ],
];

/** Why the database cannot be reached, for a line that says so. */
export function nameReason(error: unknown): string {
  const { code, message } = readFault(error);
  const word = code ?? message;
  const reason = REASONS.find(([symptom]) => symptom.test(word))?.[1];
  if (reason === undefined) return word;
  return code === undefined ? reason : `${reason}, ${code}`;
}

/** Whether the same connection may succeed later, as when the server still starts. */
export function mayComeUp(error: unknown): boolean {
  const { code, message } = readFault(error);
  // PgBouncer's word for everything, its own troubles with the server behind it among them.
  if (code === '08P01') return /server|query_wait/.test(message);
  return isAway(error) || code === 'ENOENT' || message.includes('timeout expired');
}

/** Whether an error comes from the database or the way to it. */
export const isDatabaseFault = (error: unknown): boolean =>
  error instanceof Error && (mayComeUp(error) || /^[0-9A-Z]{5}$/.test(readFault(error).code ?? ''));

/**
 * One sentence, with what to do, for what stopped a start at the database that `url` names.
 * An error of our own source stays as it is, with its stack.
 */
export function explainStartFault(error: unknown, url: string): unknown {
  if (error instanceof DatabaseError || error instanceof TypeError || error instanceof ReferenceError) return error;
  const at = nameServer(url);
  const fault = readFault(error);
  const words = [fault.code, fault.message, fault.routine].join(' ').trim();
  const sentence = SENTENCES.find(([symptom]) => symptom.test(words))?.[1](at, fault);
  if (sentence === undefined && mayComeUp(error))
    return new DatabaseError(
      `The database at ${at} does not answer (${nameReason(error)}): start it, or check host and port in DATABASE_URL.`,
    );
  const said = fault.code === undefined ? fault.message : `${fault.message}, ${fault.code}`;
  return new DatabaseError(
    sentence ?? `The database at ${at} cannot be used (${said}): check DATABASE_URL and the log of the database.`,
  );
}

function readFault(error: unknown): Fault {
  const { code, message, routine } = (error instanceof QueryFailedError ? error.driverError : error) as Fault;
  return { code, message: String(message).split('\n')[0] ?? '', routine };
}
