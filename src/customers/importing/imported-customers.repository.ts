import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/database.js';
import { makeId } from '../../database/ids.js';
import { customerCode } from '../customer-code.js';

/** A customer whom a row of a file names. */
export interface NamedCustomer {
  /** The phone (E.164) or the code that the row has. */
  readonly named: string;
  readonly id: string;
  readonly name: string | null;
}

/** A customer who is to be made of a row of a file. */
export interface ImportedCustomer {
  readonly position: number;
  readonly name: string;
  readonly phone: string;
}

/** What became of a row: the customer whom it made, or who has the phone; both null for neither. */
export interface ImportedAnswer {
  readonly position: number;
  readonly made_id: string | null;
  readonly holder_id: string | null;
}

/** Key of the advisory lock that imports of customers take. Any constant serves. */
const IMPORT_LOCK = 4_741_732;

const byPhonesSql = `
  select asked.phone as named, c.id, c.name
  from unnest($1::text[]) as asked (phone)
  cross join lateral (select id, name from customers where phone = asked.phone limit 1) c`;

const byCodesSql = `
  select asked.code as named, c.id, c.name
  from unnest($1::text[]) as asked (code)
  cross join lateral (select id, name from customers where code = asked.code limit 1) c`;

/** Another may have the phone, and a fresh code may be taken. Then the row is left out. */
const insertSql = `
  with asked as materialized (
    select * from json_to_recordset($1) as (position integer, id uuid, code text, name text, phone text)
  ),
  -- in the order of the file, so that their numbers follow its rows
  made as (
    insert into customers (id, code, name, phone) select id, code, name, phone from asked order by position
    on conflict do nothing
    returning id
  )
  select a.position, made.id as made_id, c.id as holder_id
  from asked a
  left join made using (id)
  left join lateral (select id from customers where phone = a.phone limit 1) c on true`;

/** Customers as files name them. By `customers_phone_key` and `customers_code_key`. */
@Injectable()
export class ImportedCustomersRepository {
  byPhones(db: Db, phones: readonly string[]): Promise<NamedCustomer[]> {
    return db.query<NamedCustomer[]>(byPhonesSql, [phones]);
  }

  byCodes(db: Db, codes: readonly string[]): Promise<NamedCustomer[]> {
    return db.query<NamedCustomer[]>(byCodesSql, [codes]);
  }

  /**
   * Makes the customers whose phone nobody has. Each gets a fresh code. One whose code is taken is
   * not made, and may be asked for again.
   * One import at a time: two with the same phones in another order would wait for each other.
   */
  async insertNew(tx: Tx, rows: readonly ImportedCustomer[]): Promise<ImportedAnswer[]> {
    await tx.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
    const asked = rows.map((row) => ({ ...row, id: makeId(), code: customerCode() }));
    return tx.query<ImportedAnswer[]>(insertSql, [JSON.stringify(asked)]);
  }
}
