import { Get } from '@nestjs/common';
import type { JSX } from 'preact';
import { Config } from '../../../config/config.js';
import { DayFiguresService } from '../../../orders/figures/day-figures.service.js';
import { OrderSearchService } from '../../../orders/searching/order-search.service.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { DeskPage } from './desk.page.js';

/** Orders that the page shows. */
const NEWEST = 20;

/** The first page of the desk: the shop's day. */
@DeskController('desk')
export class DeskHomeController {
  constructor(
    private readonly figures: DayFiguresService,
    private readonly orders: OrderSearchService,
    private readonly config: Config,
  ) {}

  @Get()
  @AllowStaff('orders:read')
  async today(): Promise<JSX.Element> {
    const [day, { rows }] = await Promise.all([this.figures.today(), this.orders.page({}, null, NEWEST)]);
    return <DeskPage day={day} newest={rows} isDevelopment={this.config.NODE_ENV !== 'production'} />;
  }
}
