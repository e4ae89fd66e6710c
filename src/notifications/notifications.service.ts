import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { Config } from '../config/config.js';
import { shopTimeZone } from '../config/time-zone.js';
import { Database } from '../database/database.js';
import type { Page, PageRequest } from '../database/pages.js';
import { AuditTrail } from '../events/audit-trail.js';
import { isOrderNumber } from '../http/fields/order-reference.js';
import type { NotificationEventRow, NotificationRow, SummaryRow } from './notification.js';
import { NotificationQueue } from './notification-queue.js';
import { NotificationWriters } from './notification-writer.js';
import { NotificationErased, NotificationNotResendable, NotificationUnknown } from './notifications.errors.js';
import { type NotificationFilter, NotificationsRepository } from './notifications.repository.js';
import { ResendLimit } from './resend-limit.js';
import { SummaryRepository } from './summary/summary.repository.js';

/** The nil UUID (RFC 9562, 5.9), which is no order's. */
const NO_ORDER = '00000000-0000-0000-0000-000000000000';

/** Notifications, as people look after them. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly database: Database,
    private readonly notifications: NotificationsRepository,
    private readonly summaries: SummaryRepository,
    private readonly writers: NotificationWriters,
    private readonly queue: NotificationQueue,
    private readonly limit: ResendLimit,
    private readonly config: Config,
    private readonly trail: AuditTrail,
  ) {}

  /** @param order the id or the number of the order that they are about; any if absent */
  async page(
    filter: Omit<NotificationFilter, 'orderId'>,
    order: string | undefined,
    request: PageRequest,
  ): Promise<Page<NotificationRow>> {
    const orderId = order === undefined ? undefined : await this.idOf(order);
    return this.notifications.list(this.database.replicaPreferred, { ...filter, orderId }, request);
  }

  /** A notification with what happened to it, oldest first. @throws NotificationUnknown */
  async byId(id: string): Promise<{ row: NotificationRow; events: NotificationEventRow[] }> {
    const row = await this.notifications.byId(this.database.db, id);
    if (row === null) throw new NotificationUnknown();
    return { row, events: await this.notifications.events(this.database.db, id) };
  }

  /**
   * Queues a notification for another attempt, to the number that its customer has now.
   * @param userId who asks for it
   * @throws NotificationUnknown, NotificationErased, NotificationNotResendable, QuotaSpent
   */
  async resend(id: string, userId: string, actor: Actor): Promise<NotificationRow> {
    return this.limit.count(userId, () => this.requeue(id, userId, actor));
  }

  /**
   * Notifications and their cost on each of the last `days` days, newest first. With the budget of
   * a day, and the currency of the shop.
   */
  async summary(days: number): Promise<{ rows: SummaryRow[]; dailyBudget: string; shopCurrency: string }> {
    const rows = await this.summaries.summary(this.database.replicaPreferred, days, shopTimeZone(this.config));
    const { SMS_DAILY_BUDGET: dailyBudget, CURRENCY: shopCurrency } = this.config;
    return { rows, dailyBudget, shopCurrency };
  }

  private async idOf(order: string): Promise<string> {
    return isOrderNumber(order) ? ((await this.writers.findOrder(order)) ?? NO_ORDER) : order;
  }

  private async requeue(id: string, userId: string, actor: Actor): Promise<NotificationRow> {
    const row = await this.database.write(async (tx) => {
      const found = await this.notifications.byId(tx, id);
      if (found === null) throw new NotificationUnknown();
      const phone = (await this.writers.findPhones(tx, [found])).get(id) ?? found.phone;
      if (phone === null) throw new NotificationErased();
      const isRequeued = await this.notifications.requeue(tx, id, phone, userId);
      const changed = (await this.notifications.byId(tx, id)) ?? found;
      if (changed.phone === null) throw new NotificationErased();
      if (!isRequeued) throw new NotificationNotResendable(changed.status);
      const changes = { status: { before: found.status, after: changed.status } };
      const subject = { kind: 'notification', id } as const;
      await this.trail.record(tx, { actor, action: 'notification-resent', subject, changes });
      return changed;
    });
    this.queue.announce();
    return row;
  }
}
