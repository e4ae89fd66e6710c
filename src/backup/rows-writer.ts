import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { NOTE } from './dump-reader.js';

/** What stands in front of a backup of rows. */
export interface RowsHead {
  readonly format: 1;
  /** The name of the last migration. */
  readonly schema: string;
  /** Version of PostgreSQL, such as `18.4`. */
  readonly server: string;
}

/** A name as SQL takes it, and as pg_dump writes it where that has to be quoted. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const tablesSql = `
  select c.relname::text as name,
    (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
  from pg_class c
  where c.relnamespace = to_regnamespace('public') and c.relkind = 'r'
    and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
  order by c.relname`;

const sequencesSql = `
  select c.relname::text as name from pg_class c
  where c.relnamespace = to_regnamespace('public') and c.relkind = 'S' order by c.relname`;

/**
 * The rows of every table, and where the sequences are, as plain SQL that psql reads too.
 * - All of it is as it was at one moment: one transaction that nothing else changes.
 * - The schema is not in it. The migrations make it, and the first line names the last one.
 * - The last line says how many rows each table has, so that a cut-off file is known.
 * @param done told the rows of each table, at the end
 */
export async function* dumpRows(
  client: Client,
  done: (counts: ReadonlyMap<string, number>) => void,
): AsyncGenerator<string | Buffer> {
  await client.query('begin isolation level repeatable read read only');
  yield `${NOTE}${JSON.stringify(await readHead(client))}\nset client_encoding = 'UTF8';\n`;
  const counts = new Map<string, number>();
  const { rows: tables } = await client.query<{ name: string; columns: string[] }>(tablesSql);
  for (const { name, columns } of tables) {
    const list = columns.map(quoteName).join(', ');
    yield `copy public.${quoteName(name)} (${list}) from stdin;\n`;
    const rows = client.query(copyTo(`copy public.${quoteName(name)} (${list}) to stdout`));
    yield* rows;
    yield '\\.\n';
    counts.set(name, rows.rowCount);
  }
  const { rows: sequences } = await client.query<{ name: string }>(sequencesSql);
  for (const { name } of sequences) yield await writeSequence(client, name);
  await client.query('commit');
  yield `${NOTE}${JSON.stringify({ rows: Object.fromEntries(counts) })}\n`;
  done(counts);
}

async function writeSequence(client: Client, name: string): Promise<string> {
  const text = `select last_value, is_called from public.${quoteName(name)}`;
  const [at] = (await client.query<{ last_value: string; is_called: boolean }>(text)).rows;
  return `select pg_catalog.setval('public.${quoteName(name)}', ${at?.last_value}, ${at?.is_called});\n`;
}

async function readHead(client: Client): Promise<RowsHead> {
  const { rows } = await client.query<Omit<RowsHead, 'format'>>(`
    select current_setting('server_version') as server,
           (select name from public.migrations order by id desc limit 1) as schema`);
  return { format: 1, schema: rows[0]?.schema ?? '', server: rows[0]?.server ?? '' };
}
