import { Injectable } from '@nestjs/common';
import type { CustomerRow } from '../../customers/customer-row.js';
import { CustomersService } from '../../customers/customers.service.js';
import { Database } from '../../database/database.js';
import { type Page, type PageRequest } from '../../database/pages.js';
import type { OrderWithSms } from '../order-row.js';
import { OrderUnknown } from '../orders.errors.js';
import { OrdersRepository } from '../orders.repository.js';
import { OrdersService } from '../orders.service.js';
import { OrderTextsRepository } from './order-texts.repository.js';

/** A page of somebody's own orders. */
export interface OwnOrders {
  readonly customer: CustomerRow;
  readonly page: Page<OrderWithSms>;
}

/** What an end user may see and do: their own orders, which are those of the customer who they are. */
@Injectable()
export class MyOrdersService {
  constructor(
    private readonly database: Database,
    private readonly customers: CustomersService,
    private readonly repository: OrdersRepository,
    private readonly texts: OrderTextsRepository,
    private readonly orders: OrdersService,
  ) {}

  /** Newest first; null while the user is no customer. */
  async page(userId: string, request: PageRequest): Promise<OwnOrders | null> {
    const customer = await this.customers.ofUser(userId);
    if (customer === null) return null;
    const page = await this.repository.list(this.database.db, { customerId: customer.id }, request);
    const orderIds = page.rows.map((order) => order.id);
    const texts = await this.texts.ofOrders(this.database.db, orderIds);
    const rows = page.rows.map((order) => ({ ...order, sms: texts.filter((text) => text.order_id === order.id) }));
    return { customer, page: { ...page, rows } };
  }

  /** The user has the goods. Another's order is as unknown as none. @throws OrderUnknown, OrderCancelled */
  async confirm(userId: string, orderId: string): Promise<OrderWithSms> {
    const customer = await this.customers.ofUser(userId);
    if (customer === null) throw new OrderUnknown();
    await this.orders.confirm(orderId, customer.code);
    return this.orders.byId(orderId);
  }
}
