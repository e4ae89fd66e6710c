import { Injectable } from '@nestjs/common';
import type { EventRow } from '../actor.js';
import type { Db, Tx } from '../database/database.js';
import { OrderEventsRepository } from './history/order-events.repository.js';
import type { HeldOrder } from './order.js';

/** What stands in place of an item that was erased. */
const ERASED_ITEM = '(erased)';

const ofCustomerSql = `
  select o.id, o.number::text, o.item, o.amount::text, o.currency, o.status, o.idempotency_key,
         to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at,
         to_char(o.confirmed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as confirmed_at,
         to_char(o.cancelled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as cancelled_at,
         c.id as customer_id, c.code as customer_code, c.name as customer_name, c.phone
  from customers c join orders o on o.customer_id = c.id
  where c.id = $1
  order by o.id`;

/**
 * A key is whatever the caller chose, and the hash is one of the phone number among others.
 * So may be the reference, of which an import key is the digest: another stands in its place.
 * The item stays unless $2.
 */
const eraseSql = `
  update orders
  set idempotency_key = null, request_hash = null, import_key = case when import_key is not null then sha256(uuid_send(id)) end,
      item = case when $2 then '${ERASED_ITEM}' else item end
  where customer_id = $1 and ($2 or idempotency_key is not null or import_key is not null)`;

/** The item stays unless $2. Status and amount name nobody. */
const eraseEventsSql = `
  update order_events e
  set note = null, actor_id = case when actor_kind <> 'user' then actor_id end,
      changes = (select coalesce(jsonb_agg(case when $2 and c ->> 'field' = 'item' then c || '{"before": null, "after": null}' else c end order by place), '[]')
                 from jsonb_array_elements(e.changes) with ordinality as each_change (c, place))
  from orders o
  where o.customer_id = $1 and e.order_id = o.id`;

/** What is held about one person in orders, and its end. By `orders_customer_id_idx`. */
@Injectable()
export class PersonalOrdersRepository {
  constructor(private readonly events: OrderEventsRepository) {}

  /** Oldest first. */
  async ofCustomer(db: Db, customerId: string): Promise<HeldOrder[]> {
    const orders = await db.query<Omit<HeldOrder, 'history'>[]>(ofCustomerSql, [customerId]);
    const histories = new Map<string, EventRow[]>(orders.map(({ id }) => [id, []]));
    for (const event of await this.events.ofCustomer(db, customerId)) histories.get(event.order_id)?.push(event);
    return orders.map((order) => ({ ...order, history: histories.get(order.id) ?? [] }));
  }

  /** Numbers of the orders that are pending, lowest first. Bigint is text. */
  async pending(tx: Tx, customerId: string): Promise<string[]> {
    const text = `select number::text from orders where customer_id = $1 and status = 'pending' order by orders.number`;
    return (await tx.query<{ number: string }[]>(text, [customerId])).map(({ number }) => number);
  }

  /** Those of the customers whose orders say what was ordered. By `orders_customer_id_idx`. */
  async findWithItems(db: Db, customerIds: readonly string[]): Promise<string[]> {
    const text = `select distinct customer_id from orders where customer_id = any($1) and item <> '${ERASED_ITEM}'`;
    return (await db.query<{ customer_id: string }[]>(text, [customerIds])).map(({ customer_id }) => customer_id);
  }

  /** Cancels what is pending. */
  async cancelPending(tx: Tx, customerId: string): Promise<void> {
    await tx.query(
      `update orders set status = 'cancelled', cancelled_at = now() where customer_id = $1 and status = 'pending'`,
      [customerId],
    );
  }

  /**
   * Takes away idempotency keys and the notes of the histories, and the items if asked. Amounts and
   * days stay. Events by `order_events_pkey`.
   */
  async erase(tx: Tx, customerId: string, blankItems: boolean): Promise<void> {
    await tx.query(eraseSql, [customerId, blankItems]);
    await tx.query(eraseEventsSql, [customerId, blankItems]);
  }
}
