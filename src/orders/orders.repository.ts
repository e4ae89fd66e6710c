import { Injectable } from '@nestjs/common';
import { countUpTo } from '../database/count-up-to.js';
import type { Db, Tx } from '../database/database.js';
import { keysetBatches } from '../database/keyset.js';
import { AFTER_ALL_IDS, type Page, type PageRequest, pageOf, WINDOW } from '../http/paging.js';
import type { OrderStatus } from './order.entity.js';
import { type OrderRow, orderColumns } from './order-row.js';

/** Which orders a list holds. */
export interface OrderFilter {
  readonly customerId?: string;
  readonly customerCode?: string;
  readonly status?: OrderStatus;
}

/** The orders that a filter's values ($1 to $3, null for any) hold. PostgreSQL plans with the values it gets, so a null costs nothing. */
const filteredSql = `
  orders o
  where ($1::uuid is null or o.customer_id = $1)
    and ($2::text is null or o.customer_id = (select id from customers where code = $2))
    and ($3::text is null or o.status = $3)`;

/** Customers are looked up for the rows of the page alone, not for those it skips. */
const newestSql = `
  select ${orderColumns}
  from (select o.* from ${filteredSql} and o.id < $4 order by o.id desc offset $5 limit $6) o
  join customers c on c.id = o.customer_id
  order by o.id desc`;

@Injectable()
export class OrdersRepository {
  /** By `orders_pkey` and `customers_pkey`. */
  async byId(db: Db, id: string): Promise<OrderRow | null> {
    const [row] = await db.query<OrderRow[]>(
      `select ${orderColumns} from orders o join customers c on c.id = o.customer_id where o.id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** Confirms the order if it is that customer's and pending; of any number at once, one. By `orders_pkey`. */
  async confirm(tx: Tx, id: string, customerCode: string): Promise<void> {
    await tx.query(
      `update orders o set status = 'confirmed', confirmed_at = now()
       from customers c
       where o.id = $1 and o.status = 'pending' and c.id = o.customer_id and c.code = $2`,
      [id, customerCode],
    );
  }

  /** Cancels the order if it is pending, and says whether it was. By `orders_pkey`. */
  async cancel(tx: Tx, id: string): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `update orders set status = 'cancelled', cancelled_at = now() where id = $1 and status = 'pending'`,
      [id],
    );
    return count === 1;
  }

  /**
   * Newest first. Walks `orders_pkey`, `orders_customer_id_idx` or `orders_status_idx` backwards and stops after the page, so the cost does not
   * grow with the history. Counts {@link WINDOW} rows at most.
   */
  async list(db: Db, filter: OrderFilter, { before, offset, perPage, counted }: PageRequest): Promise<Page<OrderRow>> {
    const values = valuesOf(filter);
    const rows = await db.query<OrderRow[]>(newestSql, [...values, before, offset, perPage + 1]);
    return pageOf(rows, perPage, counted ? await countUpTo(db, WINDOW + 1, filteredSql, values) : null);
  }

  /** The newest orders before the order `id`, at most `limit`. By `orders_pkey`. */
  before(db: Db, id: string, limit: number): Promise<OrderRow[]> {
    return db.query<OrderRow[]>(newestSql, [...valuesOf({}), id, 0, limit]);
  }

  /** Every order, newest first, in batches. */
  all(db: Db): AsyncGenerator<readonly OrderRow[]> {
    return keysetBatches(
      AFTER_ALL_IDS,
      (row: OrderRow) => row.id,
      (id, limit) => this.before(db, id, limit),
    );
  }
}

const valuesOf = ({ customerId, customerCode, status }: OrderFilter): (string | null)[] => [
  customerId ?? null,
  customerCode ?? null,
  status ?? null,
];
