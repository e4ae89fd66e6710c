import { Injectable } from '@nestjs/common';
import type { Db } from '../../database/database.js';
import type { NotificationStatus } from '../notification.js';

/** The statuses that need somebody, as the condition of `notifications_reason_idx` has them. */
export const needsSomebodySql = `status in ('failed', 'unknown', 'undelivered')`;

/** How far notifications of one reason are counted, and those that wait. */
export const COUNTED_MOST = 1_000;

/** One more row, which tells that there are more. */
const COUNTED_ROWS = COUNTED_MOST + 1;

/** Reasons that are told apart. The carrier's own words are among them, so their number is open. */
const REASONS_MOST = 100;

/** A status and a reason that notifications have; the empty text for none. */
export interface Reason {
  readonly status: NotificationStatus;
  readonly reason: string;
}

/**
 * How many notifications need somebody for a reason: {@link COUNTED_MOST} at most, or one more for
 * many.
 */
export interface ReasonCount extends Reason {
  readonly notifications: number;
}

/** What waits to go out, and what is on its way. */
export interface WaitingRow {
  /** One more than {@link COUNTED_MOST} at most. */
  readonly queued: number;
  /** When the oldest of them was queued; null when none is. */
  readonly oldest_at: Date | null;
  readonly sending: number;
}

/** The newest notifications of some reasons, to be sent once more. */
export interface Resendable {
  readonly notifications: number;
  /** The lowest of their ids; null when there are none. */
  readonly down_to: string | null;
  /** SMS that they take. One that was never written counts as one. */
  readonly segments: number;
  /** Microseconds since 1970 by the database's clock, when this was so. */
  readonly as_of: string;
}

/** From each status and reason to the next one of the index, instead of through all rows. */
const reasonsSql = `
  with recursive reasons as (
    (select status, coalesce(reason, '') as reason from notifications
     where ${needsSomebodySql}
     order by status, coalesce(reason, '') limit 1)
    union all
    select n.status, n.reason
    from reasons r
    cross join lateral (
      select status, coalesce(reason, '') as reason from notifications
      where ${needsSomebodySql} and (status, coalesce(reason, '')) > (r.status, r.reason)
      order by status, coalesce(reason, '') limit 1
    ) n
  )
  select r.status, r.reason, c.notifications
  from (select * from reasons limit ${REASONS_MOST}) r
  cross join lateral (
    select count(*)::int as notifications
    from (select from notifications n
          where ${needsSomebodySql} and n.status = r.status and coalesce(n.reason, '') = r.reason
          limit ${COUNTED_ROWS}) counted
  ) c`;

/** The newest $4 of the reasons $1 and $2, down to the id $3. */
const newestSql = `
  select n.id, n.segments
  from unnest($1::text[], $2::text[]) as r (status, reason)
  cross join lateral (
    select id, segments from notifications n
    where ${needsSomebodySql} and n.status = r.status and coalesce(n.reason, '') = r.reason and id >= $3 and phone is not null
    order by id desc limit $4
  ) n
  order by n.id desc limit $4`;

const waitingSql = `
  select count(*)::int as queued, min(created_at) as oldest_at,
         (select count(*)::int from notifications where status = 'sending') as sending
  from (select created_at from notifications where status = 'queued' order by due_at limit ${COUNTED_ROWS}) due`;

/** A circuit that is open tries one SMS a minute at least, and releases it with the reason. */
const airtimeSql = `
  select exists (
    select from (
      select reason from notifications
      where status = 'queued' and due_at > now() - interval '2 minutes'
      order by due_at desc limit ${COUNTED_MOST}
    ) released
    where reason like 'no-balance%') as is_used_up`;

/** Notifications that need somebody, and what keeps the others waiting. */
@Injectable()
export class AttentionRepository {
  /**
   * The reasons for which notifications need somebody, and how many have each.
   * By `notifications_reason_idx`. The cost grows with the reasons, and not with the table.
   */
  reasons(db: Db): Promise<ReasonCount[]> {
    return db.query<ReasonCount[]>(reasonsSql);
  }

  /** By `notifications_due_at_idx` and `notifications_leased_until_idx`. */
  async waiting(db: Db): Promise<WaitingRow> {
    const [row] = await db.query<WaitingRow[]>(waitingSql);
    return row ?? { queued: 0, oldest_at: null, sending: 0 };
  }

  /** The newest notifications of these reasons, at most `limit`. By `notifications_reason_idx`. */
  async resendable(db: Db, reasons: readonly Reason[], limit: number): Promise<Resendable> {
    const [row] = await db.query<Resendable[]>(
      `select count(*)::int as notifications, min(id::text) as down_to, coalesce(sum(coalesce(segments, 1)), 0)::int as segments,
              (extract(epoch from now()) * 1000000)::bigint::text as as_of
       from (${newestSql}) newest`,
      newestValues(reasons, FIRST_ID, limit),
    );
    return row ?? { notifications: 0, down_to: null, segments: 0, as_of: '0' };
  }

  /** The ids of the newest of these reasons, down to `downTo`. By `notifications_reason_idx`. */
  async idsDownTo(db: Db, reasons: readonly Reason[], downTo: string, limit: number): Promise<string[]> {
    const rows = await db.query<{ id: string }[]>(newestSql, newestValues(reasons, downTo, limit));
    return rows.map(({ id }) => id);
  }

  /**
   * Whether the carrier refused an SMS for want of airtime in the last two minutes, at any process.
   * By `notifications_due_at_idx`.
   */
  async isAirtimeUsedUp(db: Db): Promise<boolean> {
    const [row] = await db.query<{ is_used_up: boolean }[]>(airtimeSql);
    return row?.is_used_up ?? false;
  }
}

/** Lower than any id. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

const newestValues = (reasons: readonly Reason[], downTo: string, limit: number): unknown[] => [
  ...[reasons.map(({ status }) => status), reasons.map(({ reason }) => reason)],
  ...[downTo, limit],
];
