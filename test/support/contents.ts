import type { Pool } from 'pg';

const TABLES = ['users', 'customers', 'orders', 'notifications', 'identities'];

/** Everything that requests are about, in one digest: the same as long as nothing has changed. */
export async function contents(pool: Pool): Promise<string> {
  const digests = TABLES.map((table) => `select '${table}' as of, md5(string_agg(t::text, ',' order by t::text)) as md5 from ${table} t`);
  return JSON.stringify((await pool.query(digests.join(' union all '))).rows);
}
