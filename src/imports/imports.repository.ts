import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import type { Db, Tx } from '../database/database.js';
import type { Import, ImportKind, ReadColumns } from './import.js';

const importColumns = `
  id, kind, columns, made_by, created_at, notify, rows_asked, started_by_kind, started_by, started_at, ended_at`;

/** A file that was checked just now. */
export interface NewImport {
  readonly id: string;
  readonly kind: ImportKind;
  readonly columns: ReadColumns;
  readonly madeBy: string;
}

/** Nobody starts one twice, or one in which nothing is new. */
const startSql = `
  update imports
  set notify = $2, started_by_kind = $3, started_by = $4, started_at = now(),
      rows_asked = (select count(*) from import_rows where import_id = $1 and state = 'new')
  where id = $1 and started_at is null and exists (select from import_rows where import_id = $1 and state = 'new')
  returning ${importColumns}`;

/** Its rows go with it. Five have 25,000 rows at most. */
const deleteOldSql = `
  delete from imports
  where id in (
    select id from imports
    where coalesce(ended_at, created_at) < now() - interval '1 day' and (started_at is null or ended_at is not null)
    order by id limit 5)`;

/**
 * Files that were checked, and perhaps loaded. They are few, and kept for a day.
 * By `imports_pkey`.
 */
@Injectable()
export class ImportsRepository {
  async insert(tx: Tx, { id, kind, columns: read, madeBy }: NewImport): Promise<void> {
    const text = 'insert into imports (id, kind, columns, made_by) values ($1, $2, $3, $4)';
    await tx.query(text, [id, kind, JSON.stringify(read), madeBy]);
  }

  async byId(db: Db, id: string): Promise<Import | null> {
    const [row] = await db.query<Import[]>(`select ${importColumns} from imports where id = $1`, [id]);
    return row ?? null;
  }

  /** Newest first. */
  newest(db: Db, limit: number): Promise<Import[]> {
    return db.query<Import[]>(`select ${importColumns} from imports order by id desc limit $1`, [limit]);
  }

  /** Has its new rows written from now on. Null when it is there no more, or was started before. */
  async start(tx: Tx, id: string, notify: boolean, { kind, id: userId }: Actor): Promise<Import | null> {
    const [[row]] = await tx.query<[Import[], number]>(startSql, [id, notify, kind, userId]);
    return row ?? null;
  }

  /** One whose rows are being written, for this transaction alone; null when it is not, or over. */
  async lockRunning(tx: Tx, id: string): Promise<Import | null> {
    const text = `select ${importColumns} from imports where id = $1 and started_at is not null and ended_at is null for update`;
    const [row] = await tx.query<Import[]>(text, [id]);
    return row ?? null;
  }

  /** The id of the oldest whose rows are being written; null when there is none. */
  async firstRunning(db: Db): Promise<string | null> {
    const text = 'select id from imports where started_at is not null and ended_at is null order by id limit 1';
    const [row] = await db.query<{ id: string }[]>(text);
    return row?.id ?? null;
  }

  async end(tx: Tx, id: string): Promise<void> {
    await tx.query('update imports set ended_at = now() where id = $1', [id]);
  }

  /** Deletes what was over or left for a day, and gives how many. */
  async deleteOld(tx: Tx): Promise<number> {
    const [, deleted] = await tx.query<[unknown, number]>(deleteOldSql);
    return deleted;
  }
}
