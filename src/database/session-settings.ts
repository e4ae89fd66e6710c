import type { Config } from '../config/config.js';

/** How the service uses its database. */
export type DatabaseOptions = Pick<
  Config,
  'DATABASE_POOL_SIZE' | 'DATABASE_POOLER' | 'DATABASE_PREPARE' | 'DATABASE_PASSWORD' | 'MIGRATION_DATABASE_URL'
> &
  Partial<Pick<Config, 'DATABASE_SCHEMA_NEWER'>>;

/** How the service reads at a standby of its database. */
export type ReplicaOptions = Pick<
  Config,
  'DATABASE_REPLICA_URL' | 'DATABASE_REPLICA_PASSWORD' | 'REPLICA_LAG_SECONDS' | 'ROLE'
>;

/** Settings of PostgreSQL, by name, with the values as `current_setting` shows them. */
export type Settings = Readonly<Record<string, string>>;

/**
 * What our SQL, and the reading of its answers, rely on.
 * A database or a role may set them otherwise.
 * - `pg` reads times as ISO alone, and that happens after the commit.
 * - A check (`select … for update`) and a later write rely on `read committed`.
 * - Our tables are in `public`, whatever the search path is.
 * - A connection of the pool may be idle for any time, and outlives a statement that is refused.
 */
const RELIED_ON: Settings = {
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  search_path: 'public',
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
  standard_conforming_strings: 'on',
  transform_null_equals: 'off',
  array_nulls: 'on',
  bytea_output: 'hex',
  extra_float_digits: '1',
  idle_session_timeout: '0',
  exit_on_error: 'off',
};

/**
 * How long a statement waits for a lock, in ms. Then it begins again, or makes room for others.
 * Our own transactions hold a lock for some ms.
 */
export const LOCK_TIMEOUT_MS = 300;

/** Of the pool. A request fails rather than hangs: 4 s for a statement, by the server's clock. */
export const SERVICE_SETTINGS: Settings = {
  ...RELIED_ON,
  statement_timeout: '4s',
  lock_timeout: `${LOCK_TIMEOUT_MS}ms`,
  idle_in_transaction_session_timeout: '10s',
};

/** Of a migration. It takes as long as the tables are big, and waits for another process's. */
export const MIGRATION_SETTINGS: Settings = {
  ...RELIED_ON,
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
};

/** Those that PgBouncer takes when a client connects, and keeps for it on every session. */
export const POOLER_SETTINGS: Settings = {
  DateStyle: 'ISO, MDY',
  TimeZone: 'UTC',
  standard_conforming_strings: 'on',
};

/** A value as SQL takes it after `set <name> =`. No value has a quote. */
export const toSqlValue = (name: string, value: string): string => (name === 'search_path' ? value : `'${value}'`);

/** The settings as statements, for the transaction that is open. */
export const toLocalStatements = (settings: Settings): string =>
  Object.entries(settings)
    .map(([name, value]) => `set local ${name} = ${toSqlValue(name, value)}`)
    .join('; ');

/** What runs one statement: a client of `pg`. */
export interface Queryable {
  query<Row extends object>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

/** The names of those settings that this session has otherwise. */
export async function findDifferences(client: Queryable, settings: Settings): Promise<string[]> {
  const text = 'select name, current_setting(name) as value from unnest($1::text[]) as name';
  const { rows } = await client.query<{ name: string; value: string }>(text, [Object.keys(settings)]);
  return rows.filter(({ name, value }) => settings[name] !== value).map(({ name }) => name);
}
