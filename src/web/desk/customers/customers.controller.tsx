import { Get, Param, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { CustomerUnknown } from '../../../customers/customers.errors.js';
import { CustomersService } from '../../../customers/customers.service.js';
import { CustomerSearchService } from '../../../customers/searching/customer-search.service.js';
import { Caller, type Principal } from '../../../http/access/principal.js';
import { IdPipe } from '../../../http/fields/id.pipe.js';
import { isFirstPage, readCursorPage } from '../../kit/cursor-page.js';
import { readTyped } from '../../kit/filled-form.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { CustomerPage } from './customer.page.js';
import { CustomerViewService, ORDERS_A_PAGE, ORDERS_PRINTED } from './customer-view.service.js';
import { CustomersPage, FOUND_A_PAGE } from './customers.page.js';

/** Customers of a page. */
const CUSTOMERS_A_PAGE = 25;

/** Characters of a search that are read. */
const SEARCHED_MOST = 200;

/** The customers of the shop, and each of them. */
@DeskController('desk/customers')
export class DeskCustomersController {
  constructor(
    private readonly customers: CustomersService,
    private readonly search: CustomerSearchService,
    private readonly views: CustomerViewService,
  ) {}

  @Get()
  @AllowStaff('customers:read')
  async list(@Query() query: Record<string, unknown>): Promise<JSX.Element> {
    const { q, cursor } = readTyped(query, ['q', 'cursor']);
    const typed = q.replaceAll('\0', '').slice(0, SEARCHED_MOST).toWellFormed();
    if (typed !== '') {
      const rows = await this.search.suggest(typed, FOUND_A_PAGE);
      return <CustomersPage typed={typed} page={{ rows, next: null, total: null }} isFirst />;
    }
    const request = readCursorPage(cursor, CUSTOMERS_A_PAGE);
    return <CustomersPage typed="" page={await this.customers.list(request)} isFirst={isFirstPage(request)} />;
  }

  @Get(':id')
  @AllowStaff('customers:read')
  async show(
    @Param('id', new IdPipe(CustomerUnknown)) id: string,
    @Query() query: Record<string, unknown>,
    @Caller() { permissions }: Principal,
  ): Promise<JSX.Element> {
    const { cursor, rows, done } = readTyped(query, ['cursor', 'rows', 'done']);
    const perPage = rows === String(ORDERS_PRINTED) ? ORDERS_PRINTED : ORDERS_A_PAGE;
    const view = await this.views.read(id, readCursorPage(cursor, perPage), permissions);
    return <CustomerPage view={view} done={done} />;
  }
}
