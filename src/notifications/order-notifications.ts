import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Prepared } from '../database/prepared.js';
import type { NotificationEventRow, NotificationStatus } from './notification.js';

/** A notification of an order, and every change of its status, oldest first. Instants are text. */
export interface OrderNotification {
  readonly id: string;
  readonly status: NotificationStatus;
  readonly reason: string | null;
  /** E.164; where it was sent, or will be. Null after the customer was erased. */
  readonly phone: string | null;
  /** What it says; null until it is first handed to the carrier. */
  readonly body: string | null;
  readonly segments: number | null;
  readonly network_code: string | null;
  readonly created_at: string;
  readonly events: readonly OrderNotificationEvent[];
}

/** A change of its status. */
export type OrderNotificationEvent = Omit<NotificationEventRow, 'at' | 'message_id'> & { readonly at: string };

/** Corrections with an SMS are limited by the hour, so an order has a few. */
const NOTIFICATIONS_MOST = 50;

const ofOrder = new Prepared<OrderNotification>(
  'notifications_of_order',
  `select n.id, n.status, n.reason, n.phone, n.body, n.segments, n.network_code,
          to_char(n.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at,
          -- what happened to it, oldest first
          (select coalesce(json_agg(json_build_object(
                    'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'from_status', e.from_status,
                    'to_status', e.to_status, 'reason', e.reason, 'changed_by', e.changed_by) order by e.id), '[]')
           from notification_events e where e.notification_id = n.id) as events
   from (select * from notifications where order_id = $1 order by id desc limit ${NOTIFICATIONS_MOST}) n
   order by n.id`,
);

/** The notifications of one order with what happened to each. */
@Injectable()
export class OrderNotifications {
  constructor(private readonly database: Database) {}

  /**
   * Oldest first, the newest fifty at most; none for an order without one.
   * By `notifications_order_id_idx` and `notification_events_pkey`.
   */
  of(orderId: string): Promise<OrderNotification[]> {
    return this.database.run(ofOrder, [orderId], { lane: 'reading' });
  }
}
