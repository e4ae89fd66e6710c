import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../database/database.js';
import { Gatherer } from '../database/gatherer.js';
import { Statement } from '../database/statement.js';
import { orderColumns, type PlacedRow } from './order-row.js';
import { type Placement, requestHash } from './placement.js';

/** A placement as the statement takes it: one JSON object, ids made, and its place among the others. */
interface Asked {
  readonly id: string;
  readonly sms_id: string;
  readonly code: string | null;
  readonly phone: string | null;
  readonly item: string;
  readonly amount: string;
  readonly currency: string;
  readonly created_by: string | null;
  readonly idempotency_key: string | null;
  readonly request_hash: string | null;
}

/** The answer to one placement; `id` is null when there is no such customer, or when another placement with the key has just won. */
type Answered = Omit<PlacedRow, 'id'> & { readonly id: string | null; readonly customer_known: boolean };

/**
 * Customers, orders and texts of many placements in one statement, which is one transaction: all of it, or nothing. Customers by
 * `customers_code_key` or `customers_phone_key`. A key that was used before, or twice here, gives the first order (`replayed`, by
 * `orders_idempotency_key`). A row for each placement, in their order.
 */
const place = new Statement<Answered>(
  'orders_place',
  `with asked as materialized (
     select a.*, coalesce(by_code.id, by_phone.id) as customer_id
     from rows from (json_to_recordset($1) as (id uuid, sms_id uuid, code text, phone text, item text, amount numeric, currency text,
                                               created_by uuid, idempotency_key text, request_hash text))
          with ordinality as a (id, sms_id, code, phone, item, amount, currency, created_by, idempotency_key, request_hash, place)
     left join customers by_code  on by_code.code = a.code
     left join customers by_phone on by_phone.phone = a.phone
   ),
   earlier as (
     select a.place, n.id as sms_id, true as replayed, o.* from asked a
     join orders o on o.idempotency_key = a.idempotency_key and o.created_by is not distinct from a.created_by
     join notifications n on n.order_id = o.id
   ),
   placed as (
     insert into orders (id, customer_id, item, amount, currency, created_by, idempotency_key, request_hash)
     select a.id, a.customer_id, a.item, a.amount, a.currency, a.created_by, a.idempotency_key, decode(a.request_hash, 'hex')
     from asked a
     where a.customer_id is not null and not exists (select from earlier e where e.place = a.place)
     order by a.place
     on conflict (idempotency_key, created_by) where idempotency_key is not null do nothing
     returning *
   ),
   texted as (
     insert into notifications (id, order_id, phone)
     select a.sms_id, a.id, c.phone from placed o join asked a on a.id = o.id join customers c on c.id = a.customer_id
   ),
   answered as (
     select a.place, a.sms_id, false as replayed, o.* from asked a
     join placed o on o.id = a.id
     union all
     select a.place, first.sms_id, true as replayed, o.* from asked a
     join placed o on o.idempotency_key = a.idempotency_key and o.created_by is not distinct from a.created_by
     join asked first on first.id = o.id and first.place < a.place
     union all
     select * from earlier
   )
   select ${orderColumns}, o.sms_id, o.request_hash, o.replayed, a.customer_id is not null as customer_known
   from asked a
   left join answered o on o.place = a.place
   left join customers c on c.id = o.customer_id
   order by a.place`,
);

@Injectable()
export class PlacementsRepository {
  private readonly gatherer: Gatherer<Asked, Answered>;

  constructor(database: Database) {
    this.gatherer = new Gatherer((asked) => database.run(place, [JSON.stringify(asked)]));
  }

  /** Places the order and queues its text, once per key and caller; null when there is no such customer. Placements made at the same time share a statement. */
  async place(placement: Placement): Promise<PlacedRow | 'other-order' | null> {
    const hash = placement.idempotencyKey === null ? null : requestHash(placement);
    const asked = askedOf(placement, hash);
    // A placement with the same key that committed while ours waited for it is visible to a second statement, not to the first.
    let placed = await this.gatherer.ask(asked);
    if (placed.id === null && placed.customer_known) placed = await this.gatherer.ask(asked);
    if (!isPlaced(placed)) return null;
    return hash === null || placed.request_hash?.equals(hash) ? placed : 'other-order';
  }
}

const isPlaced = (answer: Answered): answer is Answered & { readonly id: string } => answer.id !== null;

function askedOf({ recipient, item, amount, currency, createdBy, idempotencyKey }: Placement, hash: Buffer | null): Asked {
  const ids = {
    id: uuidv7(),
    sms_id: uuidv7(),
    created_by: createdBy,
    idempotency_key: idempotencyKey,
    request_hash: hash?.toString('hex') ?? null,
  };
  return { ...ids, ...recipient, item, amount, currency };
}
