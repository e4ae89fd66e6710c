import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { Statement } from '../../database/statement.js';
import type { Charge } from '../carrier/sms.gateway.js';
import type { ClaimedRow } from './claimed-row.js';

/** Longest pause between two attempts, before what the carrier asks for is added. */
const PAUSE_MOST_SECONDS = 300;

/**
 * The SMS is on the bill whether or not the text is still ours. A text that became `unknown` meanwhile goes on from there. A report may have told of
 * the message before its price was known.
 */
const accept = new Statement<{ ours: boolean }>(
  'outcome_accept',
  `with billed as (
     insert into sent_messages as m (message_id, notification_id, segments, cost, currency)
     select $3, id, segments, $4::numeric, $5 from notifications where id = $1
     on conflict (message_id) do update set cost = excluded.cost, currency = excluded.currency where m.cost is null
   ),
   moved as (
     update notifications set status = 'sent', message_id = $3, leased_until = null, reason = null
     where id = $1 and claim = $2 and status in ('sending', 'unknown')
     returning id
   )
   select exists (select from moved) or exists (select from notifications where id = $1 and message_id = $3) as ours`,
);

/** Full jitter: a random part of a pause that doubles with each attempt, so that no crowd comes back at once. */
const defer = new Statement<{ status: 'queued' | 'failed' }>(
  'outcome_defer',
  `update notifications
   set status = case when attempts >= $4 then 'failed' else 'queued' end, reason = $3, claim = null, leased_until = null, handed_over_at = null,
       due_at = now() + make_interval(secs => $5 + random() * least(${PAUSE_MOST_SECONDS}, 2 ^ attempts))
   where id = $1 and claim = $2 and status = 'sending'
   returning status`,
);

const fail = new Statement<object>(
  'outcome_fail',
  `update notifications set status = 'failed', reason = $3, leased_until = null
   where id = $1 and claim = $2 and status in ('sending', 'unknown')`,
);

const lose = new Statement<{ phone: string }>(
  'outcome_lose',
  `update notifications set status = 'unknown', reason = $3, leased_until = null
   where id = $1 and claim = $2 and status = 'sending'
   returning phone`,
);

/** What the carrier answered, written down. Each statement moves the text only if it is still this claim's. By `notifications_pkey`. */
@Injectable()
export class OutcomesRepository {
  constructor(private readonly database: Database) {}

  /** False when the text was given to another attempt meanwhile; writing the same down again is no such thing. */
  async accept({ id, claim }: ClaimedRow, messageId: string, charge: Charge | null): Promise<boolean> {
    const [row] = await this.database.run(accept, [id, claim, messageId, charge?.cost ?? null, charge?.currency ?? null]);
    return row?.ours ?? false;
  }

  /** Queues it for another attempt, unless it had `mostAttempts` already; says which, or null when it is no longer this claim's. */
  async defer(
    { id, claim }: ClaimedRow,
    reason: string,
    mostAttempts: number,
    retryAfterSeconds: number,
  ): Promise<'queued' | 'failed' | null> {
    const [row] = await this.database.run(defer, [id, claim, reason, mostAttempts, retryAfterSeconds]);
    return row?.status ?? null;
  }

  async fail({ id, claim }: ClaimedRow, reason: string): Promise<void> {
    await this.database.run(fail, [id, claim, reason]);
  }

  /** Nobody knows whether it went out. */
  async lose({ id, claim }: ClaimedRow, reason: string): Promise<void> {
    await this.database.run(lose, [id, claim, reason]);
  }
}
