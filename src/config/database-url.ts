import { readFileSync } from 'node:fs';
import { type ConnectionOptions, createSecureContext } from 'node:tls';
import { explainCharacter, explainForm, explainHost } from './database-url-forms.js';

/** Where a PostgreSQL is, and who asks. What the URL leaves out is null. */
export interface DatabaseAddress {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
  readonly password: string | null;
  readonly database: string | null;
  readonly applicationName: string | null;
  /** False for a connection without encryption. */
  readonly tls: ConnectionOptions | false;
  readonly channelBinding: boolean;
}

/** The URL cannot be used. The message says what it must be, and names no part of the password. */
export class DatabaseUrlError extends Error {
  override readonly name = 'DatabaseUrlError';
}

/** Scheme, what stands before the path, path, query, fragment. */
const FORM = /^postgres(?:ql)?:\/\/([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?(#.*)?$/s;
const DEFAULT_PORT = 5432;

const ENCODE =
  'has a character that means something else in a URL: percent-encode / as %2F, # as %23, ? as %3F, @ as %40 and % as %25 in user name and password';

const PARAMETERS = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'channel_binding', 'application_name', 'host'];

/** What to do instead of a parameter that other programs know. */
const INSTEAD: Readonly<Record<string, string>> = {
  ssl: 'write sslmode=require or sslmode=disable',
  pgbouncer: 'set DATABASE_POOLER=on',
  connection_limit: 'set DATABASE_POOL_SIZE',
  pool_size: 'set DATABASE_POOL_SIZE',
  target_session_attrs: 'name the primary as the host',
  user: 'write postgres://user@host/database',
  password: 'write postgres://user:password@host/database, or set DATABASE_PASSWORD',
  port: 'write postgres://user@host:port/database',
  dbname: 'write postgres://user@host/database',
  schema: 'remove it; the tables of Agiza are in the schema public',
  search_path: 'remove it; the tables of Agiza are in the schema public',
  connect_timeout: 'remove it; a start waits 30 s',
};

/**
 * Reads the URL of a PostgreSQL. No variable of the environment adds to it or changes it.
 * @throws DatabaseUrlError when something in it cannot be used, or a certificate cannot be read
 */
export function readDatabaseUrl(url: string): DatabaseAddress {
  const [, authority = '', path = '', query = '', fragment] = FORM.exec(url.trim()) ?? [];
  const isForm = authority || path || query;
  if (!isForm || /["'“”‘’`]$/.test(url.trim())) throw new DatabaseUrlError(explainForm(url.trim()));
  if (fragment !== undefined || path.includes('/') || `${path}${query}`.includes('@'))
    throw new DatabaseUrlError(explainCharacter(authority, path) ?? ENCODE);
  if (/\s/.test(path)) throw new DatabaseUrlError('has a space in the name of the database: remove it, or write %20');
  const parameters = readParameters(query);
  const end = authority.lastIndexOf('@');
  const [, user = '', password] = /^([^:]*)(?::(.*))?$/s.exec(authority.slice(0, Math.max(end, 0))) ?? [];
  return {
    ...readHost(authority.slice(end + 1), parameters.get('host') ?? null),
    user: decode(user) || null,
    password: decode(password ?? '') || null,
    database: decode(path) || null,
    applicationName: parameters.get('application_name') ?? null,
    tls: readTls(parameters),
    channelBinding: ['prefer', 'require'].includes(parameters.get('channel_binding') ?? ''),
  };
}

/** Host and port as a URL writes them. */
export const formatHost = ({ host, port }: Pick<DatabaseAddress, 'host' | 'port'>): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/**
 * Whether user name and password have an @ that is not percent-encoded. It is taken as a part of
 * them, and the last one as their end.
 */
export const hasBareAt = (url: string): boolean => /@.*@/.test(FORM.exec(url.trim())?.[1] ?? '');

/** Host, port and name of the database at a URL, without user name, password and parameters. */
export function nameDatabase(url: string): string {
  const address = readDatabaseUrl(url);
  return `${formatHost(address)}/${address.database ?? address.user ?? ''}`;
}

function decode(text: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    throw new DatabaseUrlError(ENCODE);
  }
  if (/\p{Cc}/u.test(decoded)) throw new DatabaseUrlError('has a line break or another control character: remove it');
  return decoded;
}

function readHost(text: string, parameter: string | null): { host: string; port: number } {
  if (`${text}${parameter}`.includes(','))
    throw new DatabaseUrlError(
      'names several hosts, and one is needed: name the primary, or a proxy that leads to it, and percent-encode a comma as %2C',
    );
  const [all, name = '', digits = ''] = /^(\[[^\]]+\]|[^:[\]]*)(?::(\d*))?$/.exec(text) ?? [];
  const port = digits === '' ? DEFAULT_PORT : Number(digits);
  if (all === undefined || port < 1 || port > 65_535 || /\s/.test(name)) throw new DatabaseUrlError(explainHost(text));
  return { host: parameter || decode(name.replace(/^\[(.*)\]$/, '$1')) || 'localhost', port };
}

/** @throws DatabaseUrlError for a parameter that has no meaning here */
function readParameters(query: string): URLSearchParams {
  const parameters = new URLSearchParams(query);
  for (const name of parameters.keys()) {
    if (PARAMETERS.includes(name)) continue;
    const small = name.toLowerCase();
    const known = PARAMETERS.includes(small) ? `write ${small}, in small letters` : INSTEAD[small];
    throw new DatabaseUrlError(
      `has the parameter ${name}, which is not used: ${known ?? `remove it; ${PARAMETERS.join(', ')} are known`}`,
    );
  }
  return parameters;
}

/**
 * The encryption that the URL asks for.
 * - `require` and `verify-full` check the certificate and the host's name; `verify-ca` the
 *   certificate alone.
 * - `no-verify` encrypts and checks nothing.
 * - Without sslmode there is none, unless a certificate is named.
 */
function readTls(parameters: URLSearchParams): ConnectionOptions | false {
  const files = ['sslrootcert', 'sslcert', 'sslkey'] as const;
  const named = files.some((name) => parameters.has(name));
  const mode = parameters.get('sslmode')?.toLowerCase() ?? (named ? 'verify-full' : 'disable');
  if (!['disable', 'require', 'verify-ca', 'verify-full', 'no-verify'].includes(mode))
    throw new DatabaseUrlError(
      'has an sslmode that is not offered: write disable, no-verify (encrypted, certificate not checked), verify-ca, verify-full or require',
    );
  const [ca, cert, key] = files.map((name) => readCertificate(name, parameters.get(name)));
  if ((cert === undefined) !== (key === undefined))
    throw new DatabaseUrlError('must name sslcert and sslkey together: add the other one');
  if (mode === 'verify-ca' && ca === undefined)
    throw new DatabaseUrlError('has sslmode=verify-ca and no authority: add sslrootcert=<file>, or write verify-full');
  if (mode === 'disable') return false;
  try {
    createSecureContext({ ca, cert, key });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DatabaseUrlError(
      `names certificates that cannot be used (${code}): check that sslkey belongs to sslcert and has no passphrase`,
    );
  }
  return {
    ...{ ca, cert, key, rejectUnauthorized: mode !== 'no-verify' },
    ...(mode === 'verify-ca' && { checkServerIdentity: () => undefined }),
  };
}

function readCertificate(name: string, file: string | null): string | undefined {
  if (file === null || (name === 'sslrootcert' && file === 'system')) return undefined;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DatabaseUrlError(
      `names a file in ${name} that cannot be read (${code}): name one that this user may read`,
    );
  }
  if (!text.includes('-----BEGIN '))
    throw new DatabaseUrlError(`names a file in ${name} that is not PEM: convert it with openssl`);
  return text;
}
