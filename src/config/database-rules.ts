import { IsOptional } from 'class-validator';
import { DatabaseUrlError, readDatabaseUrl } from './database-url.js';
import { allOf, refuse } from './rules.js';

/** The URL with a password that it does not have yet. */
export const addPassword = (url: string, password: string): string =>
  url.replace(/^([a-z]+:\/\/[^:@/?#]+):?@/, (_, start) => `${start}:${encodeURIComponent(password)}@`);

/** What is wrong with the URL; null when nothing is. */
export function findDatabaseUrlFault(url: unknown): string | null {
  try {
    readDatabaseUrl(String(url));
    return null;
  } catch (error) {
    if (error instanceof DatabaseUrlError) return error.message;
    throw error;
  }
}

/** What the variables beside DATABASE_URL lack: one sentence each, with the variable first. */
export function findDatabaseFaults(given: Record<string, unknown>): string[] {
  const { DATABASE_URL: url, DATABASE_PASSWORD: password, DATABASE_POOLER: pooler } = given;
  const { MIGRATION_DATABASE_URL: migrations, MIGRATION_DATABASE_PASSWORD: ownerPassword } = given;
  const { DATABASE_REPLICA_URL: replica, DATABASE_REPLICA_PASSWORD: replicaPassword } = given;
  if (url === undefined)
    return [
      password !== undefined && 'DATABASE_PASSWORD',
      pooler === 'on' && 'DATABASE_POOLER',
      migrations !== undefined && findDatabaseUrlFault(migrations) === null && 'MIGRATION_DATABASE_URL',
      ownerPassword !== undefined && 'MIGRATION_DATABASE_PASSWORD',
      replica !== undefined && findDatabaseUrlFault(replica) === null && 'DATABASE_REPLICA_URL',
      replicaPassword !== undefined && 'DATABASE_REPLICA_PASSWORD',
    ]
      .filter((name) => name !== false)
      .map((name) => `${name}: must be set together with DATABASE_URL`);
  return [
    ...findPasswordFaults('DATABASE_', url, password),
    ...findPasswordFaults('MIGRATION_DATABASE_', migrations, ownerPassword),
    ...findPasswordFaults('DATABASE_REPLICA_', replica, replicaPassword),
  ];
}

/** What is wrong with a password beside its URL. */
function findPasswordFaults(prefix: string, url: unknown, password: unknown): string[] {
  if (password === undefined) return [];
  if (url === undefined) return [`${prefix}PASSWORD: must be set together with ${prefix}URL`];
  if (findDatabaseUrlFault(url) !== null) return [];
  const { user, password: inUrl } = readDatabaseUrl(String(url));
  if (inUrl !== null) return [`${prefix}PASSWORD: ${prefix}URL has a password too; remove one of them`];
  return user === null
    ? [`${prefix}PASSWORD: ${prefix}URL must name the user, as in postgres://user@host/database`]
    : [];
}

/** A PostgreSQL's URL that {@link readDatabaseUrl} can read. It may be left out. */
export const databaseUrl = allOf(IsOptional(), refuse(findDatabaseUrlFault));
