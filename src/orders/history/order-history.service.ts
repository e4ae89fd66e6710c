import { Injectable } from '@nestjs/common';
import type { EventRow } from '../../actor.js';
import { Database } from '../../database/database.js';
import { OrderUnknown } from '../orders.errors.js';
import { OrdersService } from '../orders.service.js';
import { OrderEventsRepository } from './order-events.repository.js';

/** What happened to an order. */
@Injectable()
export class OrderHistoryService {
  constructor(
    private readonly database: Database,
    private readonly orders: OrdersService,
    private readonly events: OrderEventsRepository,
  ) {}

  /**
   * Oldest first, from its placing on.
   * @param reference the order's id or its number
   * @throws OrderUnknown
   */
  async ofOrder(reference: string): Promise<EventRow[]> {
    const events = await this.events.ofOrder(this.database.db, await this.orders.idOf(reference));
    if (events.length === 0) throw new OrderUnknown();
    return events;
  }
}
