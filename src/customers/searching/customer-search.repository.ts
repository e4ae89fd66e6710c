import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/database.js';
import { accountJoin, type CustomerRow, customerColumns } from '../customer-row.js';

/** Phrases of one customer, at most. */
const PHRASES_MOST = 8;

/** Names that are counted of each word, to find the one that the fewest names have. */
const COUNTED_MOST = 2_000;

/** Names with the rarest word that are read, to look for the other words in them. */
const READ_MOST = 50_000;

/**
 * $1 what was typed, $2 the most customers, $3 a code that it may be, or null.
 * The bench explains it.
 */
export const byWordsSql = `
  with typed as materialized (
    select phrase, string_to_array(phrase, ' ') as words from (select search_phrase($1) as phrase) regular
    where phrase <> ''
  ),
  asked as materialized (
    select phrase, words, array(select '% ' || word || '%' from unnest(words) word) as patterns,
           -- the word that the fewest names have, as far as they are counted
           case when cardinality(words) > 1 then (
             select word
             from unnest(words[:${PHRASES_MOST}]) word cross join lateral (
               select count(*) as names from (
                 select 1 from customer_phrases where phrase >= word and phrase < word || chr(1114111)
                 order by phrase, customer_id limit ${COUNTED_MOST}
               ) bounded
             ) counted
             order by names, char_length(word) desc
             limit 1
           ) end as lead
    from typed
  ),
  -- names with the words as they were typed, of which the last may be a beginning
  in_order as (
    select p.customer_id, row_number() over (order by p.phrase, p.customer_id) as place
    from asked cross join lateral (
      select phrase, customer_id from customer_phrases
      where phrase >= asked.phrase and phrase < asked.phrase || chr(1114111)
      order by phrase, customer_id
      limit $2 * ${PHRASES_MOST}
    ) p
  ),
  -- names with words that begin as those that were typed, found by the rarest of them
  in_any_order as (
    select p.customer_id, ${READ_MOST} + row_number() over (order by p.phrase, p.customer_id) as place
    from asked cross join lateral (
      select phrase, customer_id from customer_phrases
      where phrase >= asked.lead and phrase < asked.lead || chr(1114111)
      order by phrase, customer_id
      limit ${READ_MOST}
    ) p
    where ' ' || p.phrase like all (asked.patterns)
    limit $2 * ${PHRASES_MOST}
  ),
  -- the customer with that code comes first
  found as (
    select id, min(place) as place
    from (
      select id, 0 as place from customers where code = $3
      union all select customer_id, place from in_order
      union all select customer_id, place from in_any_order
    ) each_found
    group by id order by place limit $2
  )
  select ${customerColumns}
  from found cross join lateral (select * from customers where id = found.id limit 1) c ${accountJoin}
  order by found.place`;

const byPhoneSql = `
  select ${customerColumns} from (select * from customers where phone = $1) c ${accountJoin}`;

/** $1 beginnings of numbers, $2 the last digits backwards, $3 the most customers. */
const byDigitsSql = `
  with found as (
    select id, min(place) as place
    from (
      select p.id, 0 as place
      from unnest($1::text[]) beginning cross join lateral (
        select id from customers
        where phone collate "C" >= beginning and phone collate "C" < beginning || chr(1114111)
        order by phone collate "C" limit $3
      ) p
      union all
      select e.id, 1
      from (
        select id from customers where reverse(phone) ~>=~ $2 and reverse(phone) ~<~ ($2 || chr(1114111))
        order by reverse(phone) using ~<~ limit $3
      ) e
    ) each_found
    group by id order by place, id desc limit $3
  )
  select ${customerColumns}
  from found cross join lateral (select * from customers where id = found.id limit 1) c ${accountJoin}
  order by found.place, c.id desc`;

/** Finds customers. */
@Injectable()
export class CustomerSearchRepository {
  /**
   * Customers whose name has the typed words, of which each may be a beginning; at most `limit`.
   * - Two walks of `customer_phrases_pkey`, which stop. One word takes one, and a code is looked up
   *   by `customers_code_key`.
   * - Words in another order than the name's are found among the first 50,000 names with the
   *   rarest of them. To find it, 2,000 entries of each word are read at most.
   * - What matches is looked up by `customers_pkey`.
   */
  byWords(db: Db, typed: string, limit: number, code: string | null): Promise<CustomerRow[]> {
    return db.query<CustomerRow[]>(byWordsSql, [typed, limit, code]);
  }

  /** By `customers_phone_key`. */
  byPhone(db: Db, phone: string): Promise<CustomerRow[]> {
    return db.query<CustomerRow[]>(byPhoneSql, [phone]);
  }

  /**
   * Customers whose number begins in one of these ways, and then those whose number ends so.
   * By `customers_phone_idx` and `customers_reversed_phone_idx`, and `customers_pkey` for each hit.
   * @param ending the last digits
   */
  byDigits(db: Db, beginnings: readonly string[], ending: string, limit: number): Promise<CustomerRow[]> {
    return db.query<CustomerRow[]>(byDigitsSql, [beginnings, [...ending].reverse().join(''), limit]);
  }
}
