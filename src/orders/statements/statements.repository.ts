import { Injectable } from '@nestjs/common';
import { Batcher } from '../../database/batcher.js';
import { Database } from '../../database/database.js';
import { AFTER_ALL_IDS, readBatches } from '../../database/pages.js';
import { type BatchAnswers, Prepared } from '../../database/prepared.js';
import { type CustomerStatement, ISO_8601, type StatementOrder } from '../order-row.js';

/** At most `limit` orders before the order `before`, of the customer with this E.164 number. */
interface Asked {
  readonly phone: string;
  readonly before: string;
  readonly limit: number;
}

/** Orders of a statement that may share an SQL statement with others: longer ones would keep the short ones waiting. */
const SHARED_MOST = 100;

/** Four at once, since most of the work is PostgreSQL's: a tenth more than two (measured on two cores). */
const LIMITS = { maxBatchSize: 64, maxInFlight: 4 };

/**
 * The statements asked for, in their order, null for a number that no customer has. Rows made into JSON by PostgreSQL cost this process a quarter of
 * what columns cost. The laterals keep the planner from knowing the customer: for one with many orders it would rather walk everybody's from the
 * newest, and go far when that customer's are old. By `customers_phone_key` and `orders_customer_id_idx`.
 */
const statements = new Prepared<BatchAnswers<CustomerStatement | null>>(
  'customer_statements',
  `select json_agg(found order by asked.place) as answers
   from rows from (json_to_recordset($1) as (phone text, before uuid, "limit" int)) with ordinality as asked (phone, before, most, place)
   left join lateral (
     select c.name as customer_name, c.phone, coalesce(listed.orders, '[]') as orders
     from (select id, name, phone from customers where phone = asked.phone limit 1) c
     cross join lateral (
       select json_agg(o) as orders
       from (
         select id, number::text, item, amount::text, status, to_char(created_at at time zone 'UTC', ${ISO_8601}) as created_at
         from orders where customer_id = c.id and id < asked.before order by id desc limit asked.most
       ) o
     ) listed
   ) found on true`,
);

/** What customers have ordered, found by their number. */
@Injectable()
export class StatementsRepository {
  private readonly batcher = new Batcher((asked: readonly Asked[]) => this.read(asked), LIMITS);

  constructor(private readonly database: Database) {}

  /** The newest orders before the order `before`, at most `limit`; null when no customer has that number. The cost does not grow with the history. */
  async page(phone: string, before: string, limit: number): Promise<CustomerStatement | null> {
    const asked = { phone, before, limit };
    if (limit <= SHARED_MOST) return this.batcher.load(asked);
    const [statement] = await this.read([asked]);
    return statement ?? null;
  }

  /** All orders of the customer with that number, in batches. */
  batches(phone: string): AsyncGenerator<readonly StatementOrder[]> {
    return readBatches(
      AFTER_ALL_IDS,
      (order: StatementOrder) => order.id,
      async (before, limit) => (await this.page(phone, before, limit))?.orders ?? [],
    );
  }

  private read(asked: readonly Asked[]): Promise<readonly (CustomerStatement | null)[]> {
    return this.database.runBatch(statements, asked);
  }
}
