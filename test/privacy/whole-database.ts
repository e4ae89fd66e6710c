import type { Pool } from 'pg';

/** Every table of the schema. */
async function tablesOf(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query(
    `select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  return rows.map((row) => row.table_name);
}

/** The columns that may hold words, as `table.column`: text, JSON, bytes, and lists of them. */
export async function wordColumns(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' and data_type in ('text', 'character varying', 'jsonb', 'json', 'bytea', 'ARRAY')
     order by 1`,
  );
  return rows.map((row) => row.name);
}

/** Where the words are found, as `table: word`, in every row of every table. */
export async function findWords(pool: Pool, words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const table of await tablesOf(pool))
    for (const word of words) {
      const { rows } = await pool.query(`select from ${table} t where strpos(t::text, $1) > 0 limit 1`, [word]);
      found.push(...rows.map(() => `${table}: ${word}`));
    }
  return found;
}
