import { Injectable } from '@nestjs/common';
import { type Batcher, createCheckBatcher } from '../../database/batcher.js';
import { Database } from '../../database/database.js';
import { type BatchAnswers, Prepared } from '../../database/prepared.js';
import type { Charge } from '../carrier/sms.gateway.js';

/** Longest pause between two attempts, before what the carrier asks for is added. */
const PAUSE_MOST_SECONDS = 300;

/** The notification, and the claim under which it was sent. */
interface Held {
  readonly id: string;
  readonly claim: string;
}

/** An SMS that the carrier has taken for a claimed notification. */
interface Accepted extends Held {
  readonly message_id: string;
  readonly cost: string | null;
  readonly currency: string | null;
}

/** Answers with the notifications that have the message now, whoever wrote it down. */
const accept = new Prepared<BatchAnswers<string>>(
  'outcome_accept',
  `with asked as materialized (
     select * from json_to_recordset($1) as a (id uuid, claim uuid, message_id text, cost numeric, currency text)
   ),
   -- The SMS is on the bill whether or not the notification is still ours.
   -- A delivery report may have told of the message before its price was known.
   -- A restored backup may not know the segments any more.
   billed as (
     insert into sent_messages as m (message_id, notification_id, segments, cost, currency)
     select a.message_id, n.id, coalesce(n.segments, 1), a.cost, a.currency
     from asked a
     cross join lateral (select id, segments from notifications where id = a.id limit 1) n
     order by a.message_id
     on conflict (message_id) do update set cost = excluded.cost, currency = excluded.currency where m.cost is null
   ),
   -- A notification that became unknown meanwhile goes on from there.
   -- One without a claim is held since a restore, and now it is known that it went out.
   moved as (
     update notifications n set status = 'sent', message_id = a.message_id, leased_until = null, reason = null
     from asked a
     where n.id = a.id and (n.claim = a.claim or n.claim is null) and n.status in ('sending', 'unknown')
     returning n.id
   )
   select json_agg(a.id) as answers
   from asked a
   cross join lateral (select message_id from notifications where id = a.id limit 1) n
   where n.message_id = a.message_id or a.id in (select id from moved)`,
);

/**
 * Queues it for another attempt after a pause that doubles with each attempt.
 * A random part of the pause is taken, so that many do not come back at once (full jitter).
 */
const defer = new Prepared<{ status: 'queued' | 'failed' }>(
  'outcome_defer',
  `update notifications
   set status = case when attempts >= $4 then 'failed' else 'queued' end, reason = $3, claim = null, leased_until = null, handed_over_at = null,
       due_at = now() + make_interval(secs => $5 + random() * least(${PAUSE_MOST_SECONDS}, 2 ^ attempts))
   where id = $1 and claim = $2 and status in ('sending', 'unknown')
   returning status`,
);

const fail = new Prepared<object>(
  'outcome_fail',
  `update notifications set status = 'failed', reason = $3, leased_until = null
   where id = $1 and claim = $2 and status in ('sending', 'unknown')`,
);

const lose = new Prepared<{ phone: string }>(
  'outcome_lose',
  `update notifications set status = 'unknown', reason = $3, leased_until = null
   where id = $1 and claim = $2 and status in ('sending', 'unknown')
   returning phone`,
);

const release = new Prepared<object>(
  'outcome_release',
  `update notifications
   set status = 'queued', claim = null, leased_until = null, handed_over_at = null, due_at = now() + make_interval(secs => $4), reason = $3,
       attempts = attempts - case when handed_over_at is null then 0 else 1 end
   where id = $1 and claim = $2 and status in ('sending', 'unknown')`,
);

/**
 * What became of a claimed notification, written down.
 * - Each statement moves the notification only if it is still this claim's, by
 *   `notifications_pkey`.
 * - One that its lease has made `unknown` meanwhile goes on from there, since it keeps its claim.
 * - To write the same outcome down again changes nothing.
 */
@Injectable()
export class OutcomesRepository {
  private readonly accepted: Batcher<Accepted, boolean>;

  constructor(private readonly database: Database) {
    this.accepted = createCheckBatcher(database, accept, ({ id }) => id);
  }

  /**
   * The carrier has it. False when the notification was given to another attempt meanwhile.
   * Writing the same message down again is true.
   */
  accept({ id, claim }: Held, messageId: string, charge: Charge | null): Promise<boolean> {
    return this.accepted.load({
      id,
      claim,
      message_id: messageId,
      cost: charge?.cost ?? null,
      currency: charge?.currency ?? null,
    });
  }

  /**
   * Queues it for another attempt, unless it had `mostAttempts` already.
   * Gives the new status, or null when it is no longer this claim's.
   */
  async defer(
    { id, claim }: Held,
    reason: string,
    mostAttempts: number,
    retryAfterSeconds: number,
  ): Promise<'queued' | 'failed' | null> {
    const [row] = await this.database.run(defer, [id, claim, reason, mostAttempts, retryAfterSeconds]);
    return row?.status ?? null;
  }

  /** It will not be sent. */
  async fail({ id, claim }: Held, reason: string): Promise<void> {
    await this.database.run(fail, [id, claim, reason]);
  }

  /** Nobody knows whether it went out. Gives its number, or null if it is another claim's now. */
  async lose({ id, claim }: Held, reason: string): Promise<string | null> {
    const [row] = await this.database.run(lose, [id, claim, reason]);
    return row?.phone ?? null;
  }

  /** It surely did not go out, and is queued again after a pause. The attempt does not count. */
  async release({ id, claim }: Held, reason: string, pauseSeconds: number): Promise<void> {
    await this.database.run(release, [id, claim, reason, pauseSeconds]);
  }
}
