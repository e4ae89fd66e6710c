import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/database.js';
import type { NotificationStatus, NotificationSubject } from '../notification.js';
import { needsSomebodySql } from './attention.repository.js';

/** A notification that may be sent once more, and the number that it went to. */
export type ResendableRow = NotificationSubject & { readonly phone: string; readonly status: NotificationStatus };

/** Those that were sent once more meanwhile have changed. An event tells so. */
const lockSql = `
  select id, kind, order_id, order_number::text, customer_code, phone, status
  from notifications n
  where id = any($1::uuid[]) and ${needsSomebodySql} and phone is not null
    and not exists (
      select from notification_events
      where notification_id = n.id and at > timestamptz 'epoch' + $2::bigint * interval '1 microsecond')
  order by id
  for update of n`;

const requeueSql = `
  update notifications n
  set status = 'queued', phone = r.phone, attempts = 0, due_at = now(), claim = null, handed_over_at = null, message_id = null,
      network_code = null, reason = 'asked for by an admin', changed_by = $3
  from unnest($1::uuid[], $2::text[]) as r (id, phone)
  where n.id = r.id`;

/** Queues several notifications once more. */
@Injectable()
export class ResendsRepository {
  /**
   * Locks those of `ids` that need somebody and did not change since `asOf`.
   * By `notifications_pkey` and `notification_events_pkey`.
   * @param asOf microseconds since 1970 by the database's clock
   */
  lockUnchanged(tx: Tx, ids: readonly string[], asOf: string): Promise<ResendableRow[]> {
    return tx.query<ResendableRow[]>(lockSql, [ids, asOf]);
  }

  /** Queues locked notifications, each to its phone. By `notifications_pkey`. */
  async requeue(tx: Tx, ids: readonly string[], phones: readonly string[], changedBy: string): Promise<void> {
    await tx.query(requeueSql, [ids, phones, changedBy]);
  }
}
