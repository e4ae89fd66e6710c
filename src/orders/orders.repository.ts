import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../database/database.js';
import { queueNotificationsSql } from '../notifications/notification-queue.js';
import type { OrderRow } from './order.js';

const byIdSql = `
  select o.id, o.number::text, o.item, o.amount::text, o.currency, o.status,
         to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at,
         to_char(o.confirmed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as confirmed_at,
         to_char(o.cancelled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as cancelled_at,
         c.id as customer_id, c.code as customer_code, c.name as customer_name, c.phone
  from orders o join customers c on c.id = o.customer_id
  where o.id = $1`;

const notifySql = `
  with to_notify as (
    select $2::uuid as id, 'order-placed' as kind, c.phone, o.id as order_id, o.number as order_number, c.code as customer_code
    from orders o join customers c on c.id = o.customer_id
    where o.id = $1
  )
  ${queueNotificationsSql}`;

/** One order: where it goes from pending and back, and what is put right while it is pending. */
@Injectable()
export class OrdersRepository {
  /** By `orders_pkey` and `customers_pkey`. */
  async byId(db: Db, id: string): Promise<OrderRow | null> {
    const [row] = await db.query<OrderRow[]>(byIdSql, [id]);
    return row ?? null;
  }

  /** The order, which nobody else changes until the transaction ends. By the same indexes. */
  async lock(tx: Tx, id: string): Promise<OrderRow | null> {
    const [row] = await tx.query<OrderRow[]>(`${byIdSql} for no key update of o`, [id]);
    return row ?? null;
  }

  /**
   * Confirms the order if it is that customer's and pending. Of any number at once, one does. By
   * `orders_pkey`.
   * @param customerCode null for whoever's it is
   * @returns whether this call did it
   */
  async confirm(tx: Tx, id: string, customerCode: string | null): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `update orders o set status = 'confirmed', confirmed_at = now()
       from customers c
       where o.id = $1 and o.status = 'pending' and c.id = o.customer_id and ($2::text is null or c.code = $2)`,
      [id, customerCode],
    );
    return count === 1;
  }

  /**
   * Changes the order if it is pending; null leaves a field as it is. False when it was not
   * pending. By `orders_pkey`.
   */
  async correct(tx: Tx, id: string, item: string | null, amount: string | null): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `update orders set item = coalesce($2, item), amount = coalesce($3::numeric, amount)
       where id = $1 and status = 'pending'`,
      [id, item, amount],
    );
    return count === 1;
  }

  /** Queues a notification of the order with that id. By `orders_pkey` and `customers_pkey`. */
  async notify(tx: Tx, id: string, notificationId: string): Promise<void> {
    await tx.query(notifySql, [id, notificationId]);
  }

  /**
   * Makes an order that was confirmed within the last day pending again. False when it was not, or
   * its customer was erased. An erasure waits for the customer's row.
   * By `orders_pkey` and `customers_pkey`.
   */
  async reopen(tx: Tx, id: string): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `with present as (
         select o.id from orders o join customers c on c.id = o.customer_id
         where o.id = $1 and c.erased_at is null for key share of c)
       update orders set status = 'pending', confirmed_at = null
       where id = (select id from present) and status = 'confirmed' and confirmed_at > now() - interval '24 hours'`,
      [id],
    );
    return count === 1;
  }

  /** Cancels the order if it is pending. False when it was not. By `orders_pkey`. */
  async cancel(tx: Tx, id: string): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `update orders set status = 'cancelled', cancelled_at = now() where id = $1 and status = 'pending'`,
      [id],
    );
    return count === 1;
  }
}
