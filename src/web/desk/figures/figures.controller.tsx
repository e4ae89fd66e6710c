import { Get, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { SmsFiguresService } from '../../../notifications/figures/sms-figures.service.js';
import { OrderFiguresService } from '../../../orders/figures/order-figures.service.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { FiguresPage, SPANS } from './figures.page.js';

/** What the last days came to. */
@DeskController('desk/figures')
export class FiguresController {
  constructor(
    private readonly orders: OrderFiguresService,
    private readonly sms: SmsFiguresService,
  ) {}

  /** 30 days, unless `days` names another span that there is. */
  @Get()
  @AllowStaff('figures:read')
  async show(@Query() { days }: Readonly<Record<string, unknown>>): Promise<JSX.Element> {
    const span = SPANS.find((each) => String(each) === days) ?? 30;
    const [orders, networks, spend] = await Promise.all([
      this.orders.last(span),
      this.sms.networks(span),
      this.sms.spend(span),
    ]);
    return <FiguresPage {...{ span, orders, networks, spend }} />;
  }
}
