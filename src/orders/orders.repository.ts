import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../database/database.js';
import { countUpTo, cutPage, type Page, type PageRequest, WINDOW } from '../database/pages.js';
import type { OrderStatus } from './order.entity.js';
import { customerJoin, ISO_8601, type OrderEntries, type OrderRow, orderColumns } from './order-row.js';

/** Lower than any UUIDv7. */
const BEFORE_ALL_IDS = '00000000-0000-0000-0000-000000000000';

/** Orders before one, down to and with the last of them, and whether there are more. */
export interface Span {
  readonly before: string;
  readonly last: string;
  readonly more: boolean;
}

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
  ${customerJoin}
  order by o.id desc`;

/**
 * An object of document 000's array, as `OrderEntryDto` has it. Written out, since to_json of the record takes a third longer. Only what people word
 * can hold what JSON escapes: the constraints of the other columns leave them letters, digits and a few marks. None is null, which would drop the order
 * from the list: an instant without end, which only SQL by hand can write, has the empty text.
 */
const entrySql = `
  '{"item":' || to_json(o.item) || ',"amount":"' || o.amount ||
  '","time":"' || coalesce(to_char(o.created_at at time zone 'UTC', ${ISO_8601}), '') ||
  '","customer":' || to_json(c.name) || ',"phone":"' || c.phone || '","order_id":"' || o.id || '","number":' || o.number ||
  ',"status":"' || o.status || '","customer_code":"' || c.code || '","currency":"' || o.currency || '"}'`;

/** Objects with commas between, and after which order others follow: all of one moment. */
const entriesSql = `
  select coalesce(text, '') as text, case when (select id from orders where id < last order by id desc limit 1) is not null then last end as next
  from (
    select string_agg(entry, ',') as text, (array_agg(id))[count(*)] as last
    from (
      select o.id, ${entrySql} as entry
      from (select * from orders where id < $1 and id >= $2 order by id desc limit $3) o
      ${customerJoin}
      order by o.id desc
    ) entries
  ) page`;

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
    return cutPage(rows, perPage, counted ? await countUpTo(db, WINDOW + 1, filteredSql, values) : null);
  }

  /** How far the newest `limit` orders before the order `id` go. Walks `orders_pkey` backwards, without the rows. */
  async span(db: Db, id: string, limit: number): Promise<Span> {
    const [last, following] = await db.query<{ id: string }[]>('select id from orders where id < $1 order by id desc offset $2 limit 2', [
      id,
      limit - 1,
    ]);
    return { before: id, last: last?.id ?? BEFORE_ALL_IDS, more: following !== undefined };
  }

  /** The newest orders before the order `id`, at most `limit`. Walks `orders_pkey` backwards and stops; customers by `customers_pkey`. */
  page(db: Db, id: string, limit: number): Promise<OrderEntries> {
    return this.entries(db, [id, BEFORE_ALL_IDS, limit]);
  }

  /** The orders of a span, newest first, with those that have come into it since. By `orders_pkey` and `customers_pkey`. */
  async written(db: Db, { before, last }: Span): Promise<string> {
    return (await this.entries(db, [before, last, null])).text;
  }

  /** PostgreSQL writes the objects, at half the cost of writing them here. */
  private async entries(db: Db, values: readonly [before: string, last: string, limit: number | null]): Promise<OrderEntries> {
    const rows = await db.query<OrderEntries[]>(entriesSql, [...values]);
    // The driver's timer holds its array of rows until a full collection: emptied, it does not hold the texts.
    return rows.shift() ?? { text: '', next: null };
  }
}

const valuesOf = ({ customerId, customerCode, status }: OrderFilter): (string | null)[] => [
  customerId ?? null,
  customerCode ?? null,
  status ?? null,
];
