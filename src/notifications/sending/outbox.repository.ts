import { Injectable } from '@nestjs/common';
import { type Batcher, createCheckBatcher } from '../../database/batcher.js';
import { Database } from '../../database/database.js';
import { type BatchAnswers, Prepared } from '../../database/prepared.js';
import type { Notice } from '../../orders/placing/order-notice.js';
import type { ClaimedRow } from './claimed-row.js';

/** A text that is about to go out, and how it reads. */
interface HandOver extends Notice {
  readonly id: string;
  readonly claim: string;
  readonly lease: number;
}

/** `any(array(…))`, because the planner may run a joined subquery, and its limit, more than once. */
const claim = new Prepared<ClaimedRow>(
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

const handOver = new Prepared<BatchAnswers<string>>(
  'outbox_hand_over',
  `with moved as (
     update notifications n
     set handed_over_at = now(), leased_until = now() + make_interval(secs => a.lease), attempts = n.attempts + 1,
         body = coalesce(n.body, a.body), encoding = coalesce(n.encoding, a.encoding), segments = coalesce(n.segments, a.segments)
     from json_to_recordset($1) as a (id uuid, claim uuid, lease int, body text, encoding text, segments int)
     where n.id = a.id and n.claim = a.claim and n.status = 'sending' and n.handed_over_at is null
     returning n.id
   )
   select json_agg(id) as answers from moved`,
);

const release = new Prepared<object>(
  'outbox_release',
  `update notifications
   set status = 'queued', claim = null, leased_until = null, handed_over_at = null, due_at = now(), reason = $3,
       attempts = attempts - case when handed_over_at is null then 0 else 1 end
   where id = any($1) and claim = $2 and status = 'sending'`,
);

/** The claim is kept where the text may be with the carrier: an answer that comes late still counts. */
const expire = new Prepared<{ id: string; phone: string; status: 'queued' | 'unknown' }>(
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
  private readonly handOvers: Batcher<HandOver, boolean>;

  constructor(private readonly database: Database) {
    this.handOvers = createCheckBatcher(database, handOver, ({ id }) => id);
  }

  /** Takes up to `limit` due texts, the longest due first, each of which nobody else gets. Walks `notifications_due_at_idx` and stops. */
  claim(limit: number, claimId: string, leaseSeconds: number): Promise<ClaimedRow[]> {
    return this.database.run(claim, [limit, claimId, leaseSeconds]);
  }

  /** Writes down, before the text goes out, that it may have; false when it is no longer ours to send. By `notifications_pkey`. */
  handOver({ id, claim: claimId }: ClaimedRow, leaseSeconds: number, { body, encoding, segments }: Notice): Promise<boolean> {
    return this.handOvers.load({ id, claim: claimId, lease: leaseSeconds, body, encoding, segments });
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
