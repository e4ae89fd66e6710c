import { Injectable } from '@nestjs/common';
import type { CustomerRow } from '../../../customers/customer-row.js';
import { CustomerSearchService } from '../../../customers/searching/customer-search.service.js';
import type { FoundOrder } from '../../../orders/order.js';
import { OrderUnknown } from '../../../orders/orders.errors.js';
import { OrdersService } from '../../../orders/orders.service.js';

/** Customers that one search shows. */
const CUSTOMERS_MOST = 8;

/** An order's number as people type it: up to seven digits, or any after `#`. */
const ORDER_NUMBER = /^(?:#\s*0*([1-9]\d{0,17})|0*([1-9]\d{0,6}))$/;

/** What was found for what was typed. */
export interface Hits {
  readonly typed: string;
  readonly orders: readonly FoundOrder[];
  readonly customers: readonly CustomerRow[];
}

/** Finds what a caller tells of themselves: a number, a name, a code, an order. */
@Injectable()
export class FindService {
  constructor(
    private readonly customers: CustomerSearchService,
    private readonly orders: OrdersService,
  ) {}

  /** @param typed whatever somebody typed; nothing is found for less than two characters */
  async find(typed: string): Promise<Hits> {
    const [orders, customers] = await Promise.all([this.findOrders(typed.trim()), this.findCustomers(typed)]);
    return { typed: typed.trim(), orders, customers };
  }

  /** The customers alone. */
  findCustomers(typed: string): Promise<CustomerRow[]> {
    return typed.trim().startsWith('#') ? Promise.resolve([]) : this.customers.suggest(typed, CUSTOMERS_MOST);
  }

  private async findOrders(typed: string): Promise<FoundOrder[]> {
    const [, marked, bare] = ORDER_NUMBER.exec(typed) ?? [];
    const number = marked ?? bare;
    if (number === undefined) return [];
    try {
      return [await this.orders.byReference(number)];
    } catch (error) {
      if (error instanceof OrderUnknown) return [];
      throw error;
    }
  }
}
