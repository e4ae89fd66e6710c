import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { readDatabaseUrl } from '../config/database-url.js';

/** Where systems keep the authorities that they trust. */
const BUNDLES = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/cert.pem'];

/** Since this version libpq knows the authorities of the system by the word `system`. */
const SYSTEM_AUTHORITIES_SINCE = 16;

/**
 * The environment by which PostgreSQL's own programs reach the database of a URL.
 * - It is the whole environment of theirs, so that no PG* variable of ours and no secret counts.
 * - The password stands here alone, on no command line.
 * - `sslmode=require` checks certificate and host, as the service does (docs/operations.md).
 * @param major version of the programs
 */
export function describeLibpq(url: string, path: string, major: number): Record<string, string> {
  const address = readDatabaseUrl(url);
  const user = address.user ?? userInfo().username;
  const given = new URLSearchParams(/\?([^#]*)/.exec(url)?.[1] ?? '');
  return {
    PATH: path,
    LC_ALL: 'C',
    PGHOST: address.host,
    PGPORT: String(address.port),
    PGUSER: user,
    PGDATABASE: address.database ?? user,
    PGAPPNAME: 'agiza backup',
    PGCONNECT_TIMEOUT: '10',
    PGCLIENTENCODING: 'UTF8',
    // No file of passwords counts, as for the service.
    PGPASSFILE: '/dev/null',
    ...(address.password !== null && { PGPASSWORD: address.password }),
    ...(address.channelBinding && { PGCHANNELBINDING: given.get('channel_binding') ?? 'prefer' }),
    ...describeTls(address.tls !== false, given, major),
  };
}

function describeTls(isEncrypted: boolean, given: URLSearchParams, major: number): Record<string, string> {
  if (!isEncrypted) return { PGSSLMODE: 'disable' };
  const mode = given.get('sslmode')?.toLowerCase();
  const [cert, key] = [given.get('sslcert'), given.get('sslkey')];
  const own = { ...(cert !== null && { PGSSLCERT: cert }), ...(key !== null && { PGSSLKEY: key }) };
  if (mode === 'no-verify') return { PGSSLMODE: 'require', ...own };
  const named = given.get('sslrootcert');
  const authority = named === null || named === 'system' ? findAuthorities(major) : named;
  return { PGSSLMODE: mode === 'verify-ca' ? 'verify-ca' : 'verify-full', PGSSLROOTCERT: authority, ...own };
}

/** What the programs take for the authorities that this machine trusts. */
const findAuthorities = (major: number): string =>
  (major < SYSTEM_AUTHORITIES_SINCE ? BUNDLES.find((file) => existsSync(file)) : undefined) ?? 'system';
