import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { BackupError } from './backup.error.js';
import type { BackupFile } from './backup-file.js';
import type { DumpPart } from './dump-reader.js';
import { quoteName } from './rows-writer.js';

type Rows = ReturnType<typeof copyFrom>;

const keysSql = `
  select c.conrelid::regclass::text as table, c.conname::text as name, pg_get_constraintdef(c.oid) as definition
  from pg_constraint c where c.connamespace = 'public'::regnamespace and c.contype = 'f' order by 1, 2`;

const tablesSql = `
  select c.oid::regclass::text as name from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`;

/**
 * Puts the rows of a backup in place of those that the migrations wrote, in one transaction.
 * - Triggers rest meanwhile: what they wrote is in the backup.
 * - Foreign keys are taken away and made again, which checks every row, since a backup has its
 *   tables in any order.
 * @throws what PostgreSQL says of a row, or BackupError
 */
export async function loadBackup(client: Client, backup: BackupFile, say: (line: string) => void): Promise<void> {
  await client.query('begin');
  const keys = (await client.query<{ table: string; name: string; definition: string }>(keysSql)).rows;
  const tables = (await client.query<{ name: string }>(tablesSql)).rows.map(({ name }) => name);
  const onTables = async (change: string): Promise<void> => {
    for (const table of tables) await client.query(`alter table ${table} ${change}`);
  };
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${quoteName(name)}`);
  await onTables('disable trigger user');
  await client.query(`truncate ${tables.join(', ')}`);
  const loader = new Loader(client, say);
  await backup.read((part) => loader.take(part));
  await onTables('enable trigger user');
  for (const { table, name, definition } of keys)
    await client.query(`alter table ${table} add constraint ${quoteName(name)} ${definition}`);
  await client.query('commit');
  await client.query('analyze');
}

/** Copies one table after the other. */
class Loader {
  private table = '';
  private rows: Rows | null = null;
  private done: Promise<void> = Promise.resolve();
  private count = 0;

  constructor(
    private readonly client: Client,
    private readonly say: (line: string) => void,
  ) {}

  async take(part: DumpPart): Promise<void> {
    if (part.kind === 'begin') this.begin(part.table, part.columns);
    else if (part.kind === 'rows') await this.write(part.data, part.count);
    else if (part.kind === 'end') await this.end();
    else if (part.kind === 'sequence')
      await this.client.query('select setval($1::regclass, $2, $3)', [
        `public.${quoteName(part.name)}`,
        part.value,
        part.isCalled,
      ]);
  }

  private begin(table: string, columns: readonly string[]): void {
    const list = columns.map(quoteName).join(', ');
    const rows = this.client.query(copyFrom(`copy public.${quoteName(table)} (${list}) from stdin`));
    [this.table, this.rows, this.count] = [table, rows, 0];
    this.done = finished(rows);
    // Awaited at the table's end, or when a row cannot be written.
    this.done.catch(() => undefined);
  }

  private async write(data: Buffer, count: number): Promise<void> {
    this.count += count;
    if (this.rows?.write(data) === false) await Promise.race([once(this.rows, 'drain'), this.done]);
    if (this.rows?.destroyed) await this.done;
  }

  private async end(): Promise<void> {
    this.rows?.end();
    await this.done;
    if (this.rows?.rowCount !== this.count)
      throw new BackupError(`PostgreSQL took ${this.rows?.rowCount} of ${this.count} rows of ${this.table}.`);
    if (this.count > 0) this.say(`${this.table}: ${this.count.toLocaleString('en')} rows`);
  }
}
