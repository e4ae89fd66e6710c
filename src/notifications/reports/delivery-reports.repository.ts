import { Injectable } from '@nestjs/common';
import { type Batcher, createCheckBatcher } from '../../database/batcher.js';
import { Database } from '../../database/database.js';
import { type BatchAnswers, Prepared } from '../../database/prepared.js';
import type { DeliveryReport } from './delivery-report.js';

/** Reports that wait for their notification: how many are kept, and how long. */
const KEPT_MOST = 10_000;
const KEPT_FOR = '7 days';
/**
 * How long after it went out a notification without message id may take a report about its number.
 */
const LATE_MOST = '3 days';

const keep = new Prepared<object>(
  'report_keep',
  `-- Without an SMS that may be the one nobody needs the number, and it is not kept.
   -- The lock makes an erasure of that number wait, and take it away here too.
   with waiting as materialized (
     select phone from notifications where phone = $3 and status in ('sending', 'unknown') for share
   )
   insert into delivery_reports (message_id, status, phone, network_code, failure_reason)
   values ($1, $2, (select min(phone) from waiting), $4, $5)
   on conflict do nothing`,
);

const deleteStray = new Prepared<{ message_id: string }>(
  'reports_delete_stray',
  `with stray as (
     -- those that are old
     (select message_id, status from delivery_reports
      where received_at < now() - interval '${KEPT_FOR}' order by received_at limit 1000)
     union
     -- those that are too many: the oldest
     (select message_id, status from delivery_reports order by received_at desc offset ${KEPT_MOST} limit 1000)
   )
   delete from delivery_reports r using stray s
   where r.message_id = s.message_id and r.status = s.status
   returning r.message_id`,
);

/**
 * Moves only a notification that is `sent`, so what came first stays. Answers whether the message
 * is one of ours.
 */
const settle = new Prepared<{ known: boolean }>(
  'report_settle',
  `with settled as (
     update notifications
     set status = case when $2 = 'Success' then 'delivered' else 'undelivered' end, network_code = $3,
         reason = case when $2 <> 'Success' then coalesce($4, $2) end, changed_by = null
     where message_id = $1 and status = 'sent' and $2 in ('Success', 'Failed', 'Rejected', 'AbsentSubscriber', 'Expired')
   )
   select exists (select from sent_messages where message_id = $1) as known`,
);

/**
 * The same with the reports that were kept. The first final one decides. Answers with the messages
 * that have reports.
 */
const join = new Prepared<BatchAnswers<string>>(
  'report_join',
  `with joined as (
     update notifications n
     set status = case when r.status = 'Success' then 'delivered' else 'undelivered' end, network_code = r.network_code,
         reason = case when r.status <> 'Success' then coalesce(r.failure_reason, r.status) end, changed_by = null
     from json_array_elements_text($1) as asked (message_id)
     cross join lateral (
       select * from delivery_reports
       where message_id = asked.message_id and status in ('Success', 'Failed', 'Rejected', 'AbsentSubscriber', 'Expired')
       order by received_at limit 1
     ) r
     where n.message_id = r.message_id and n.status = 'sent'
   )
   select json_agg(asked.message_id) as answers
   from json_array_elements_text($1) as asked (message_id)
   cross join lateral (select from delivery_reports where message_id = asked.message_id limit 1) r`,
);

/**
 * A final report stays until its notification has taken it, or another attempt made it void.
 * It may have come between {@link join} and here.
 */
const discard = new Prepared<object>(
  'report_discard',
  `delete from delivery_reports r
   where r.message_id = $1 and exists (select from sent_messages where message_id = $1)
     and (r.status not in ('Success', 'Failed', 'Rejected', 'AbsentSubscriber', 'Expired')
          or not exists (select from notifications where message_id = $1 and status = 'sent'))`,
);

/**
 * A notification whose answer was lost has no message id to be found by.
 * The message is the notification's if both hold:
 * - no other notification to its number is under way;
 * - one message that is none of ours was reported to that number since it went out, and only one.
 */
const adopt = new Prepared<{ message_id: string }>(
  'report_adopt',
  `-- the notification, if it is the only one on its way to the number
   with waiting as materialized (
     select min(id::text)::uuid as id, min(handed_over_at) as since
     from notifications where phone = $1 and status in ('sending', 'unknown')
     having count(*) = 1 and bool_and(status = 'unknown')
   ),
   -- a message that is none of ours, reported to the number since then
   stray as materialized (
     select w.id, w.since, s.message_id
     from waiting w cross join lateral (
       select r.message_id from delivery_reports r
       where r.phone = $1 and r.received_at between w.since and w.since + interval '${LATE_MOST}'
         and not exists (select from sent_messages m where m.message_id = r.message_id)
         and not exists (select from delivery_reports e where e.message_id = r.message_id and e.received_at < w.since)
       order by r.received_at limit 1
     ) s
   ),
   -- the notification takes it, if there is no second one
   adopted as (
     update notifications n set status = 'sent', message_id = s.message_id, reason = 'a delivery report tells that it was sent', changed_by = null
     from stray s
     where n.id = s.id and n.status = 'unknown' and not exists (
       select from delivery_reports r
       where r.phone = $1 and r.received_at between s.since and s.since + interval '${LATE_MOST}' and r.message_id <> s.message_id
         and not exists (select from sent_messages m where m.message_id = r.message_id)
         and not exists (select from delivery_reports e where e.message_id = r.message_id and e.received_at < s.since))
     returning n.id, n.message_id, n.segments
   )
   -- it is on the bill
   insert into sent_messages (message_id, notification_id, segments) select message_id, id, segments from adopted
   returning message_id`,
);

@Injectable()
export class DeliveryReportsRepository {
  private readonly joins: Batcher<string, boolean>;

  constructor(private readonly database: Database) {
    this.joins = createCheckBatcher(database, join, (messageId) => messageId);
  }

  /**
   * Applies the report to the message's notification; false when the message is none of ours.
   * By `notifications_message_id_key` and `sent_messages_pkey`.
   */
  async settle({ messageId, status, networkCode, failureReason }: DeliveryReport): Promise<boolean> {
    const [row] = await this.database.run(settle, [messageId, status, networkCode, failureReason]);
    return row?.known ?? false;
  }

  /**
   * Keeps the report until {@link join} uses it. One that repeats itself is kept once.
   * The number is kept only while {@link adopt} may need it.
   * By `delivery_reports_pkey` and `notifications_phone_idx`.
   */
  async keep({ messageId, status, phone, networkCode, failureReason }: DeliveryReport): Promise<void> {
    await this.database.run(keep, [messageId, status, phone, networkCode, failureReason]);
  }

  /**
   * Deletes up to 2,000 that are a week old or more than 10,000 newer ones came after, and gives
   * their number. By `delivery_reports_received_at_idx`.
   */
  async deleteStray(): Promise<number> {
    return (await this.database.run(deleteStray, [])).length;
  }

  /**
   * Applies the reports that were kept to a message's notification.
   * Whoever writes a report or a message id calls this afterwards, so whichever comes last brings
   * the two together.
   * By `delivery_reports_pkey` and `notifications_message_id_key`.
   */
  async join(messageId: string): Promise<void> {
    if (await this.joins.load(messageId)) await this.database.run(discard, [messageId]);
  }

  /**
   * Gives the `unknown` notification to that number its message id, and answers which; null when it
   * cannot be told.
   * - By `notifications_phone_idx`.
   * - Reports are read only if a notification to the number waits, from its hand-over on. That is
   *   by `delivery_reports_phone_idx`, and the second message ends it.
   */
  async adopt(phone: string): Promise<string | null> {
    const [row] = await this.database.run(adopt, [phone]);
    return row?.message_id ?? null;
  }
}
