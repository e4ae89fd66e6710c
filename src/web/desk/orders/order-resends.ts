import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../actor.js';
import { NotificationUnknown } from '../../../notifications/notifications.errors.js';
import { NotificationsService } from '../../../notifications/notifications.service.js';
import { OrdersService } from '../../../orders/orders.service.js';

/** Sends once more what an order's page shows as its SMS. */
@Injectable()
export class OrderResends {
  constructor(
    private readonly orders: OrdersService,
    private readonly notifications: NotificationsService,
  ) {}

  /**
   * Queues the last notification of the order for another attempt.
   * @param reference the order's id or its number
   * @throws OrderUnknown, NotificationUnknown, NotificationNotResendable, QuotaSpent
   */
  async resendLast(reference: string, actor: Actor): Promise<void> {
    const { sms } = await this.orders.byReference(reference);
    const last = sms.at(-1);
    if (last === undefined) throw new NotificationUnknown();
    await this.notifications.resend(last.id, actor.id ?? '', actor);
  }
}
