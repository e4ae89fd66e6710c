import { Get, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { Config } from '../../../config/config.js';
import { AttentionService } from '../../../notifications/attention/attention.service.js';
import { ChangesService } from '../../../orders/changes/changes.service.js';
import { DayFiguresService } from '../../../orders/figures/day-figures.service.js';
import { OrderSearchService } from '../../../orders/searching/order-search.service.js';
import { Exchange, type RequestExchange } from '../../kit/exchange.js';
import { readTyped } from '../../kit/filled-form.js';
import { isForHtmx } from '../../kit/render.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { groupByCause } from '../messages/cause-groups.js';
import { DeskPage, TodayNews } from './desk.page.js';

/** Orders that the page shows. */
const NEWEST = 20;

/** The first page of the desk: the shop's day. A page that is open gets the part that changes. */
@DeskController('desk')
export class DeskHomeController {
  constructor(
    private readonly changes: ChangesService,
    private readonly figures: DayFiguresService,
    private readonly orders: OrderSearchService,
    private readonly attention: AttentionService,
    private readonly config: Config,
  ) {}

  @Get()
  @AllowStaff('orders:read')
  async today(@Exchange() { request }: RequestExchange, @Query() query: unknown): Promise<JSX.Element> {
    const mark = await this.changes.mark();
    const [day, { rows }, budget, reasons] = await Promise.all([
      this.figures.today(),
      this.orders.page({}, null, NEWEST),
      this.attention.budget(),
      this.attention.reasons(),
    ]);
    const groups = groupByCause(reasons);
    const isDevelopment = this.config.NODE_ENV !== 'production';
    const today = { day, budget, groups, newest: rows, isDevelopment };
    if (!isForHtmx(request)) return <DeskPage {...today} mark={mark} />;
    return <TodayNews {...today} newestBefore={readTyped(query, ['newest']).newest} />;
  }
}
