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
  ...['summary_sums', 'summary_changes', 'summary_mark'],
];

/** What our role may not do with one table. */
interface Lack {
  readonly name: string;
  readonly rights: string;
  readonly role: string;
  readonly database: string;
}

// A table that is not there is a missing migration, which others tell.
const lacksSql = `
  select t.name, string_agg(r.name, ', ' order by r.name) as rights,
    current_user::text as role, current_database()::text as database
  from unnest($1::text[]) as t (name), unnest(array['select', 'insert', 'update', 'delete']) as r (name)
  where not has_table_privilege(to_regclass('public.' || t.name), r.name)
  group by t.name order by t.name`;

/**
 * Holds that our role may read and write its tables. Another role may own them.
 * @throws DatabaseError with one sentence that has the grant
 */
export async function checkTableRights(client: Queryable): Promise<void> {
  const { rows } = await client.query<Lack>(lacksSql, [SERVICE_TABLES]);
  if (rows[0] !== undefined) throw refuseRights(rows[0], rows.length - 1);
}

/** The error for a role that may not do with tables what the service does. */
export function refuseRights({ name, rights, role, database }: Lack, others: number): DatabaseError {
  const more = others === 0 ? '' : `, and something on ${others} more`;
  return new DatabaseError(
    `The role ${role} may not ${rights} on the table ${name}${more}: run "grant select, insert, update, delete on all tables in schema public to ${quote(role)}" in the database ${database}, as the owner of its tables.`,
  );
}
