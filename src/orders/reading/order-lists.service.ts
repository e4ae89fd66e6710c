import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { shopTimeZone } from '../../config/time-zone.js';
import type { CustomerRow } from '../../customers/customer-row.js';
import { CustomerUnknown } from '../../customers/customers.errors.js';
import { CustomersService } from '../../customers/customers.service.js';
import { Database, type Db } from '../../database/database.js';
import { AFTER_ALL_IDS, type Page, type PageRequest } from '../../database/pages.js';
import { InvalidRequest } from '../../http/problems/invalid-request.error.js';
import { Phones } from '../../phones/phones.js';
import type { CustomerStatement, OrderEntries, OrderRow, StatementOrder } from '../order.js';
import { CustomerUnnamed } from '../orders.errors.js';
import { StatementsRepository } from '../statements/statements.repository.js';
import { type EntryFilter, type OrderFilter, OrderListsRepository } from './order-lists.repository.js';

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
    private readonly config: Config,
  ) {}

  page(filter: OrderFilter, request: PageRequest): Promise<Page<OrderRow>> {
    return this.orders.list(this.database.replicaPreferred, filter, request);
  }

  /** @throws CustomerUnnamed unless exactly one of `code` and `id` is given, CustomerUnknown */
  async pageOfCustomer(
    { code, id }: { code?: string; id?: string },
    request: PageRequest,
  ): Promise<{ customer: CustomerRow; page: Page<OrderRow> }> {
    const customer = await this.customerNamed(code, id);
    return {
      customer,
      page: await this.orders.list(this.database.replicaPreferred, { customerId: customer.id }, request),
    };
  }

  /**
   * Orders before the order `id` (from the newest for null) that the filter lets through, at most
   * `limit`. Days are the shop's.
   * @throws InvalidRequest when the last day is before the first
   */
  entries(filter: EntryFilter, id: string | null, limit: number): Promise<OrderEntries> {
    if (isEmpty(filter)) return this.orders.entries(this.database.replicaPreferred, id ?? AFTER_ALL_IDS, limit);
    return this.filteredEntries(this.database.replicaPreferred, filter, id ?? AFTER_ALL_IDS, limit);
  }

  /** All that the filter lets through, in batches. @throws InvalidRequest as {@link entries} */
  allEntries(filter: EntryFilter): AsyncGenerator<string> {
    return isEmpty(filter) ? this.everyEntry() : this.everyFilteredEntry(filter);
  }

  private async *everyFilteredEntry(filter: EntryFilter): AsyncGenerator<string> {
    for (let id: string | null = AFTER_ALL_IDS; id !== null; ) {
      const { text, next }: OrderEntries = await this.filteredEntries(this.database.streaming, filter, id, BATCH);
      if (text !== '') yield text;
      id = next;
    }
  }

  private filteredEntries(db: Db, filter: EntryFilter, id: string, limit: number): Promise<OrderEntries> {
    const { from, to } = filter;
    if (from !== undefined && to !== undefined && to < from)
      throw new InvalidRequest([{ field: 'to', message: 'must not be before from' }]);
    return this.orders.filteredEntries(db, filter, shopTimeZone(this.config), id, limit);
  }

  /**
   * Every order, in batches. PostgreSQL writes {@link BATCHES_AHEAD} of them ahead of the reader,
   * in processes of its own.
   */
  private async *everyEntry(): AsyncGenerator<string> {
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

const isEmpty = (filter: EntryFilter): boolean => Object.values(filter).every((value) => value === undefined);

/**
 * Keeps a rejection until the promise is awaited. It does not end the process if the reader has
 * gone by then.
 */
function deferRejection<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
