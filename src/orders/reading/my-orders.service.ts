import { Injectable } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import type { PresentCustomerRow } from '../../customers/customer-row.js';
import { CustomersService } from '../../customers/customers.service.js';
import { Database } from '../../database/database.js';
import type { PageRequest } from '../../database/pages.js';
import type { OrderWithSms } from '../order.js';
import { OrderUnknown } from '../orders.errors.js';
import { OrdersService } from '../orders.service.js';
import { OWN_ORDERS_MOST } from '../sql/own-orders.js';
import { OrderListsRepository } from './order-lists.repository.js';
import { OwnOrdersRepository } from './own-orders.repository.js';
import type { OwnSearch } from './own-search.js';

/** A page of somebody's own orders. */
export interface OwnOrders {
  readonly customer: PresentCustomerRow;
  readonly orders: readonly OrderWithSms[];
  /** How many orders the pages have together, 100,000 at most. */
  readonly total: number;
}

/**
 * What an end user may see and do: their own orders, which are those of the customer who they are.
 */
@Injectable()
export class MyOrdersService {
  constructor(
    private readonly database: Database,
    private readonly customers: CustomersService,
    private readonly lists: OrderListsRepository,
    private readonly own: OwnOrdersRepository,
    private readonly orders: OrdersService,
  ) {}

  /**
   * The user's own orders, or those that a search finds. Null while the user is no customer.
   * - Of the newest {@link OWN_ORDERS_MOST}, open ones come first. No others are searched.
   * - The rest is newest first.
   */
  async page(userId: string, search: OwnSearch | null, request: PageRequest): Promise<OwnOrders | null> {
    const { db } = this.database;
    const customer = await this.customers.ofUser(userId);
    if (customer === null) return null;
    const isAmongNewest = search !== null || request.offset < OWN_ORDERS_MOST;
    const rows = isAmongNewest
      ? await this.own.list(db, customer.id, search, request)
      : (await this.lists.list(db, { customerId: customer.id }, { ...request, counted: false })).rows;
    const total = await this.own.count(db, customer.id, search);
    const sms = await this.lists.smsOfOrders(
      db,
      rows.map((order) => order.id),
    );
    const orders = rows.map((order) => ({ ...order, sms: sms.filter((each) => each.order_id === order.id) }));
    return { customer, orders, total };
  }

  /**
   * The user has the goods. Another's order is as unknown as none.
   * @throws OrderUnknown, OrderCancelled
   */
  async confirm(userId: string, orderId: string, actor: Actor): Promise<OrderWithSms> {
    const customer = await this.customers.ofUser(userId);
    if (customer === null) throw new OrderUnknown();
    await this.orders.confirm(orderId, customer.code, actor);
    return this.orders.byId(orderId);
  }
}
