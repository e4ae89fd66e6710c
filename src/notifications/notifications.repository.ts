import { Injectable } from '@nestjs/common';
import type { Db, Tx } from '../database/database.js';
import { countUpTo, cutPage, type Page, type PageRequest, WINDOW } from '../database/pages.js';
import { customerJoin } from '../orders/order-row.js';
import type { NotificationEventRow, NotificationRow, SummaryRow } from './notification-row.js';
import type { NotificationStatus } from './notification-status.js';

/** Which texts a list holds. */
export interface NotificationFilter {
  readonly status?: NotificationStatus;
  readonly customerCode?: string;
  readonly orderId?: string;
}

/** The texts that a filter's values ($1 to $3, null for any) hold. PostgreSQL plans with the values it gets, so a null costs nothing. */
const filteredSql = `
  notifications n join orders o on o.id = n.order_id
  where ($1::text is null or n.status = $1)
    and ($2::text is null or o.customer_id = (select id from customers where code = $2))
    and ($3::uuid is null or n.order_id = $3)`;

const notificationColumns = `
  n.id, n.order_id, o.number as order_number, c.code as customer_code, n.phone, n.status, n.body, n.encoding, n.segments, n.attempts,
  m.cost, m.currency, n.reason, n.message_id, n.network_code, n.created_at, n.due_at`;

/** A text may have been sent more than once, by a person's wish. */
const billJoin = `
  left join lateral (select sum(s.cost)::text as cost, min(s.currency) as currency from sent_messages s where s.notification_id = n.id) m on true`;

const byIdSql = `
  select ${notificationColumns}
  from notifications n join orders o on o.id = n.order_id join customers c on c.id = o.customer_id ${billJoin}
  where n.id = $1`;

const newestSql = `
  select ${notificationColumns}
  from (select n.* from ${filteredSql} and n.id < $4 order by n.id desc offset $5 limit $6) n
  join orders o on o.id = n.order_id ${customerJoin} ${billJoin}
  order by n.id desc`;

/** Days are UTC. */
const firstDaySql = `(date_trunc('day', now() at time zone 'UTC') - make_interval(days => $1::int - 1)) at time zone 'UTC'`;

const summarySql = `
  select to_char(n.created_at at time zone 'UTC', 'YYYY-MM-DD') as day, n.status, count(*)::int as texts, 0 as segments, null as cost, null as currency
  from notifications n where n.created_at >= ${firstDaySql} group by 1, 2
  union all
  select to_char(s.sent_at at time zone 'UTC', 'YYYY-MM-DD'), null, 0, sum(s.segments)::int, sum(s.cost)::text, min(s.currency)
  from sent_messages s where s.sent_at >= ${firstDaySql} group by 1
  order by 1 desc`;

@Injectable()
export class NotificationsRepository {
  /**
   * Newest first. Walks `notifications_pkey` backwards and stops after the page, or `notifications_status_idx` for the statuses that wait for
   * somebody, or `notifications_order_id_idx` for one order. Counts {@link WINDOW} rows at most.
   */
  async list(db: Db, filter: NotificationFilter, { before, offset, perPage, counted }: PageRequest): Promise<Page<NotificationRow>> {
    const values = [filter.status ?? null, filter.customerCode ?? null, filter.orderId ?? null];
    const rows = await db.query<NotificationRow[]>(newestSql, [...values, before, offset, perPage + 1]);
    return cutPage(rows, perPage, counted ? await countUpTo(db, WINDOW + 1, filteredSql, values) : null);
  }

  /** By `notifications_pkey`, its cost by `sent_messages_notification_id_idx`. */
  async byId(db: Db, id: string): Promise<NotificationRow | null> {
    const [row] = await db.query<NotificationRow[]>(byIdSql, [id]);
    return row ?? null;
  }

  /** What happened to a text, oldest first. By `notification_events_pkey`. */
  events(db: Db, id: string): Promise<NotificationEventRow[]> {
    return db.query<NotificationEventRow[]>(
      'select at, from_status, to_status, reason, changed_by, message_id from notification_events where notification_id = $1 order by id',
      [id],
    );
  }

  /** Queues a text once more if it ended badly or nobody knows how, to the number that the customer has now; says whether. By `notifications_pkey`. */
  async requeue(tx: Tx, id: string, changedBy: string | null): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `update notifications n
       set status = 'queued', phone = c.phone, attempts = 0, due_at = now(), claim = null, handed_over_at = null, message_id = null,
           network_code = null, reason = 'asked for by an admin', changed_by = $2
       from orders o join customers c on c.id = o.customer_id
       where n.id = $1 and o.id = n.order_id and n.status in ('failed', 'unknown', 'undelivered')`,
      [id, changedBy],
    );
    return count === 1;
  }

  /**
   * Texts of the last `days` days by day and status, and what was paid on each. Reads the range alone, by `notifications_created_at_idx` and
   * `sent_messages_sent_at_idx`; the cost grows with the texts in it.
   */
  summary(db: Db, days: number): Promise<SummaryRow[]> {
    return db.query<SummaryRow[]>(summarySql, [days]);
  }
}
