import { DatabaseError } from './database.errors.js';
import { type DatabaseOptions, findDifferences, type Queryable, SERVICE_SETTINGS } from './session-settings.js';

/** What a server, its database and our role say about themselves. */
interface ServerFacts {
  readonly version: number;
  readonly encoding: string;
  readonly standby: boolean;
  readonly read_only: string;
  readonly replication_role: string;
  /** In ms; null before PostgreSQL 17, which does not know it. 0 means none. */
  readonly transaction_timeout: number | null;
  readonly database: string;
  readonly role: string;
  readonly may_use_public: boolean | null;
  readonly other_schema: string | null;
  readonly server_limit: number;
  readonly role_limit: number;
  readonly database_limit: number;
}

// A limit of -1 means none. Superusers have neither limit, but take from the server's.
const factsSql = `
  select current_setting('server_version_num')::int as version,
    current_setting('server_encoding') as encoding,
    pg_is_in_recovery() as standby,
    current_setting('default_transaction_read_only') as read_only,
    current_setting('session_replication_role') as replication_role,
    (select setting::int from pg_settings where name = 'transaction_timeout') as transaction_timeout,
    d.datname::text as database, r.rolname::text as role,
    has_schema_privilege(to_regnamespace('public')::oid, 'usage') as may_use_public,
    (select min(n.nspname::text) from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relname = 'notification_events' and c.relkind = 'r'
       and not exists (select from pg_class o where o.relname = c.relname and o.relnamespace = to_regnamespace('public'))
    ) as other_schema,
    current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
      - coalesce(current_setting('reserved_connections', true)::int, 0) as server_limit,
    case when r.rolsuper then -1 else r.rolconnlimit end as role_limit,
    case when r.rolsuper then -1 else d.datconnlimit end as database_limit
  from pg_database d, pg_roles r
  where d.datname = current_database() and r.rolname = session_user`;

/**
 * No transaction of ours takes longer, in ms: `idle_in_transaction_session_timeout` ends it. A
 * server before PostgreSQL 17 would refuse a connection that sets `transaction_timeout`.
 */
const TRANSACTION_MS = 10_000;

/**
 * Holds a server, its database and our role to what the service needs.
 * @throws DatabaseError with one sentence for the first fault
 */
export async function checkServer(client: Queryable, options: DatabaseOptions): Promise<void> {
  const { rows } = await client.query<ServerFacts>(factsSql);
  const facts = rows[0] as ServerFacts;
  const fault = findFault(facts) ?? (options.DATABASE_POOLER === 'on' ? null : findLimitFault(facts, options));
  if (fault !== null) throw new DatabaseError(fault);
}

/**
 * Holds that the settings of the start-up packet have reached the session.
 * @throws DatabaseError when a pooler dropped them
 */
export async function checkSettings(client: Queryable): Promise<void> {
  const missing = await findDifferences(client, SERVICE_SETTINGS);
  if (missing.length > 0)
    throw new DatabaseError(
      `A pooler in front of the database drops settings of the connection (${missing.join(', ')}): set DATABASE_POOLER=on, or name PostgreSQL itself in DATABASE_URL.`,
    );
}

/** One sentence for the first thing that the service cannot work with; null when there is none. */
function findFault(facts: ServerFacts): string | null {
  const { database, role, encoding, other_schema: schema } = facts;
  if (facts.version < 150_000) return 'This PostgreSQL is too old: DATABASE_URL must name version 15 or newer.';
  if (encoding !== 'UTF8')
    return `The database ${database} has the encoding ${encoding}, which cannot hold every name: make one with "create database <name> encoding 'UTF8' template template0" and name it in DATABASE_URL.`;
  if (facts.standby) return 'This PostgreSQL is a standby, which takes no writes: name the primary in DATABASE_URL.';
  if (facts.read_only !== 'off')
    return `The database ${database} takes no writes, because default_transaction_read_only is on: run "alter database ${quote(database)} set default_transaction_read_only = off", or reset it where it was set (role or postgresql.conf), or name another database in DATABASE_URL.`;
  if (facts.replication_role !== 'origin')
    return `The database ${database} runs no triggers, because session_replication_role is ${facts.replication_role}: reset it for the database and the role ${role}.`;
  if (facts.transaction_timeout !== null && facts.transaction_timeout > 0 && facts.transaction_timeout < TRANSACTION_MS)
    return `The database ${database} ends each transaction after ${facts.transaction_timeout} ms: run "alter role ${quote(role)} in database ${quote(database)} set transaction_timeout = 0".`;
  if (facts.may_use_public === null)
    return `The database ${database} has no schema public: run "create schema public authorization ${quote(role)}" in it.`;
  if (!facts.may_use_public)
    return `The role ${role} may not use the schema public: run "grant usage, create on schema public to ${quote(role)}" in the database ${database}.`;
  if (schema !== null)
    return `The tables of Agiza are in the schema ${schema}, and it looks for them in public: move each with "alter table ${quote(schema)}.<table> set schema public".`;
  return null;
}

/** One sentence when the pool is larger than what the server lets it have; null when it is not. */
function findLimitFault(facts: ServerFacts, { DATABASE_POOL_SIZE: wanted }: DatabaseOptions): string | null {
  const limits: readonly [number, string][] = [
    [facts.role_limit, `the role ${facts.role}`],
    [facts.database_limit, `the database ${facts.database}`],
    [facts.server_limit, 'this PostgreSQL'],
  ];
  const short = limits.find(([limit]) => limit >= 0 && limit < wanted);
  if (short === undefined) return null;
  const [limit, of] = short;
  const smaller = limit > 0 ? `set DATABASE_POOL_SIZE=${limit} or less, or raise the limit` : 'raise the limit';
  return `DATABASE_POOL_SIZE is ${wanted}, but ${of} takes ${limit} connections at most: ${smaller}.`;
}

/** A name as SQL takes it. */
export const quote = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
