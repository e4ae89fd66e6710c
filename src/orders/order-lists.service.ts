import { Injectable } from '@nestjs/common';
import type { CustomerRow } from '../customers/customer-row.js';
import { CustomersService } from '../customers/customers.service.js';
import { Database } from '../database/database.js';
import { AFTER_ALL_IDS, type Page, type PageRequest } from '../http/paging.js';
import { OrderReadsRepository } from './order-reads.repository.js';
import type { OrderRow } from './order-row.js';
import { CustomerUnnamed } from './orders.errors.js';
import { type OrderFilter, OrdersRepository } from './orders.repository.js';

/** Orders by the page, by the customer, and all of them. Newest first. */
@Injectable()
export class OrderListsService {
  constructor(
    private readonly database: Database,
    private readonly orders: OrdersRepository,
    private readonly reads: OrderReadsRepository,
    private readonly customers: CustomersService,
  ) {}

  page(filter: OrderFilter, request: PageRequest): Promise<Page<OrderRow>> {
    return this.orders.list(this.database.db, filter, request);
  }

  /** @throws CustomerUnnamed unless exactly one of `code` and `id` is given, CustomerUnknown */
  async pageOfCustomer(
    { code, id }: { code?: string; id?: string },
    request: PageRequest,
  ): Promise<{ customer: CustomerRow; page: Page<OrderRow> }> {
    const customer = await this.named(code, id);
    return { customer, page: await this.orders.list(this.database.db, { customerId: customer.id }, request) };
  }

  /** Orders before the order `id` (from the newest for null), at most `limit`. */
  before(id: string | null, limit: number): Promise<OrderRow[]> {
    return this.orders.before(this.database.db, id ?? AFTER_ALL_IDS, limit);
  }

  /** Every order, in batches. */
  all(): AsyncGenerator<OrderRow[]> {
    return this.orders.all(this.database.db);
  }

  /** A customer's orders before the order `id` (from the newest for null), at most `limit`. */
  ofCustomer(customerId: string, id: string | null, limit: number): Promise<OrderRow[]> {
    return this.reads.ofCustomer(customerId, id ?? AFTER_ALL_IDS, limit);
  }

  /** Every order of a customer, in batches. */
  allOfCustomer(customerId: string): AsyncGenerator<OrderRow[]> {
    return this.reads.allOfCustomer(customerId);
  }

  private named(code: string | undefined, id: string | undefined): Promise<CustomerRow> {
    if (code !== undefined && id === undefined) return this.customers.byCode(code);
    if (id !== undefined && code === undefined) return this.customers.byId(id);
    throw new CustomerUnnamed(['customer_code', 'customer_id']);
  }
}
