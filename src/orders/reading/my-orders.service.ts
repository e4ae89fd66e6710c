import { Injectable } from '@nestjs/common';
import type { Actor } from '../../actor.js';
import type { PresentCustomerRow } from '../../customers/customer-row.js';
import { CustomersService } from '../../customers/customers.service.js';
import { Database } from '../../database/database.js';
import type { Page, PageRequest } from '../../database/pages.js';
import type { OrderWithSms } from '../order.js';
import { OrderUnknown } from '../orders.errors.js';
import { OrdersService } from '../orders.service.js';
import { OrderListsRepository } from './order-lists.repository.js';

/** A page of somebody's own orders. */
export interface OwnOrders {
  readonly customer: PresentCustomerRow;
  readonly page: Page<OrderWithSms>;
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
    private readonly orders: OrdersService,
  ) {}

  /** Newest first; null while the user is no customer. */
  async page(userId: string, request: PageRequest): Promise<OwnOrders | null> {
    const customer = await this.customers.ofUser(userId);
    if (customer === null) return null;
    const page = await this.lists.list(this.database.db, { customerId: customer.id }, request);
    const sms = await this.lists.smsOfOrders(
      this.database.db,
      page.rows.map((order) => order.id),
    );
    const rows = page.rows.map((order) => ({ ...order, sms: sms.filter((each) => each.order_id === order.id) }));
    return { customer, page: { ...page, rows } };
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
