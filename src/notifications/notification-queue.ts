import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/database.js';
import { ChangeSignal } from '../events/change-signal.js';
import { WakeUpSignal } from './sending/wake-up-signal.js';

/**
 * Queues notifications, as the last part of a statement that makes what they tell of.
 * It takes them from a CTE `to_notify (id, kind, phone, order_id, order_number, customer_code)`.
 */
export const queueNotificationsSql = `
  insert into notifications (id, kind, phone, order_id, order_number, customer_code)
  select id, kind, phone, order_id, order_number, customer_code from to_notify`;

/** Notifications that wait, and those that a worker has claimed and not handed over. */
const notHandedOverSql = `(status = 'queued' or (status = 'sending' and handed_over_at is null))`;

/** A notification as if it had just been queued, so that it is written anew. $2 is why. */
const queuedAnewSql = `
  status = 'queued', reason = case when status = 'sending' then $2 else reason end, changed_by = null, claim = null, leased_until = null,
  body = null, encoding = null, segments = null`;

/** The queue of notifications, for those who put something into it. */
@Injectable()
export class NotificationQueue {
  constructor(
    private readonly wakeUpSignal: WakeUpSignal,
    private readonly changes: ChangeSignal,
  ) {}

  /**
   * Lets this process look at the queue at once, after notifications were committed. Open pages
   * look too.
   */
  announce(): void {
    this.wakeUpSignal.raise();
    this.changes.raise();
  }

  /**
   * Withdraws the notifications of an order that were not handed to the carrier yet.
   * They fail with `reason`. A worker that has claimed one cannot hand it over any more.
   * By `notifications_order_id_idx`.
   */
  async withdrawOfOrder(tx: Tx, orderId: string, reason: string): Promise<void> {
    await tx.query(
      `update notifications
       set status = 'failed', reason = $2, changed_by = null, claim = null, leased_until = null
       where order_id = $1 and ${notHandedOverSql}`,
      [orderId, reason],
    );
  }

  /**
   * Lets the notifications of an order that were not handed to the carrier yet be written anew, and
   * gives their ids. A worker that has claimed one cannot hand it over any more.
   * By `notifications_order_id_idx`.
   */
  async rewriteOfOrder(tx: Tx, orderId: string, reason: string): Promise<string[]> {
    const [rows] = await tx.query<[{ id: string }[], number]>(
      `update notifications
       set ${queuedAnewSql}
       where order_id = $1 and ${notHandedOverSql}
       returning id`,
      [orderId, reason],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Sends the notifications of a customer that were not handed to the carrier yet to another number
   * (E.164), and lets them be written anew.
   * By `notifications_customer_code_idx`.
   */
  async redirectOfCustomer(tx: Tx, customerCode: string, phone: string, reason: string): Promise<void> {
    await tx.query(
      `update notifications
       set ${queuedAnewSql}, phone = $3
       where customer_code = $1 and ${notHandedOverSql}`,
      [customerCode, reason, phone],
    );
  }
}
