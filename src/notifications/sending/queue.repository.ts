import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';
import type { NotificationStatus } from '../notification-status.js';

/** How many texts wait, are on their way, or need somebody; and for how long the first of them has waited. */
export interface QueueRow {
  readonly status: NotificationStatus;
  readonly texts: number;
  readonly oldest_seconds: number;
}

const depth = new Prepared<QueueRow>(
  'queue_depth',
  `select status, count(*)::int as texts, extract(epoch from now() - min(created_at))::float as oldest_seconds
   from notifications where status = 'queued' group by status
   union all
   select status, count(*)::int, extract(epoch from now() - min(created_at))::float from notifications where status = 'sending' group by status
   union all
   select status, count(*)::int, extract(epoch from now() - min(created_at))::float
   from notifications where status in ('failed', 'unknown', 'undelivered') group by status`,
);

@Injectable()
export class QueueRepository {
  constructor(private readonly database: Database) {}

  /** By `notifications_due_at_idx`, `notifications_leased_until_idx` and `notifications_status_idx`: the delivered texts are not looked at. */
  depth(): Promise<QueueRow[]> {
    return this.database.run(depth, []);
  }
}
