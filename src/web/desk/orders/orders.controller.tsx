import { Get, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { CallerId } from '../../../http/access/principal.js';
import { ChangesService } from '../../../orders/changes/changes.service.js';
import { OrderSearchService } from '../../../orders/searching/order-search.service.js';
import { readTyped } from '../../kit/filled-form.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { readListCursor, readOrderFilter } from './order-filter.js';
import { OrdersPage } from './orders.page.js';
import { OrdersNews } from './orders-news.js';

/** Rows of a page. */
const PAGE = 25;

/** The list of orders. */
@DeskController('desk/orders')
export class OrderListController {
  constructor(
    private readonly orders: OrderSearchService,
    private readonly changes: ChangesService,
  ) {}

  /** What in the address means nothing is left out, so that every address has a page. */
  @Get()
  @AllowStaff('orders:read')
  async list(@Query() query: object, @CallerId() userId: string): Promise<JSX.Element> {
    const filter = readOrderFilter(query, userId);
    const before = readListCursor(query);
    const mark = await this.changes.mark();
    const found = await this.orders.page(filter.search, before, PAGE);
    return <OrdersPage filter={filter} found={found} isFirst={before === null} mark={mark} />;
  }

  /** How many orders of the filter came since the page was made, for a page that is open. */
  @Get('latest')
  @AllowStaff('orders:read')
  async latest(@Query() query: object, @CallerId() userId: string): Promise<JSX.Element> {
    const filter = readOrderFilter(query, userId);
    const { rows } = await this.orders.page(filter.search, null, PAGE);
    const { newest } = readTyped(query, ['newest']);
    return <OrdersNews filter={filter} came={rows.filter(({ id }) => id > newest).length} most={PAGE} />;
  }
}
