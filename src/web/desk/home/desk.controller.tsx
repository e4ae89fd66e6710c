import { Get } from '@nestjs/common';
import type { JSX } from 'preact';
import { Config } from '../../../config/config.js';
import { AttentionService } from '../../../notifications/attention/attention.service.js';
import { DayFiguresService } from '../../../orders/figures/day-figures.service.js';
import { OrderSearchService } from '../../../orders/searching/order-search.service.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { groupByCause } from '../messages/cause-groups.js';
import { DeskPage } from './desk.page.js';

/** Orders that the page shows. */
const NEWEST = 20;

/** The first page of the desk: the shop's day. */
@DeskController('desk')
export class DeskHomeController {
  constructor(
    private readonly figures: DayFiguresService,
    private readonly orders: OrderSearchService,
    private readonly attention: AttentionService,
    private readonly config: Config,
  ) {}

  @Get()
  @AllowStaff('orders:read')
  async today(): Promise<JSX.Element> {
    const [day, { rows }, budget, reasons] = await Promise.all([
      this.figures.today(),
      this.orders.page({}, null, NEWEST),
      this.attention.budget(),
      this.attention.reasons(),
    ]);
    const groups = groupByCause(reasons);
    return (
      <DeskPage {...{ day, budget, groups, newest: rows }} isDevelopment={this.config.NODE_ENV !== 'production'} />
    );
  }
}
