import { Get, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { CallerId } from '../../../http/access/principal.js';
import { OrderSearchService } from '../../../orders/searching/order-search.service.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { readListCursor, readOrderFilter } from './order-filter.js';
import { OrdersPage } from './orders.page.js';

/** Rows of a page. */
const PAGE = 25;

/** The list of orders. */
@DeskController('desk/orders')
export class OrderListController {
  constructor(private readonly orders: OrderSearchService) {}

  /** What in the address means nothing is left out, so that every address has a page. */
  @Get()
  @AllowStaff('orders:read')
  async list(@Query() query: object, @CallerId() userId: string): Promise<JSX.Element> {
    const filter = readOrderFilter(query, userId);
    const before = readListCursor(query);
    const found = await this.orders.page(filter.search, before, PAGE);
    return <OrdersPage filter={filter} found={found} isFirst={before === null} />;
  }
}
