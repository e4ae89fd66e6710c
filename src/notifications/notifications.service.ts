import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { type Page, type PageRequest } from '../database/pages.js';
import type { NotificationEventRow, NotificationRow, SummaryRow } from './notification-row.js';
import { NotificationNotResendable, NotificationUnknown } from './notifications.errors.js';
import { type NotificationFilter, NotificationsRepository } from './notifications.repository.js';
import { Dispatcher } from './sending/dispatcher.js';

/** Texts, as people look after them. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly database: Database,
    private readonly notifications: NotificationsRepository,
    private readonly dispatcher: Dispatcher,
    private readonly config: Config,
  ) {}

  page(filter: NotificationFilter, request: PageRequest): Promise<Page<NotificationRow>> {
    return this.notifications.list(this.database.db, filter, request);
  }

  /** A text with what happened to it, oldest first. @throws NotificationUnknown */
  async byId(id: string): Promise<{ row: NotificationRow; events: NotificationEventRow[] }> {
    const row = await this.notifications.byId(this.database.db, id);
    if (row === null) throw new NotificationUnknown();
    return { row, events: await this.notifications.events(this.database.db, id) };
  }

  /** Queues a text for another attempt, on the word of the admin who asks. @throws NotificationUnknown, NotificationNotResendable */
  async resend(id: string, userId: string | null): Promise<NotificationRow> {
    const row = await this.database.write(async (tx) => {
      const requeued = await this.notifications.requeue(tx, id, userId);
      const found = await this.notifications.byId(tx, id);
      if (found === null) throw new NotificationUnknown();
      if (!requeued) throw new NotificationNotResendable(found.status);
      return found;
    });
    this.dispatcher.nudge();
    return row;
  }

  /** Texts and their cost on each of the last `days` days, newest first, and the budget of a day. */
  async summary(days: number): Promise<{ rows: SummaryRow[]; dailyBudget: string | null }> {
    const rows = await this.notifications.summary(this.database.db, days);
    return { rows, dailyBudget: this.config.SMS_DAILY_BUDGET ?? null };
  }
}
