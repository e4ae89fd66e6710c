import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../../database/database.js';
import { makeId } from '../../database/ids.js';
import { queueNotificationsSql } from '../../notifications/notification-queue.js';

/** An order that a row of a file names. */
export interface NamedOrder {
  /** The number or the key that the row has. */
  readonly named: string;
  readonly id: string;
  readonly number: string;
  readonly item: string;
  readonly amount: string;
  /** Of its customer, E.164; null after the customer was erased. */
  readonly phone: string | null;
}

/** An order that is to be placed by a row of a file. */
export interface ImportedOrder {
  readonly position: number;
  /** Of its customer, E.164. */
  readonly phone: string;
  readonly item: string;
  readonly amount: string;
  /** What names it in files: a SHA-256 in hexadecimal. */
  readonly import_key: string;
}

/** How the orders of a file are placed. */
export interface ImportTerms {
  readonly currency: string;
  readonly createdBy: string;
  /** Whether the customers get an SMS. */
  readonly notify: boolean;
}

/**
 * What became of a row: the order that it placed, or that its key names already. Both are null when
 * there is no such customer, or when another import with the key has just won.
 */
export interface ImportedAnswer {
  readonly position: number;
  readonly placed_id: string | null;
  readonly earlier_id: string | null;
  readonly customer_known: boolean;
}

/** Key of the advisory lock that imports of orders take. Any constant serves. */
const IMPORT_LOCK = 4_741_733;

const byKeysSql = `
  select asked.key as named, o.id, o.number::text, o.item, o.amount::text, c.phone
  from unnest($1::text[]) as asked (key)
  cross join lateral (select * from orders where import_key = decode(asked.key, 'hex') limit 1) o
  cross join lateral (select phone from customers where id = o.customer_id limit 1) c`;

const byNumbersSql = `
  select asked.number::text as named, o.id, o.number::text, o.item, o.amount::text, c.phone
  from unnest($1::bigint[]) as asked (number)
  cross join lateral (select * from orders where number = asked.number limit 1) o
  cross join lateral (select phone from customers where id = o.customer_id limit 1) c`;

/** As placeMany does it, but for keys that count for every caller. */
const placeSql = `
  -- the orders that are asked for, and the customer of each, locked as in placeMany
  with asked as materialized (
    select a.*, c.customer_id, c.customer_code, c.customer_phone
    from json_to_recordset($1) as a (position integer, id uuid, sms_id uuid, phone text, item text, amount numeric, import_key text)
    left join lateral (select id, code, phone from customers where phone = a.phone for key share) as c (customer_id, customer_code, customer_phone) on true
  ),
  -- the orders, so that their numbers follow the rows of the file
  placed as (
    insert into orders (id, customer_id, item, amount, currency, created_by, import_key)
    select id, customer_id, item, amount, $2, $3, decode(import_key, 'hex')
    from asked
    where customer_id is not null
    order by position
    on conflict (import_key) where import_key is not null do nothing
    returning id, number
  ),
  -- the notifications
  to_notify as (
    select a.sms_id as id, 'order-placed' as kind, a.customer_phone as phone,
           o.id as order_id, o.number as order_number, a.customer_code
    from asked a join placed o using (id)
    where $4::boolean
  ),
  notified as (${queueNotificationsSql})
  -- what became of each
  select a.position, o.id as placed_id, earlier.id as earlier_id, a.customer_id is not null as customer_known
  from asked a
  left join placed o using (id)
  left join lateral (select id from orders where import_key = decode(a.import_key, 'hex') limit 1) earlier on true`;

/**
 * Orders as files name them.
 * By `orders_import_key_key`, `orders_number_key` and `customers_phone_key`.
 */
@Injectable()
export class ImportedOrdersRepository {
  byKeys(db: Db, keys: readonly string[]): Promise<NamedOrder[]> {
    return db.query<NamedOrder[]>(byKeysSql, [keys]);
  }

  byNumbers(db: Db, numbers: readonly string[]): Promise<NamedOrder[]> {
    return db.query<NamedOrder[]>(byNumbersSql, [numbers]);
  }

  /**
   * Places each order whose key names none yet, and queues its notification if one is asked for.
   * One import at a time: two with the same keys in another order would wait for each other.
   */
  async placeNew(tx: Tx, orders: readonly ImportedOrder[], terms: ImportTerms): Promise<ImportedAnswer[]> {
    const asked = orders.map((order) => ({ ...order, id: makeId(), sms_id: makeId() }));
    const { currency, createdBy, notify } = terms;
    await tx.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK]);
    return tx.query<ImportedAnswer[]>(placeSql, [JSON.stringify(asked), currency, createdBy, notify]);
  }
}
