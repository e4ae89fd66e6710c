import { isPlaceholder } from '../config/secret-faults.js';
import { quote } from './server-checks.js';

/** What `pg`, the socket below it or PostgreSQL say about a fault. */
export interface Fault {
  readonly code?: string;
  readonly message: string;
  /** The function of PostgreSQL that refused. Unlike the message it is never translated. */
  readonly routine?: string;
}

/** The variables that may hold the password of a connection. */
export type PasswordVariable = 'DATABASE_URL' | 'DATABASE_PASSWORD';

/** What DATABASE_URL says, as far as a sentence needs it. */
export interface Target {
  /** Host and port. */
  readonly at: string;
  readonly host: string;
  readonly user: string;
  /** Null when the URL names none. PostgreSQL then takes the one that is called like the user. */
  readonly database: string | null;
  readonly password: string | null;
  /** The variable that the password comes from. */
  readonly passwordIn: PasswordVariable;
  /** Whether an @ in user name or password is not percent-encoded. */
  readonly hasBareAt: boolean;
  readonly isEncrypted: boolean;
}

/** A symptom, looked for in code, message and routine, and what to say and do about it. */
export type Sentence = readonly [RegExp, (target: Target, fault: Fault) => string];

/** Says what may be wrong with user name and password. */
export function explainPassword(target: Target): string {
  const { at, password, passwordIn, hasBareAt } = target;
  if (password === null)
    return `The database at ${at} asks for a password: put it into DATABASE_URL, or set DATABASE_PASSWORD.`;
  if (isPlaceholder(password))
    return `The database refuses this password, which looks like a placeholder: put the password itself into ${passwordIn}.`;
  if (hasBareAt)
    return 'The database refuses this user name or password: percent-encode each @ in them as %40 in DATABASE_URL, or correct them.';
  return `The database refuses this user name or password. Check ${nameLogin(target)}.`;
}

/** Where user name and password are to be checked. */
export const nameLogin = ({ passwordIn }: Target): string =>
  passwordIn === 'DATABASE_URL' ? passwordIn : `${passwordIn}, and the user name in DATABASE_URL`;

/** Says which database is not there. */
export function explainDatabase({ at, user, database }: Target): string {
  if (database === null)
    return `DATABASE_URL names no database, and ${at} has none that is called like the user (${user}): write postgres://${user}@${at}/<database>.`;
  return `The database server is there, but the database that DATABASE_URL names is not: create "${database}" there, or correct the name in DATABASE_URL.`;
}

/** Says which privilege lets the role connect. */
export const explainConnect = ({ user, database }: Target): string =>
  `The role ${user} may not connect to the database ${database ?? user}: run "grant connect on database ${quote(database ?? user)} to ${quote(user)}" as its owner or a superuser.`;

/** Faults that waiting does not mend, with a sentence for each. The first match counts. */
export const SENTENCES: readonly Sentence[] = [
  [/^28P01/, explainPassword],
  [
    /^28000.*ClientAuthentication/,
    ({ at, user, isEncrypted }) =>
      isEncrypted
        ? `The database at ${at} takes no such connection: allow the user ${user}, its database and this address in its pg_hba.conf.`
        : `The database at ${at} takes no such connection: add sslmode=require to DATABASE_URL if it demands encryption, or allow this user, database and address in its pg_hba.conf.`,
  ],
  [
    /^28/,
    ({ at, user }) =>
      `The database at ${at} does not let this user log in: check the user name in DATABASE_URL, or run "alter role ${quote(user)} login" there.`,
  ],
  [/^3D000/, explainDatabase],
  [/password must be a .*string/, explainPassword],
  [
    /does not support SSL|establishing an SSL/,
    ({ at }) =>
      `The database at ${at} offers no encryption: turn ssl on in its postgresql.conf, or write sslmode=disable in DATABASE_URL.`,
  ],
  [
    /^(DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|CERT_|ERR_TLS_CERT|HOSTNAME_MISMATCH)/,
    ({ at }, { code }) =>
      `The certificate of the database at ${at} is not trusted (${code}): name its authority with sslrootcert=<file> in DATABASE_URL, and the host as the certificate does, or write sslmode=no-verify to encrypt without a check.`,
  ],
  [
    /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|EPROTO)/,
    ({ at }, { code }) =>
      `The encryption with the database at ${at} fails (${code}): check its TLS version and certificates, and the port in DATABASE_URL.`,
  ],
  [
    /received invalid response|unknown authentication.* message|^ERR_OUT_OF_RANGE|^ERR_BUFFER/i,
    ({ at }, { message }) =>
      /authenticat/i.test(message)
        ? `The database at ${at} wants a way to log in that Agiza does not have, such as GSS: allow scram-sha-256 for this user in its pg_hba.conf.`
        : `What answers at ${at} is no PostgreSQL: check host and port in DATABASE_URL.`,
  ],
  [
    /^(EACCES|EPERM) /,
    ({ at }, { code }) =>
      `This user may not open the socket of the database at ${at} (${code}): give it the right to, or name a host in DATABASE_URL.`,
  ],
  [
    /^ENOTDIR /,
    ({ at }) =>
      `The socket of the database at ${at} is named by its file: name the folder that holds it in DATABASE_URL.`,
  ],
  [
    /^(ENOTFOUND|EAI_AGAIN) /,
    ({ at, host }, { code }) =>
      `The database at ${at} does not answer (the name of this host is not known, ${code}): correct ${host} in DATABASE_URL, or make it known in this network.`,
  ],
  [
    /^57014/,
    ({ at }) =>
      `A migration takes longer than the database at ${at} allows a statement: set MIGRATION_DATABASE_URL to PostgreSQL itself, past the pooler, and start again.`,
  ],
  [
    /^25P04/,
    ({ user, database }) =>
      `A transaction of the start takes longer than transaction_timeout allows: run "alter role ${quote(user)} in database ${quote(database ?? user)} set transaction_timeout = 0", and start again.`,
  ],
  [
    /^58P01/,
    ({ at }, { message }) =>
      `The database at ${at} cannot load a library for its sessions (${message}): install it on that server, or take it out of session_preload_libraries and local_preload_libraries there.`,
  ],
  [
    /^42704/,
    ({ at }, { message }) =>
      `The database at ${at} lacks a setting (${message}): name a PostgreSQL of version 15 or newer in DATABASE_URL.`,
  ],
  [/^42501.* CheckMyDatabase$/, explainConnect],
  [
    /^42501/,
    ({ at }, { message }) =>
      `The database at ${at} refuses it (${message}): let the role that DATABASE_URL names own the database and its tables.`,
  ],
  [
    /^55000.* CheckMyDatabase$/,
    ({ user, database }) =>
      `The database ${database ?? user} takes no connections: run "alter database ${quote(database ?? user)} allow_connections true" as a superuser.`,
  ],
  [
    /^(42P07|42710|42723|42P06)/,
    ({ at }, { message }) =>
      `The database at ${at} holds something of another program (${message}): name an empty database in DATABASE_URL.`,
  ],
];
