import { Injectable } from '@nestjs/common';
import { Batcher } from '../../database/batcher.js';
import { Database } from '../../database/database.js';
import { makeId } from '../../database/ids.js';
import { type BatchAnswers, Prepared } from '../../database/prepared.js';
import { ISO_8601, type PlacedRow } from '../order-row.js';
import { type Placement, requestHash } from './placement.js';

/** A placement as the statements take it, ids made. */
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

/** The answer to a placement with a key; `id` is null when there is no such customer, or when another placement with the key has just won. */
type KeyedAnswer = (PlacedRow | { readonly id: null }) & { readonly request_hash: string | null; readonly customer_known: boolean };

/** What was asked for, and the customer it names: by `customers_code_key` or `customers_phone_key`. */
const askedSql = `
  select a.*, c.customer_id, c.customer_code, c.customer_name, c.customer_phone
  from rows from (json_to_recordset($1) as (id uuid, sms_id uuid, code text, phone text, item text, amount numeric, currency text,
                                            created_by uuid, idempotency_key text, request_hash text))
       with ordinality as a (id, sms_id, code, phone, item, amount, currency, created_by, idempotency_key, request_hash, place)
  left join lateral (
    select id, code, name, phone from customers where code = a.code union all
    select id, code, name, phone from customers where phone = a.phone
  ) as c (customer_id, customer_code, customer_name, customer_phone) on true`;

/** What an answer says of the placed order `o` itself. */
const placedSql = `
  'id', o.id, 'number', o.number::text, 'item', o.item, 'amount', o.amount::text, 'currency', o.currency,
  'created_at', to_char(o.created_at at time zone 'UTC', ${ISO_8601}), 'customer_id', o.customer_id`;

/** Orders and texts for what was asked of customers that there are. */
const placingSql = `
   placed as (
     insert into orders (id, customer_id, item, amount, currency, created_by)
     select id, customer_id, item, amount, currency, created_by from asked where customer_id is not null
     returning *
   ),
   texted as (
     insert into notifications (id, order_id, phone)
     select sms_id, id, customer_phone from asked where customer_id is not null
   )`;

/** The answer to a placement without a key; null when there is no such customer. */
const answerSql = `
  case when o.id is not null then json_build_object(${placedSql}, 'customer_code', a.customer_code, 'customer_name', a.customer_name,
                                                    'phone', a.customer_phone, 'sms_id', a.sms_id, 'replayed', false) end`;

/** Customers, orders and texts of many placements in one statement, which is one transaction: all of it, or nothing. An answer to each, in their order. */
const place = new Prepared<BatchAnswers<PlacedRow | null>>(
  'orders_place',
  `with asked as materialized (${askedSql}), ${placingSql}
   select json_agg(${answerSql} order by a.place) as answers
   from asked a
   left join placed o using (id)`,
);

/** The same for one placement, as plain values; without a row when there is no such customer. */
const placeAlone = new Prepared<{ answer: PlacedRow }>(
  'order_place',
  `with asked as (
     select $1::uuid as id, $2::uuid as sms_id, $5 as item, $6::numeric as amount, $7 as currency, $8::uuid as created_by,
            c.id as customer_id, c.code as customer_code, c.name as customer_name, c.phone as customer_phone
     from (select id, code, name, phone from customers where code = $3 union all
           select id, code, name, phone from customers where phone = $4) c
   ), ${placingSql}
   select ${answerSql} as answer
   from asked a
   join placed o using (id)`,
);

/**
 * The same for placements with keys, as if these came one by one. A key that was used before, or twice here, gives the first order (`replayed`, by
 * `orders_idempotency_key`), with the number that was texted then. Keys are taken in one order everywhere, so that two processes that are sent the
 * same ones wait for each other, and never both.
 */
const placeOnce = new Prepared<BatchAnswers<KeyedAnswer>>(
  'orders_place_once',
  `with asked as materialized (${askedSql}),
   earlier as materialized (
     select a.place, n.id as sms_id, true as replayed, c.code as customer_code, c.name as customer_name, n.phone, o.*
     from asked a
     cross join lateral (
       select * from orders where idempotency_key = a.idempotency_key and created_by is not distinct from a.created_by limit 1
     ) o
     cross join lateral (select code, name from customers where id = o.customer_id) c
     cross join lateral (select id, phone from notifications where order_id = o.id order by id limit 1) n
   ),
   placed as (
     insert into orders (id, customer_id, item, amount, currency, created_by, idempotency_key, request_hash)
     select id, customer_id, item, amount, currency, created_by, idempotency_key, decode(request_hash, 'hex')
     from asked
     where customer_id is not null and place not in (select place from earlier)
     order by idempotency_key, created_by, place
     on conflict (idempotency_key, created_by) where idempotency_key is not null do nothing
     returning *
   ),
   texted as (
     insert into notifications (id, order_id, phone)
     select a.sms_id, a.id, a.customer_phone from placed join asked a using (id)
   ),
   answered as (
     select a.place, a.sms_id, false as replayed, a.customer_code, a.customer_name, a.customer_phone as phone, o.*
     from asked a join placed o using (id)
     union all
     select a.place, first.sms_id, true as replayed, first.customer_code, first.customer_name, first.customer_phone as phone, o.*
     from asked a
     join placed o on o.idempotency_key = a.idempotency_key and o.created_by is not distinct from a.created_by
     join asked first on first.id = o.id and first.place < a.place
     union all
     select * from earlier
   )
   select json_agg(json_build_object(${placedSql}, 'customer_code', o.customer_code, 'customer_name', o.customer_name, 'phone', o.phone,
                                     'sms_id', o.sms_id, 'replayed', o.replayed, 'request_hash', encode(o.request_hash, 'hex'),
                                     'customer_known', a.customer_id is not null) order by a.place) as answers
   from asked a
   left join answered o using (place)`,
);

/**
 * Orders as they are placed. Placements made at the same time share statements, those with keys and those without one apart: without a key nobody
 * waits for a key that another transaction holds, and PostgreSQL takes a tenth less time for 64 of them. A placement that has a statement to itself
 * has one of its own: as JSON it would take a fourteenth longer.
 */
@Injectable()
export class PlacementsRepository {
  private readonly unkeyed: Batcher<Asked, PlacedRow | null>;
  private readonly keyed: Batcher<Asked, KeyedAnswer>;

  constructor(database: Database) {
    this.unkeyed = new Batcher(async (asked) => {
      if (asked.length > 1) return database.runBatch(place, asked);
      const [row] = await database.run(placeAlone, asked.flatMap(valuesOf));
      return [row?.answer ?? null];
    });
    this.keyed = new Batcher((asked) => database.runBatch(placeOnce, asked));
  }

  /** Places the order and queues its text, once per key and caller; null when there is no such customer. */
  async place(placement: Placement): Promise<PlacedRow | 'other-order' | null> {
    if (placement.idempotencyKey !== null) return this.placeOnce(placement);
    return this.unkeyed.load(askedOf(placement, null));
  }

  private async placeOnce(placement: Placement): Promise<PlacedRow | 'other-order' | null> {
    const hash = requestHash(placement);
    const asked = askedOf(placement, hash);
    // A placement with the same key that committed while ours waited for it is visible to a second statement, not to the first.
    let placed = await this.keyed.load(asked);
    if (placed.id === null && placed.customer_known) placed = await this.keyed.load(asked);
    if (placed.id === null) return null;
    return placed.request_hash === hash ? placed : 'other-order';
  }
}

const askedOf = ({ recipient, item, amount, currency, createdBy, idempotencyKey }: Placement, hash: string | null): Asked => ({
  id: makeId(),
  sms_id: makeId(),
  code: recipient.code,
  phone: recipient.phone,
  item,
  amount,
  currency,
  created_by: createdBy,
  idempotency_key: idempotencyKey,
  request_hash: hash,
});

/** The values of {@link placeAlone}. */
const valuesOf = ({ id, sms_id, code, phone, item, amount, currency, created_by }: Asked): readonly (string | null)[] => {
  return [id, sms_id, code, phone, item, amount, currency, created_by];
};
