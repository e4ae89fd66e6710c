import type { Way } from './connection.js';
import { DatabaseError } from './database.errors.js';
import { connectWhenUp, type Patience } from './first-connection.js';
import { quote } from './server-checks.js';
import type { Queryable } from './session-settings.js';
import { APPEND_ONLY_TABLES, findLacks, OWNER_FUNCTIONS, SERVICE_SEQUENCES, SERVICE_TABLES } from './table-rights.js';

/** How the service's role stands to the tables. */
interface Standing {
  readonly role: string;
  /** Whether it owns them, is a member of the role that does, or is a superuser. */
  readonly is_owner: boolean;
  /** Whether it may change rows of a table that takes new rows alone. */
  readonly may_change_trail: boolean;
}

const standingSql = `
  select current_user::text as role, bool_or(pg_has_role(c.relowner, 'member')) as is_owner,
    bool_or(has_table_privilege(c.oid, 'update, delete, truncate, trigger')) as may_change_trail
  from unnest($1::text[]) as t (name) join pg_class c on c.oid = to_regclass('public.' || t.name)`;

async function readStanding(service: Queryable): Promise<Standing | null> {
  const { rows } = await service.query<Standing>(standingSql, [APPEND_ONLY_TABLES]);
  return rows[0]?.is_owner === null ? null : (rows[0] ?? null);
}

/**
 * Gives the service's role what it needs, and takes from it what would let it change the trail.
 * - For a database whose tables another role owns. Nothing is done when there is nothing to mend.
 * - One process at a time may do it.
 * @param service a connection of the service's role
 * @param owner the way of the role that owns the tables
 * @throws DatabaseError when the two lead to different databases
 */
export async function grantServiceRights(service: Queryable, owner: Way, patience: Patience): Promise<void> {
  const standing = await readStanding(service);
  if (standing === null) throw leadsElsewhere();
  if (standing.is_owner) return;
  if (!standing.may_change_trail && (await findLacks(service)).length === 0 && (await maySeeMigrations(service)))
    return;
  const client = await connectWhenUp(owner, patience);
  try {
    const { rows } = await client.query('select from pg_roles where rolname = $1', [standing.role]);
    if (rows.length === 0) throw leadsElsewhere();
    await client.query(writeGrants(quote(standing.role)));
  } finally {
    await client.end();
  }
}

/** The sentence about a role that the trail's trigger alone holds back; null when rights do too. */
export async function explainOpenTrail(service: Queryable): Promise<string | null> {
  const standing = await readStanding(service);
  if (standing === null || !(standing.is_owner || standing.may_change_trail)) return null;
  return `the role ${standing.role} may change what it wrote into the audit trail, and only a trigger keeps it from that: docs/operations.md#two-roles says how to use two roles`;
}

export const leadsElsewhere = (): DatabaseError =>
  new DatabaseError('MIGRATION_DATABASE_URL leads to another database than DATABASE_URL: name the same one.');

async function maySeeMigrations(service: Queryable): Promise<boolean> {
  const { rows } = await service.query<{ may: boolean }>(
    `select has_table_privilege('public.migrations', 'select') as may`,
  );
  return rows[0]?.may === true;
}

/** One message of several statements is one transaction. */
const writeGrants = (role: string): string =>
  [
    `grant select, insert, update, delete on ${SERVICE_TABLES.join(', ')} to ${role}`,
    `revoke all on ${APPEND_ONLY_TABLES.join(', ')} from ${role}`,
    `grant select, insert on ${APPEND_ONLY_TABLES.join(', ')} to ${role}`,
    `grant select on migrations to ${role}`,
    `grant select on sequence ${SERVICE_SEQUENCES.join(', ')} to ${role}`,
    `grant execute on function ${OWNER_FUNCTIONS.join(', ')} to ${role}`,
  ].join('; ');
