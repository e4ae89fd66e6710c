import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Statement } from '../../database/statement.js';
import type { Notice } from '../../orders/order-notice.js';
import type { ClaimedRow } from './claimed-row.js';

/** `any(array(…))`, because the planner may run a joined subquery, and its limit, more than once. */
const claim = new Statement<ClaimedRow>(
  'outbox_claim',
  `with claimed as (
     update notifications
     set status = 'sending', claim = $2, leased_until = now() + make_interval(secs => $3), handed_over_at = null, reason = null, changed_by = null
     where id = any(array(select id from notifications where status = 'queued' and due_at <= now()
                          order by due_at limit $1 for update skip locked))
     returning id, order_id, claim, phone, body, due_at
   )
   select n.id, n.claim, n.phone, n.body, o.number, o.item, o.amount, o.currency, o.status as order_status, c.name as customer_name
   from claimed n join orders o on o.id = n.order_id join customers c on c.id = o.customer_id
   order by n.due_at`,
);

const handOver = new Statement<{ id: string }>(
  'outbox_hand_over',
  `update notifications
   set handed_over_at = now(), leased_until = now() + make_interval(secs => $3), attempts = attempts + 1,
       body = coalesce(body, $4), encoding = coalesce(encoding, $5), segments = coalesce(segments, $6)
   where id = $1 and claim = $2 and status = 'sending' and handed_over_at is null
   returning id`,
);

const release = new Statement<object>(
  'outbox_release',
  `update notifications
   set status = 'queued', claim = null, leased_until = null, handed_over_at = null, due_at = now(), reason = $3,
       attempts = attempts - case when handed_over_at is null then 0 else 1 end
   where id = any($1) and claim = $2 and status = 'sending'`,
);

/** The claim is kept where the text may be with the carrier: an answer that comes late still counts. */
const expire = new Statement<{ id: string; phone: string; status: 'queued' | 'unknown' }>(
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

/** The queue of texts, as the workers share it. Time is the database's throughout. */
@Injectable()
export class OutboxRepository {
  constructor(private readonly database: Database) {}

  /** Takes up to `limit` due texts, the longest due first, each of which nobody else gets. Walks `notifications_due_at_idx` and stops. */
  claim(limit: number, claimId: string, leaseSeconds: number): Promise<ClaimedRow[]> {
    return this.database.run(claim, [limit, claimId, leaseSeconds]);
  }

  /** Writes down, before the text goes out, that it may have; false when it is no longer ours to send. By `notifications_pkey`. */
  async handOver({ id, claim: claimId }: ClaimedRow, leaseSeconds: number, notice: Notice): Promise<boolean> {
    const { body, encoding, segments } = notice;
    const rows = await this.database.run(handOver, [id, claimId, leaseSeconds, body, encoding, segments]);
    return rows.length === 1;
  }

  /** Gives back texts that surely did not go out. By `notifications_pkey`. */
  async release(ids: readonly string[], claimId: string, reason: string): Promise<void> {
    await this.database.run(release, [ids, claimId, reason]);
  }

  /** Takes texts from workers that are gone: back to the queue if they surely did not go out, else `unknown`. By `notifications_leased_until_idx`. */
  expire(): Promise<{ id: string; phone: string; status: 'queued' | 'unknown' }[]> {
    return this.database.run(expire, []);
  }
}
