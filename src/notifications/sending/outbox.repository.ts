import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Prepared } from '../../database/prepared.js';
import type { NotificationSubject } from '../notification.js';

/**
 * A notification that this process holds under a lease.
 * `claim` proves it: whoever claims it after the lease ran out has another one.
 */
export interface ClaimedRow extends NotificationSubject {
  readonly claim: string;
  readonly phone: string;
  /** What an earlier attempt said; null before the first. */
  readonly body: string | null;
  /** How many claims there have been, this one included. Bigint is text. */
  readonly claims: string;
  /** When it was claimed, by the database's clock: ISO 8601 in UTC with microseconds. */
  readonly claimed_at: string;
}

const claimDue = new Prepared<ClaimedRow>(
  'outbox_claim',
  `with claimed as (
     update notifications
     set status = 'sending', claim = $2, leased_until = now() + make_interval(secs => $3),
         handed_over_at = null, reason = null, changed_by = null
     -- An array, since the planner may run a joined subquery, and its limit, more than once.
     -- A database with fewer claims than the worker has seen was restored: it gives none.
     where id = any(array(select id from notifications where status = 'queued' and due_at <= now() and kind = any($4)
                                                         and (select claims from sending_mark) >= $5
                          order by due_at limit $1 for update skip locked))
     returning id, kind, order_id, order_number, customer_code, claim, phone, body, due_at
   ),
   -- how far sending has come
   counted as (
     update sending_mark set claims = claims + 1 where exists (select from claimed) returning claims
   )
   select id, kind, order_id, order_number, customer_code, claim, phone, body, claims,
          to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as claimed_at
   from claimed cross join counted
   order by due_at`,
);

/** The claim is kept where the carrier may have the SMS: an answer that comes late still counts. */
const expireLeases = new Prepared<{ id: string; phone: string; status: 'queued' | 'unknown' }>(
  'outbox_expire',
  `update notifications
   set status = case when handed_over_at is null then 'queued' else 'unknown' end,
       claim  = case when handed_over_at is null then null else claim end,
       reason = case when handed_over_at is null then 'its worker was gone before it went out' else 'its worker was gone before the answer' end,
       leased_until = null
   where id = any(array(select id from notifications where status = 'sending' and leased_until < now()
                        order by leased_until limit 100 for update skip locked))
   returning id, phone, status`,
);

/** The queue of notifications, as the workers share it. All times are the database's. */
@Injectable()
export class OutboxRepository {
  constructor(private readonly database: Database) {}

  /**
   * Takes up to `limit` due notifications of these kinds, the longest due first.
   * Nobody else gets them. Walks `notifications_due_at_idx` and stops.
   * @param leastClaims none are taken from a database that has seen fewer claims
   */
  claim(
    limit: number,
    claimId: string,
    leaseSeconds: number,
    kinds: readonly string[],
    leastClaims = 0,
  ): Promise<ClaimedRow[]> {
    return this.database.run(claimDue, [limit, claimId, leaseSeconds, kinds, leastClaims]);
  }

  /**
   * Takes notifications from workers that are gone, at most 100.
   * They are queued again if they surely did not go out, and `unknown` otherwise.
   * By `notifications_leased_until_idx`.
   */
  expire(): Promise<{ id: string; phone: string; status: 'queued' | 'unknown' }[]> {
    return this.database.run(expireLeases, []);
  }
}
