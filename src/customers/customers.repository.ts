import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../database/database.js';
import { countUpTo, cutPage, type Page, type PageRequest, readBatches, WINDOW } from '../database/pages.js';
import {
  accountJoin,
  type CustomerRow,
  customerColumns,
  type NewCustomer,
  type PresentCustomerRow,
} from './customer-row.js';

/** Why a worker lost a notification that it had claimed. */
export const PHONE_CHANGED = 'the customer was changed before its text went out';

const customerSql = `select ${customerColumns} from customers c ${accountJoin}`;

const insertSql = `
  with c as (
    insert into customers (id, code, name, phone, user_id) values ($1, $2, $3, $4, $5) returning *)
  select ${customerColumns} from c ${accountJoin}`;

const joinSql = `
  with c as (
    update customers set user_id = $3 where code = $1 and phone = $2 and user_id is null returning *)
  select ${customerColumns} from c ${accountJoin}`;

/** Accounts are looked up for the customers of the page only, not for those that it skips. */
const newestSql = `
  select ${customerColumns}
  from (select * from customers where id < $1 order by id desc offset $2 limit $3) c ${accountJoin}
  order by c.id desc`;

const byNumberSql = `
  select ${customerColumns}
  from (select * from customers where number > $1 order by number limit $2) c ${accountJoin}
  order by c.number`;

/** All SQL that writes `customers`, and the reads of a customer. */
@Injectable()
export class CustomersRepository {
  /**
   * Violates `customers_phone_key`, `customers_code_key` or `customers_user_id_key` when another
   * has the phone, the code or the account.
   */
  async insert(tx: Tx, { id, code, name, phone, userId }: NewCustomer): Promise<PresentCustomerRow> {
    const [row] = await tx.query<[PresentCustomerRow]>(insertSql, [id, code, name, phone, userId]);
    return row;
  }

  /**
   * Joins an account to the customer with that code and phone who has none yet, by
   * `customers_code_key`. Null when there is no such customer. Violates `customers_user_id_key`
   * when the account has a customer already.
   */
  async join(tx: Tx, code: string, phone: string, userId: string): Promise<PresentCustomerRow | null> {
    const [row] = await tx.query<PresentCustomerRow[]>(joinSql, [code, phone, userId]);
    return row ?? null;
  }

  /**
   * Gives the account's customer the phone. By `customers_user_id_key`.
   * Violates `customers_phone_key` when another has it.
   * @returns the customer's code; null when the account has no customer
   */
  async movePhone(tx: Tx, userId: string, phone: string): Promise<string | null> {
    const text = 'update customers set phone = $2 where user_id = $1 returning code';
    const [[row]] = await tx.query<[{ code: string }[], number]>(text, [userId, phone]);
    return row?.code ?? null;
  }

  /**
   * Changes name and phone; null leaves one as it is. By `customers_pkey`.
   * Violates `customers_phone_key` when another has the phone.
   */
  async correct(tx: Tx, id: string, name: string | null, phone: string | null): Promise<void> {
    const text = 'update customers set name = coalesce($2, name), phone = coalesce($3, phone) where id = $1';
    await tx.query(text, [id, name, phone]);
  }

  /** Takes the account away. By `customers_pkey`. */
  async unlink(tx: Tx, id: string): Promise<void> {
    await tx.query('update customers set user_id = null where id = $1', [id]);
  }

  /**
   * The customer, whom nobody else changes until the transaction ends. Orders may be placed.
   * By `customers_pkey`.
   */
  async lock(tx: Tx, id: string): Promise<CustomerRow | null> {
    const [row] = await tx.query<CustomerRow[]>(`${customerSql} where c.id = $1 for no key update of c`, [id]);
    return row ?? null;
  }

  /** Code and account of the customer with that phone. By `customers_phone_key`. */
  async holderOf(db: Db, phone: string): Promise<Pick<CustomerRow, 'code' | 'user_id'> | null> {
    const text = 'select code, user_id from customers where phone = $1';
    const [row] = await db.query<Pick<CustomerRow, 'code' | 'user_id'>[]>(text, [phone]);
    return row ?? null;
  }

  /** By `customers_pkey`. */
  async byId(db: Db, id: string): Promise<CustomerRow | null> {
    const [row] = await db.query<CustomerRow[]>(`${customerSql} where c.id = $1`, [id]);
    return row ?? null;
  }

  /** By `customers_user_id_key`. */
  async byUser(db: Db, userId: string): Promise<PresentCustomerRow | null> {
    const [row] = await db.query<PresentCustomerRow[]>(`${customerSql} where c.user_id = $1`, [userId]);
    return row ?? null;
  }

  /** By `customers_code_key`. */
  async byCode(db: Db, code: string): Promise<CustomerRow | null> {
    const [row] = await db.query<CustomerRow[]>(`${customerSql} where c.code = $1`, [code]);
    return row ?? null;
  }

  /** The code of the customer with that phone; null when none has it. By `customers_phone_key`. */
  async codeByPhone(db: Db, phone: string): Promise<string | null> {
    return (await this.holderOf(db, phone))?.code ?? null;
  }

  /**
   * Newest first.
   * Walks `customers_pkey` backwards and stops after the page; counts {@link WINDOW} rows at most.
   */
  async list(db: Db, { before, offset, perPage, counted }: PageRequest): Promise<Page<CustomerRow>> {
    const rows = await db.query<CustomerRow[]>(newestSql, [before, offset, perPage + 1]);
    return cutPage(rows, perPage, counted ? await countUpTo(db, WINDOW + 1, 'customers') : null);
  }

  /**
   * Customers above `number`, in its order, at most `limit`.
   * Walks `customers_number_key` and stops.
   */
  async after(db: Db, number: string, limit: number): Promise<CustomerRow[]> {
    return db.query<CustomerRow[]>(byNumberSql, [number, limit]);
  }

  /** Every customer by number, in batches. */
  all(db: Db): AsyncGenerator<readonly CustomerRow[]> {
    return readBatches(
      '0',
      (row: CustomerRow) => row.number,
      (number, limit) => this.after(db, number, limit),
    );
  }
}
