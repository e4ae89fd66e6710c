import { Injectable } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import { Database } from '../../database/database.js';
import { type AuditRecord, AuditTrail } from '../../events/audit-trail.js';
import type { NotificationStatus } from '../notification.js';
import { NotificationQueue } from '../notification-queue.js';
import { NotificationWriters } from '../notification-writer.js';
import { ResendLimit } from '../resend-limit.js';
import { AttentionRepository, type Reason } from './attention.repository.js';
import { RESENT_MOST } from './attention.service.js';
import { ResendsRepository } from './resends.repository.js';

/** What became of some resends. */
export interface ResendSummary {
  readonly queued: number;
  /** Those that were sent once more already, or changed otherwise, since they were shown. */
  readonly changed: number;
  /** Those that the limit of the caller left out. */
  readonly left: number;
  /** Seconds until the caller may resend again; null when the limit was not reached. */
  readonly waitSeconds: number | null;
}

/** Resends what a page showed, as it stood then. So the same form does the same once. */
@Injectable()
export class ResendsService {
  constructor(
    private readonly database: Database,
    private readonly attention: AttentionRepository,
    private readonly resends: ResendsRepository,
    private readonly writers: NotificationWriters,
    private readonly queue: NotificationQueue,
    private readonly limit: ResendLimit,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Queues the notifications of these reasons once more, down to the id `downTo`, 100 at most.
   * @param asOf microseconds since 1970 by the database's clock
   */
  async resendAll(reasons: readonly Reason[], downTo: string, asOf: string, actor: Actor): Promise<ResendSummary> {
    const ids = await this.attention.idsDownTo(this.database.db, reasons, downTo, RESENT_MOST);
    return this.resend(ids, asOf, actor);
  }

  /**
   * Queues notifications once more, each to the number that its customer has now.
   * - One that changed since `asOf` is left as it is.
   * - Each that is queued counts as one resend of the caller. The limit cuts the rest off.
   */
  async resend(ids: readonly string[], asOf: string, actor: Actor): Promise<ResendSummary> {
    const callerId = actor.id ?? '';
    let queued = 0;
    const { allowed, waitSeconds } = await this.limit.countUpTo(callerId, ids.length, async (most) => {
      queued = most === 0 ? 0 : await this.requeue(ids.slice(0, most), asOf, actor);
      return queued;
    });
    const left = ids.length - allowed;
    return { queued, changed: allowed - queued, left, waitSeconds: left === 0 ? null : waitSeconds };
  }

  private async requeue(ids: readonly string[], asOf: string, actor: Actor): Promise<number> {
    const queued = await this.database.write(async (tx) => {
      const rows = await this.resends.lockUnchanged(tx, ids, asOf);
      const phones = await this.writers.findPhones(tx, rows);
      const numbers = rows.map(({ id, phone }) => phones.get(id) ?? phone);
      await this.resends.requeue(
        tx,
        rows.map(({ id }) => id),
        numbers,
        actor.id ?? '',
      );
      for (const { id, status } of rows) await this.trail.record(tx, resent(actor, id, status));
      return rows.length;
    });
    this.queue.announce();
    return queued;
  }
}

const resent = (actor: Actor, id: string, before: NotificationStatus): AuditRecord => ({
  ...{ actor, action: 'notification-resent', subject: { kind: 'notification', id } },
  changes: { status: { before, after: 'queued' } },
});
