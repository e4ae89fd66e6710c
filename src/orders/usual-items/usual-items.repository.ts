import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/database.js';

/** Something that was ordered, and what it cost the last time. */
export interface UsualItem {
  readonly item: string;
  /** Exact decimal text. */
  readonly amount: string;
}

/** Orders that are looked at: the newest ones of a customer, and of the shop. */
const OF_CUSTOMER = 50;
const OF_SHOP = 500;

const ofCustomerSql = `
  select item, amount
  from (
    select distinct on (item) item, amount::text, id
    from (select item, amount, id from orders where customer_id = $1 order by id desc limit ${OF_CUSTOMER}) newest
    order by item, id desc
  ) items
  order by id desc
  limit $2`;

const ofShopSql = `
  select item, (array_agg(amount::text order by id desc))[1] as amount
  from (select item, amount, id, created_at from orders order by id desc limit ${OF_SHOP}) newest
  where created_at > now() - interval '7 days'
  group by item
  order by count(*) desc, item
  limit $1`;

/** What is ordered again and again. */
@Injectable()
export class UsualItemsRepository {
  /** The items of a customer's newest 50 orders, newest first. By `orders_customer_id_idx`. */
  ofCustomer(db: Db, customerId: string, limit: number): Promise<UsualItem[]> {
    return db.query<UsualItem[]>(ofCustomerSql, [customerId, limit]);
  }

  /**
   * The items of the shop's newest 500 orders of the week, most frequent first. By `orders_pkey`.
   */
  ofShop(db: Db, limit: number): Promise<UsualItem[]> {
    return db.query<UsualItem[]>(ofShopSql, [limit]);
  }
}
