import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../database/database.js';
import type { CheckedRow, ImportRow, RowFault, RowState } from './import.js';

/** How many rows stand how, and the segments of the SMS of those that are new. */
export interface StateCount {
  readonly state: RowState;
  readonly rows: number;
  readonly segments: number;
}

/** A new row with what it takes to write it. */
export type NewRow = Pick<CheckedRow, 'position' | 'cells' | 'import_key'>;

/** What became of a row. */
export interface RowOutcome {
  readonly position: number;
  readonly state: Extract<RowState, 'made' | 'known' | 'wrong'>;
  readonly subject_id: string | null;
  readonly faults: readonly RowFault[];
}

const insertSql = `
  insert into import_rows (import_id, position, state, cells, faults, same_as, subject_id, import_key, segments)
  select $1, position, state, cells, faults, same_as, subject_id, decode(import_key, 'hex'), segments
  from json_to_recordset($2) as (position integer, state text, cells jsonb, faults jsonb, same_as integer,
                                 subject_id uuid, import_key text, segments integer)`;

const writeSql = `
  update import_rows r
  set state = became.state, subject_id = became.subject_id, faults = became.faults
  from json_to_recordset($2) as became (position integer, state text, subject_id uuid, faults jsonb)
  where r.import_id = $1 and r.position = became.position`;

const pageSql = `
  select position, state, cells, faults, same_as, subject_id
  from import_rows
  where import_id = $1 and position > $2 and ($3::text is null or state = $3)
  order by position
  limit $4`;

const newSql = `
  select position, cells, encode(import_key, 'hex') as import_key
  from import_rows
  where import_id = $1 and state = 'new'
  order by position
  limit $2`;

const eraseSql = `
  delete from import_rows
  where cells ->> 'phone' = any($2) or subject_id = $1 or (state = 'wrong' and cells ->> 'name' = $3)`;

const countsSql = `
  select state, count(*)::integer as rows, coalesce(sum(segments), 0)::integer as segments
  from import_rows
  where import_id = $1
  group by state`;

/** The rows of files. An import has 5,000 at most, which `import_rows_pkey` finds. */
@Injectable()
export class ImportRowsRepository {
  async insert(tx: Tx, importId: string, rows: readonly CheckedRow[]): Promise<void> {
    await tx.query(insertSql, [importId, JSON.stringify(rows)]);
  }

  /** Rows after a position, in the order of the file. @param state null for any */
  page(db: Db, importId: string, after: number, state: RowState | null, limit: number): Promise<ImportRow[]> {
    return db.query<ImportRow[]>(pageSql, [importId, after, state, limit]);
  }

  counts(db: Db, importId: string): Promise<StateCount[]> {
    return db.query<StateCount[]>(countsSql, [importId]);
  }

  /** The first rows that are still to be written. */
  firstNew(tx: Tx, importId: string, limit: number): Promise<NewRow[]> {
    return tx.query<NewRow[]>(newSql, [importId, limit]);
  }

  async write(tx: Tx, importId: string, outcomes: readonly RowOutcome[]): Promise<void> {
    await tx.query(writeSql, [importId, JSON.stringify(outcomes)]);
  }

  /**
   * Deletes rows that tell of a customer: by any number that they had, or as the customer.
   * - One that is wrong may lack the number. It goes by the name.
   * - It reads every row. Few are there, since imports are kept for a day.
   */
  async erase(tx: Tx, customerId: string, phones: readonly string[], name: string | null): Promise<void> {
    await tx.query(eraseSql, [customerId, phones, name]);
  }
}
