import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../database/database.js';
import type { NotificationRow } from './notification.js';
import { billJoin, notificationColumns } from './notifications.repository.js';
import type { WaitingReport } from './reports/delivery-report.js';

/** What an erasure has to know of the notifications of a customer. */
export interface LockedNotifications {
  /** Numbers of the orders whose SMS are on their way, lowest first. Bigint is text. */
  readonly under_way: readonly string[];
  /** Every number that something was sent to. */
  readonly phones: readonly string[];
}

const lockSql = `
  with locked as materialized (
    select status, order_number, phone from notifications where customer_code = $1 order by id for update
  )
  select coalesce(array_agg(distinct order_number) filter (where status in ('queued', 'sending')), '{}')::text[] as under_way,
         coalesce(array_agg(distinct phone) filter (where phone is not null), '{}') as phones
  from locked`;

/** What is held about one person in notifications and delivery reports, and its end. */
@Injectable()
export class PersonalNotificationsRepository {
  /** Oldest first. By `notifications_customer_code_idx`. */
  ofCustomer(db: Db, customerCode: string): Promise<NotificationRow[]> {
    const text = `select ${notificationColumns} from notifications n ${billJoin} where n.customer_code = $1 order by n.id`;
    return db.query<NotificationRow[]>(text, [customerCode]);
  }

  /** Reports about these numbers, oldest first. By `delivery_reports_phone_idx`. */
  reportsTo(db: Db, phones: readonly string[]): Promise<WaitingReport[]> {
    const text = `
      select message_id, status, phone, network_code, failure_reason, received_at
      from delivery_reports where phone = any($1) order by received_at`;
    return db.query<WaitingReport[]>(text, [phones]);
  }

  /**
   * Locks the notifications of a customer. None of them is queued or sent before `tx` ends.
   * By `notifications_customer_code_idx`.
   */
  async lock(tx: Tx, customerCode: string): Promise<LockedNotifications> {
    const [row] = await tx.query<[LockedNotifications]>(lockSql, [customerCode]);
    return row;
  }

  /** Ends what is queued or on its way, unsent. By `notifications_customer_code_idx`. */
  async endUnderWay(tx: Tx, customerCode: string): Promise<void> {
    await tx.query(
      `update notifications
       set status = 'failed', leased_until = null, changed_by = null, reason = 'erased after a restore: it may have gone out before'
       where customer_code = $1 and status in ('queued', 'sending')`,
      [customerCode],
    );
  }

  /**
   * Takes phone and text away. Status, segments and cost stay, so no sum changes.
   * - Without its claim a worker's late answer queues none of them again.
   * - A report that is being written waits for the notification, so reports come second.
   * - By `notifications_customer_code_idx`, `notifications_pkey` and `delivery_reports_phone_idx`.
   */
  async erase(tx: Tx, customerCode: string, phones: readonly string[]): Promise<void> {
    await tx.query(
      `update notifications set phone = null, body = null, claim = null
       where customer_code = $1 and (phone, body, claim) is distinct from (null, null, null)`,
      [customerCode],
    );
    // Of a member of the staff who is a customer too. They are few, by the limit of an hour.
    await tx.query(
      `update notifications set phone = null, body = null, claim = null
       where id in (select notification_id from test_sms) and phone = any($1) and status not in ('queued', 'sending')`,
      [phones],
    );
    await tx.query('update delivery_reports set phone = null where phone = any($1)', [phones]);
  }
}
