import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../database/database.js';
import { Statement } from '../database/statement.js';
import { orderColumns, type PlacedRow } from './order-row.js';
import { type Placement, requestHash } from './placement.js';

/**
 * The customer, the order and its text in one statement, which is one transaction: all of it, or nothing. The customer by `customers_code_key` or
 * `customers_phone_key`. A key that was used gives the first order instead (`replayed`, by `orders_idempotency_key`), with the number that was
 * texted then. No row: there is no such customer, or another placement with the key has just won.
 */
const place = new Statement<PlacedRow>(
  'order_place',
  `with replayed as (
     select o.*, n.id as sms_id, n.phone from orders o join notifications n on n.order_id = o.id
     where o.created_by is not distinct from $8 and o.idempotency_key = $9
   ),
   customer as (
     select * from customers where code = $3 union all
     select * from customers where phone = $4
   ),
   placed as (
     insert into orders (id, customer_id, item, amount, currency, created_by, idempotency_key, request_hash)
     select $1, c.id, $5, $6, $7, $8, $9, $10 from customer c where not exists (select from replayed)
     on conflict (created_by, idempotency_key) where idempotency_key is not null do nothing
     returning *
   ),
   texted as (
     insert into notifications (id, order_id, phone)
     select $2, o.id, c.phone from placed o join customer c on c.id = o.customer_id
     returning id
   )
   select ${orderColumns}, t.id as sms_id, o.request_hash, false as replayed
   from placed o join customer c on c.id = o.customer_id cross join texted t
   union all
   select ${orderColumns}, o.sms_id, o.request_hash, true as replayed
   from replayed o cross join lateral (select id, code, name, o.phone from customers where id = o.customer_id) c`,
);

@Injectable()
export class PlacementsRepository {
  constructor(private readonly database: Database) {}

  /** Places the order and queues its text, once per key and caller; null when there is no such customer. */
  async place(placement: Placement): Promise<PlacedRow | 'other-order' | null> {
    const { recipient, item, amount, currency, createdBy, idempotencyKey } = placement;
    const hash = idempotencyKey === null ? null : requestHash(placement);
    const values = [uuidv7(), uuidv7(), recipient.code, recipient.phone, item, amount, currency, createdBy, idempotencyKey, hash];
    const run = async () => (await this.database.run(place, values))[0] ?? null;
    // A placement with the same key that committed while ours waited for it is visible to a second statement, not to the first.
    const placed = (await run()) ?? (hash === null ? null : await run());
    if (placed === null || hash === null) return placed;
    return placed.request_hash?.equals(hash) ? placed : 'other-order';
  }
}
