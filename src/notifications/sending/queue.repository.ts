import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';
import type { NotificationStatus } from '../notification.js';

/** How many notifications are in one status, and for how long. */
export interface QueueRow {
  readonly status: NotificationStatus;
  /** {@link COUNTED_MOST} at most. */
  readonly notifications: number;
  /** Age of the oldest; of those queued or sending, of the one whose time came first. 0 if none. */
  readonly oldest_seconds: number;
  /** How long ago the one whose time came first was due; null but for those queued. */
  readonly overdue_seconds: number | null;
}

/** Rows of one status that are counted, so that a long queue makes no slow reading. */
const COUNTED_MOST = 100_000;

const countByStatus = new Prepared<QueueRow>(
  'queue_depth',
  `-- those that wait
   select 'queued' as status,
          (select count(*) from (select from notifications where status = 'queued' limit ${COUNTED_MOST}) n)::int as notifications,
          coalesce(extract(epoch from now() - first.created_at), 0)::float8 as oldest_seconds,
          greatest(extract(epoch from now() - first.due_at), 0)::float8 as overdue_seconds
   from (select) always
   left join lateral (select created_at, due_at from notifications where status = 'queued' order by due_at limit 1) first on true
   union all
   -- those on their way
   select 'sending',
          (select count(*) from (select from notifications where status = 'sending' limit ${COUNTED_MOST}) n)::int,
          coalesce(extract(epoch from now() - first.created_at), 0)::float8, null
   from (select) always
   left join lateral (select created_at from notifications where status = 'sending' order by leased_until limit 1) first on true
   union all
   -- those that need somebody
   select asked.status,
          (select count(*) from (select from notifications where status = asked.status and status in ('failed', 'unknown', 'undelivered') limit ${COUNTED_MOST}) n)::int,
          coalesce(extract(epoch from now() - first.created_at), 0)::float8, null
   from (values ('failed'), ('unknown'), ('undelivered')) asked (status)
   left join lateral (
     select created_at from notifications
     where status = asked.status and status in ('failed', 'unknown', 'undelivered') order by id limit 1
   ) first on true`,
);

/** The queue as all processes see it, for `/metrics`. */
@Injectable()
export class QueueRepository {
  constructor(private readonly database: Database) {}

  /**
   * Counts the notifications that wait, are on their way, or need somebody.
   * - By `notifications_due_at_idx`, `notifications_leased_until_idx` and
   *   `notifications_status_idx`.
   * - It counts 100,000 rows of a status at most, and reads one of them whole.
   */
  countByStatus(): Promise<QueueRow[]> {
    return this.database.run(countByStatus, []);
  }
}
