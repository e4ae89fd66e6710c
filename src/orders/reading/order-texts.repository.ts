import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/database.js';
import type { SmsRow } from '../order-row.js';

/** A text, and the order that it tells of. */
export type OrderTextRow = SmsRow & { readonly order_id: string };

@Injectable()
export class OrderTextsRepository {
  /** The texts of some orders, oldest first. By `notifications_order_id_idx`, once for each order. */
  async ofOrders(db: Db, orderIds: readonly string[]): Promise<OrderTextRow[]> {
    return db.query<OrderTextRow[]>('select order_id, id, status from notifications where order_id = any($1) order by id', [orderIds]);
  }
}
