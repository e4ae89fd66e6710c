import { DatabaseError } from './database.errors.js';
import { quote } from './server-checks.js';
import type { Queryable } from './session-settings.js';

/** The tables that the service reads and writes, whoever owns them. */
export const SERVICE_TABLES: readonly string[] = [
  ...['users', 'identities', 'identity_addresses', 'sessions', 'login_attempts', 'login_sources', 'password_resets'],
  ...['staff', 'api_keys', 'used_states', 'quotas', 'scheduled_tasks', 'write_probes', 'shop'],
  ...[
    'customers',
    'customer_phrases',
    'customer_events',
    'orders',
    'order_events',
    'order_sums',
    'order_changes',
    'order_mark',
  ],
  ...['notifications', 'notification_events', 'sent_messages', 'delivery_reports', 'sms_days', 'sending_mark'],
  ...['summary_sums', 'summary_changes', 'summary_mark', 'test_sms', 'sms_templates'],
  ...['imports', 'import_rows'],
];

/** The tables that the service reads and adds rows to, and changes no row of. */
export const APPEND_ONLY_TABLES: readonly string[] = ['audit_events'];

/** The sequences whose numbers the service reads. Nobody but the tables' inserts takes one. */
export const SERVICE_SEQUENCES: readonly string[] = [
  ...['orders_number_seq', 'order_events_id_seq', 'notification_events_id_seq'],
];

/** The functions that the service calls with the rights of the owner of its tables. */
export const OWNER_FUNCTIONS: readonly string[] = ['audit_events_drop(integer)'];

/** What our role may not do with one table, function or sequence. */
interface Lack {
  readonly name: string;
  readonly rights: string;
  readonly role: string;
  readonly database: string;
}

// A table, function or sequence that is not there is a missing migration, which others tell.
const lacksSql = `
  select asked.name, string_agg(asked.wanted, ', ' order by asked.wanted) as rights,
    current_user::text as role, current_database()::text as database
  from (
    select 1 as place, t.name, r.wanted, not has_table_privilege(to_regclass('public.' || t.name), r.wanted) as lacks
    from unnest($1::text[]) as t (name), unnest(array['select', 'insert', 'update', 'delete']) as r (wanted)
    union all
    select 2, t.name, r.wanted, not has_table_privilege(to_regclass('public.' || t.name), r.wanted)
    from unnest($2::text[]) as t (name), unnest(array['select', 'insert']) as r (wanted)
    union all
    select 3, f.name, 'execute', not has_function_privilege(to_regprocedure('public.' || f.name), 'execute')
    from unnest($3::text[]) as f (name)
    union all
    select 4, s.name, 'select', not has_sequence_privilege(to_regclass('public.' || s.name), 'select')
    from unnest($4::text[]) as s (name)) as asked
  where asked.lacks
  group by asked.place, asked.name order by asked.place, asked.name`;

/**
 * What our role may not do with its tables, functions and sequences. Nothing for a role that may do
 * all.
 */
export async function findLacks(client: Queryable): Promise<Lack[]> {
  const values = [SERVICE_TABLES, APPEND_ONLY_TABLES, OWNER_FUNCTIONS, SERVICE_SEQUENCES];
  return (await client.query<Lack>(lacksSql, values)).rows;
}

/**
 * Holds that our role may read and write its tables. Another role may own them.
 * @throws DatabaseError with one sentence that has the grant
 */
export async function checkTableRights(client: Queryable): Promise<void> {
  const [lack, ...others] = await findLacks(client);
  if (lack !== undefined) throw refuseRights(lack, others.length);
}

/** The error for a role that may not do with tables what the service does. */
export function refuseRights({ name, rights, role, database }: Lack, others: number): DatabaseError {
  const more = others === 0 ? '' : `, and something on ${others} more`;
  const thing = thingOf(name);
  const grantee = quote(role);
  const [grant, then] = writeGrant(name, grantee);
  return new DatabaseError(
    `The role ${role} may not ${rights} on the ${thing} ${name}${more}: run "${grant} to ${grantee}" in the database ${database}, as the owner of its tables${then}. Or name that owner in MIGRATION_DATABASE_URL, and the start grants what is missing.`,
  );
}

function thingOf(name: string): string {
  if (OWNER_FUNCTIONS.includes(name)) return 'function';
  return SERVICE_SEQUENCES.includes(name) ? 'sequence' : 'table';
}

/** The grant that mends a lack, up to the role, and what is to be done after it. */
function writeGrant(name: string, grantee: string): readonly [string, string] {
  if (OWNER_FUNCTIONS.includes(name)) return [`grant execute on function ${name}`, ''];
  if (SERVICE_SEQUENCES.includes(name)) return [`grant select on sequence ${SERVICE_SEQUENCES.join(', ')}`, ''];
  if (APPEND_ONLY_TABLES.includes(name)) return [`grant select, insert on ${name}`, ''];
  const revoke = `revoke update, delete on ${APPEND_ONLY_TABLES.join(', ')} from ${grantee}`;
  return ['grant select, insert, update, delete on all tables in schema public', `, and then "${revoke}"`];
}
