import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';
import type { NotificationStatus } from '../notification.js';

/** How many notifications are in one status, and for how long the oldest of them has been there. */
export interface QueueRow {
  readonly status: NotificationStatus;
  readonly notifications: number;
  readonly oldest_seconds: number;
}

const countByStatus = new Prepared<QueueRow>(
  'queue_depth',
  `-- those that wait
   select status, count(*)::int as notifications, extract(epoch from now() - min(created_at))::float as oldest_seconds
   from notifications where status = 'queued' group by status
   union all
   -- those on their way
   select status, count(*)::int, extract(epoch from now() - min(created_at))::float
   from notifications where status = 'sending' group by status
   union all
   -- those that need somebody
   select status, count(*)::int, extract(epoch from now() - min(created_at))::float
   from notifications where status in ('failed', 'unknown', 'undelivered') group by status`,
);

@Injectable()
export class QueueRepository {
  constructor(private readonly database: Database) {}

  /**
   * Counts the notifications that wait, are on their way, or need somebody.
   * By `notifications_due_at_idx`, `notifications_leased_until_idx` and `notifications_status_idx`.
   */
  countByStatus(): Promise<QueueRow[]> {
    return this.database.run(countByStatus, []);
  }
}
