import type { Client } from 'pg';
import { nameDatabase } from '../config/database-url.js';
import { BackupError } from './backup.error.js';

const stateSql = `
  select current_database()::text as database,
    (select count(*)::int from pg_class c where c.relnamespace = to_regnamespace('public') and c.relkind in ('r', 'p', 'v', 'm')
     and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
    ) as tables,
    -- Autovacuum has no user. Ours are the locking connection and those of this process.
    (select count(*)::int from pg_stat_activity a where a.datname = current_database() and a.usesysid is not null
     and a.pid <> all($1::int[])) as others`;

/** One statement, so that it is done wholly or not at all. What extensions brought stays. */
const emptySql = `
  do $$
  declare
    found record;
  begin
    for found in
      select c.oid::regclass as name, c.relkind from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
        and not exists (select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e')
      order by c.relkind desc
    loop
      if to_regclass(found.name::text) is not null then
        execute format('drop %s %s cascade', case found.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end, found.name);
      end if;
    end loop;
    for found in
      select p.oid::regprocedure as name from pg_proc p
      where p.pronamespace = 'public'::regnamespace
        and not exists (select from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e')
    loop
      execute format('drop routine %s cascade', found.name);
    end loop;
  end $$`;

/**
 * Holds that a backup may be restored into the database, and empties it if that was asked for.
 * @param force the name of the database whose contents may be lost; null for none
 * @param own the process ids of our own connections
 * @throws BackupError when it is used, or not empty
 */
export async function prepareTarget(
  client: Client,
  url: string,
  force: string | null,
  own: readonly number[],
  say: (line: string) => void,
): Promise<void> {
  const { rows } = await client.query<{ database: string; tables: number; others: number }>(stateSql, [own]);
  const { database, tables, others } = rows[0] ?? { database: '', tables: 0, others: 0 };
  const at = nameDatabase(url);
  if (force !== null && force !== database)
    throw new BackupError(`--force names ${force}, but the database at ${at} is ${database}: nothing was changed.`);
  if (others > 0)
    throw new BackupError(
      `${others} other connections work on the database at ${at}: stop Agiza and every other program that uses it, and begin again.`,
    );
  if (tables === 0) return;
  if (force === null)
    throw new BackupError(
      `The database at ${at} is not empty (${tables} tables): name an empty one, or add --force ${database}, and everything in it is lost.`,
    );
  say(`emptying the database ${database} (${tables} tables)…`);
  await client.query(emptySql);
}
