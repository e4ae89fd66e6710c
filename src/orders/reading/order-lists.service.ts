import { Injectable } from '@nestjs/common';
import type { CustomerRow } from '../../customers/customer-row.js';
import { CustomerUnknown } from '../../customers/customers.errors.js';
import { CustomersService } from '../../customers/customers.service.js';
import { Database } from '../../database/database.js';
import { AFTER_ALL_IDS, type Page, type PageRequest } from '../../database/pages.js';
import { Phones } from '../../phones/phones.js';
import type { CustomerStatement, OrderEntries, OrderRow, StatementOrder } from '../order.js';
import { CustomerUnnamed } from '../orders.errors.js';
import { StatementsRepository } from '../statements/statements.repository.js';
import { type OrderFilter, OrderListsRepository } from './order-lists.repository.js';

/**
 * Orders in a batch of the list of all, and batches under way.
 * More of either is faster by a tenth, and holds twice the memory (measured on two cores).
 */
const BATCH = 1_000;
const BATCHES_AHEAD = 3;

/** Orders by the page, by the customer, and all of them. Newest first. */
@Injectable()
export class OrderListsService {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderListsRepository,
    private readonly statements: StatementsRepository,
    private readonly customers: CustomersService,
    private readonly phones: Phones,
  ) {}

  page(filter: OrderFilter, request: PageRequest): Promise<Page<OrderRow>> {
    return this.orders.list(this.database.db, filter, request);
  }

  /** @throws CustomerUnnamed unless exactly one of `code` and `id` is given, CustomerUnknown */
  async pageOfCustomer(
    { code, id }: { code?: string; id?: string },
    request: PageRequest,
  ): Promise<{ customer: CustomerRow; page: Page<OrderRow> }> {
    const customer = await this.customerNamed(code, id);
    return { customer, page: await this.orders.list(this.database.db, { customerId: customer.id }, request) };
  }

  /** Orders before the order `id` (from the newest for null), at most `limit`. */
  entries(id: string | null, limit: number): Promise<OrderEntries> {
    return this.orders.entries(this.database.db, id ?? AFTER_ALL_IDS, limit);
  }

  /**
   * Every order, in batches. PostgreSQL writes {@link BATCHES_AHEAD} of them ahead of the reader,
   * in processes of its own.
   */
  async *allEntries(): AsyncGenerator<string> {
    const underWay: Promise<string>[] = [];
    for (let id: string | null = AFTER_ALL_IDS; id !== null || underWay.length > 0; ) {
      if (id !== null) {
        const span = await this.orders.span(this.database.streaming, id, BATCH);
        underWay.push(deferRejection(this.orders.entriesOfSpan(this.database.streaming, span)));
        id = span.more ? span.last : null;
        if (underWay.length < BATCHES_AHEAD) continue;
      }
      const text = await underWay.shift();
      if (text) yield text;
    }
  }

  /**
   * Orders before the order `id` (from the newest for null), at most `limit`, of the customer with
   * that phone number.
   * @throws PhoneInvalid, CustomerUnknown
   */
  async statement(phoneText: string, id: string | null, limit: number): Promise<CustomerStatement> {
    const statement = await this.statements.page(this.phones.readValid(phoneText, 'phone'), id ?? AFTER_ALL_IDS, limit);
    if (statement === null) throw new CustomerUnknown();
    return statement;
  }

  /** Every order of the customer with that number (E.164), in batches. */
  statementBatches(phone: string): AsyncGenerator<readonly StatementOrder[]> {
    return this.statements.batches(phone);
  }

  private customerNamed(code: string | undefined, id: string | undefined): Promise<CustomerRow> {
    if (code !== undefined && id === undefined) return this.customers.byCode(code);
    if (id !== undefined && code === undefined) return this.customers.byId(id);
    throw new CustomerUnnamed(['customer_code', 'customer_id']);
  }
}

/**
 * Keeps a rejection until the promise is awaited. It does not end the process if the reader has
 * gone by then.
 */
function deferRejection<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
