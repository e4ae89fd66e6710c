import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../database/database.js';
import { countUpTo, cutPage, type Page, type PageRequest, WINDOW } from '../database/pages.js';
import type { NotificationEventRow, NotificationRow, NotificationStatus } from './notification.js';

/** Which notifications a list holds. */
export interface NotificationFilter {
  readonly status?: NotificationStatus;
  readonly customerCode?: string;
  readonly orderId?: string;
}

/**
 * The notifications that a filter's values ($1 to $3, null for any) let through.
 * PostgreSQL plans with the values it gets, so a null costs nothing.
 */
const filteredSql = `
  notifications n
  where ($1::text is null or n.status = $1)
    and ($2::text is null or n.customer_code = $2)
    and ($3::uuid is null or n.order_id = $3)`;

/** Columns of a {@link NotificationRow}, from `notifications n` and its bill `m`. */
export const notificationColumns = `
  n.id, n.kind, n.order_id, n.order_number, n.customer_code, n.phone, n.status, n.body, n.encoding, n.segments, n.attempts,
  m.cost, m.currency, n.reason, n.message_id, n.network_code, n.created_at, n.due_at`;

/** What the carrier charged. One notification may have several SMS, since people may resend it. */
export const billJoin = `
  left join lateral (select sum(s.cost)::text as cost, min(s.currency) as currency from sent_messages s where s.notification_id = n.id) m on true`;

const byIdSql = `select ${notificationColumns} from notifications n ${billJoin} where n.id = $1`;

const newestSql = `
  select ${notificationColumns}
  from (select n.* from ${filteredSql} and n.id < $4 order by n.id desc offset $5 limit $6) n ${billJoin}
  order by n.id desc`;

@Injectable()
export class NotificationsRepository {
  /**
   * Newest first. Counts {@link WINDOW} rows at most.
   * - Walks `notifications_pkey` backwards and stops after the page.
   * - Filtered: `notifications_status_idx` for the statuses that wait for somebody,
   *   `notifications_customer_code_idx` for one customer, `notifications_order_id_idx` for one
   *   order.
   */
  async list(
    db: Db,
    filter: NotificationFilter,
    { before, offset, perPage, counted }: PageRequest,
  ): Promise<Page<NotificationRow>> {
    const values = [filter.status ?? null, filter.customerCode ?? null, filter.orderId ?? null];
    const rows = await db.query<NotificationRow[]>(newestSql, [...values, before, offset, perPage + 1]);
    return cutPage(rows, perPage, counted ? await countUpTo(db, WINDOW + 1, filteredSql, values) : null);
  }

  /** By `notifications_pkey`, its cost by `sent_messages_notification_id_idx`. */
  async byId(db: Db, id: string): Promise<NotificationRow | null> {
    const [row] = await db.query<NotificationRow[]>(byIdSql, [id]);
    return row ?? null;
  }

  /** What happened to a notification, oldest first. By `notification_events_pkey`. */
  events(db: Db, id: string): Promise<NotificationEventRow[]> {
    return db.query<NotificationEventRow[]>(
      'select at, from_status, to_status, reason, changed_by, message_id from notification_events where notification_id = $1 order by id',
      [id],
    );
  }

  /**
   * Queues a notification once more, to `phone`, if it ended badly or nobody knows how. False
   * otherwise.
   * By `notifications_pkey`.
   */
  async requeue(tx: Tx, id: string, phone: string, changedBy: string | null): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `update notifications
       set status = 'queued', phone = $2, attempts = 0, due_at = now(), claim = null, handed_over_at = null, message_id = null,
           network_code = null, reason = 'asked for by an admin', changed_by = $3
       where id = $1 and status in ('failed', 'unknown', 'undelivered') and phone is not null`,
      [id, phone, changedBy],
    );
    return count === 1;
  }
}
