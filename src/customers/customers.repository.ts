import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../database/database.js';
import { countUpTo, keysetBatches, type Page, type PageRequest, pageOf, WINDOW } from '../database/pages.js';
import { Customer } from './customer.entity.js';
import type { CustomerRow } from './customer-row.js';

/** What is needed to make a customer. */
export interface NewCustomer {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly phone: string;
  readonly userId: string | null;
}

const customerColumns = 'c.id, c.number, c.code, c.name, c.phone, c.user_id, c.created_at, u.email';

/** Looked up for each customer, for which the limit stands: joined in the plain way, thousands of users would be read whole for a page of customers. */
const accountJoin = 'left join lateral (select email from users where id = c.user_id limit 1) u on true';

const customerSql = `select ${customerColumns} from customers c ${accountJoin}`;

/** Accounts are looked up for the customers of the page alone, not for those it skips. */
const newestSql = `
  select ${customerColumns}
  from (select * from customers where id < $1 order by id desc offset $2 limit $3) c ${accountJoin}
  order by c.id desc`;

const byNumberSql = `
  select ${customerColumns}
  from (select * from customers where number > $1 order by number limit $2) c ${accountJoin}
  order by c.number`;

@Injectable()
export class CustomersRepository {
  /** Violates `customers_phone_key`, `customers_code_key` or `customers_user_id_key` when another has the phone, the code or the account. */
  async insert(tx: Tx, customer: NewCustomer): Promise<CustomerRow> {
    await tx.insert(Customer, customer);
    return (await this.byId(tx, customer.id)) as CustomerRow;
  }

  /** Joins an account to the customer with that phone who has none yet, by `customers_phone_key`; null when there is no such customer. */
  async join(tx: Tx, phone: string, userId: string): Promise<CustomerRow | null> {
    const [rows] = await tx.query<[{ id: string }[], number]>(
      'update customers set user_id = $2 where phone = $1 and user_id is null returning id',
      [phone, userId],
    );
    return rows[0] === undefined ? null : this.byId(tx, rows[0].id);
  }

  /** Texts follow the account's new number. By `customers_user_id_key`; violates `customers_phone_key`. */
  async movePhone(tx: Tx, userId: string, phone: string): Promise<void> {
    await tx.update(Customer, { userId }, { phone });
  }

  /** By `customers_pkey`. */
  async byId(db: Db, id: string): Promise<CustomerRow | null> {
    const [row] = await db.query<CustomerRow[]>(`${customerSql} where c.id = $1`, [id]);
    return row ?? null;
  }

  /** By `customers_user_id_key`. */
  async byUser(db: Db, userId: string): Promise<CustomerRow | null> {
    const [row] = await db.query<CustomerRow[]>(`${customerSql} where c.user_id = $1`, [userId]);
    return row ?? null;
  }

  /** By `customers_code_key`. */
  async byCode(db: Db, code: string): Promise<CustomerRow | null> {
    const [row] = await db.query<CustomerRow[]>(`${customerSql} where c.code = $1`, [code]);
    return row ?? null;
  }

  /** Newest first. Walks `customers_pkey` backwards and stops after the page; counts {@link WINDOW} rows at most. */
  async list(db: Db, { before, offset, perPage, counted }: PageRequest): Promise<Page<CustomerRow>> {
    const rows = await db.query<CustomerRow[]>(newestSql, [before, offset, perPage + 1]);
    return pageOf(rows, perPage, counted ? await countUpTo(db, WINDOW + 1, 'customers') : null);
  }

  /** Customers by number, those above `number`, at most `limit`. Walks `customers_number_key` and stops. */
  async after(db: Db, number: string, limit: number): Promise<CustomerRow[]> {
    return db.query<CustomerRow[]>(byNumberSql, [number, limit]);
  }

  /** Every customer by number, in batches. */
  all(db: Db): AsyncGenerator<readonly CustomerRow[]> {
    return keysetBatches(
      '0',
      (row: CustomerRow) => row.number,
      (number, limit) => this.after(db, number, limit),
    );
  }
}
