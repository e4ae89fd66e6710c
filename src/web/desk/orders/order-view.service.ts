import { Injectable } from '@nestjs/common';
import type { EventRow } from '../../../actor.js';
import { ActorNames } from '../../../auth/actor-names.js';
import { type OrderNotification, OrderNotifications } from '../../../notifications/order-notifications.js';
import { type SmsPrice, SmsPrices } from '../../../notifications/sms-prices.js';
import { ChangesService } from '../../../orders/changes/changes.service.js';
import { OrderHistoryService } from '../../../orders/history/order-history.service.js';
import type { FoundOrder } from '../../../orders/order.js';
import { OrdersService } from '../../../orders/orders.service.js';

/** Everything that the page of an order shows. */
export interface OrderView {
  readonly order: FoundOrder;
  /** Oldest first, from its placing on. */
  readonly events: readonly EventRow[];
  /** Oldest first. */
  readonly notifications: readonly OrderNotification[];
  /** Whoever did something, by id. Some have no name. */
  readonly names: ReadonlyMap<string, string>;
  /** What one more SMS about the order costs. */
  readonly price: SmsPrice;
  /** What of all this the page knows, so that it is told of later changes. */
  readonly mark: string;
}

/** Brings together what the page of an order shows. */
@Injectable()
export class OrderViewService {
  constructor(
    private readonly orders: OrdersService,
    private readonly history: OrderHistoryService,
    private readonly notifications: OrderNotifications,
    private readonly names: ActorNames,
    private readonly prices: SmsPrices,
    private readonly changes: ChangesService,
  ) {}

  /**
   * @param reference the order's id or its number
   * @throws OrderUnknown
   */
  async of(reference: string): Promise<OrderView> {
    const mark = await this.changes.mark();
    const order = await this.orders.byReference(reference);
    const [events, notifications, price] = await Promise.all([
      this.history.ofOrder(order.id),
      this.notifications.of(order.id),
      this.prices.estimate(order.sms.at(-1)?.segments ?? 1),
    ]);
    const changes = notifications.flatMap((notification) => notification.events);
    const actors = [...events.map(({ actor_id }) => actor_id), ...changes.map(({ changed_by }) => changed_by)];
    return { order, events, notifications, names: await this.names.of(actors), price, mark };
  }
}
