import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/database.js';
import { accountJoin, type CustomerRow, customerColumns } from '../customer-row.js';

/** Phrases of one customer, at most. */
const PHRASES_MOST = 8;

/**
 * $1 what was typed, $2 the most customers, $3 a code that it may be, or null.
 * The longest word leads the walk. The other words are looked for in what the index itself holds.
 */
const byWordsSql = `
  with asked as materialized (
    select word as lead, words
    from (select string_to_array(search_phrase($1), ' ') as words) typed
    cross join lateral (select word from unnest(words) word order by char_length(word) desc limit 1) longest
  ),
  -- customers with a word that begins so, in alphabetical order
  named as (
    select p.customer_id, row_number() over (order by p.phrase, p.customer_id) as place
    from asked cross join lateral (
      select phrase, customer_id from customer_phrases
      where phrase >= asked.lead and phrase < asked.lead || chr(1114111)
        and not exists (select from unnest(asked.words) word where position(' ' || word in ' ' || phrase) = 0)
      order by phrase, customer_id
      limit $2 * ${PHRASES_MOST}
    ) p
  ),
  -- the customer with that code comes first
  found as (
    select id, min(place) as place
    from (select id, 0 as place from customers where code = $3 union all select customer_id, place from named) each_found
    group by id order by place limit $2
  )
  select ${customerColumns}
  from found cross join lateral (select * from customers where id = found.id limit 1) c ${accountJoin}
  order by found.place`;

const byPhoneSql = `
  select ${customerColumns} from (select * from customers where phone = $1) c ${accountJoin}`;

/** Finds customers. */
@Injectable()
export class CustomerSearchRepository {
  /**
   * Customers whose name has words that begin as each of the typed words, at most `limit`; and the
   * one with the code.
   * - One walk of `customer_phrases_pkey`, which stops at the limit, and `customers_code_key`.
   * - What matches is looked up by `customers_pkey`.
   */
  byWords(db: Db, typed: string, limit: number, code: string | null): Promise<CustomerRow[]> {
    return db.query<CustomerRow[]>(byWordsSql, [typed, limit, code]);
  }

  /** By `customers_phone_key`. */
  byPhone(db: Db, phone: string): Promise<CustomerRow[]> {
    return db.query<CustomerRow[]>(byPhoneSql, [phone]);
  }
}
