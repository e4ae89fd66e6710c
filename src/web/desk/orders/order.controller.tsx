import { Get, Param, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { OrderReferencePipe } from '../../../orders/order-reference.pipe.js';
import { readTyped } from '../../kit/filled-form.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { OrderPage, OrderSmsNews } from './order.page.js';
import { type OrderDeed, orderWords } from './order.words.js';
import type { OrderNews } from './order-news.js';
import { OrderViewService } from './order-view.service.js';

/** The page of one order. */
@DeskController('desk/orders')
export class OrderPageController {
  constructor(private readonly views: OrderViewService) {}

  /** `placed=1` says that it was just taken, and `done` what was just done to it. */
  @Get(':id')
  @AllowStaff('orders:read')
  async show(@Param('id', OrderReferencePipe) reference: string, @Query() query: object): Promise<JSX.Element> {
    return <OrderPage view={await this.views.of(reference)} news={readNews(query)} />;
  }

  /** The part about the SMS, for a page that is open. */
  @Get(':id/sms')
  @AllowStaff('notifications:read')
  async sms(@Param('id', OrderReferencePipe) reference: string): Promise<JSX.Element> {
    return <OrderSmsNews view={await this.views.of(reference)} />;
  }
}

function readNews(query: object): OrderNews | null {
  const { placed, done } = readTyped(query, ['placed', 'done']);
  if (placed === '1') return { kind: 'placed' };
  return Object.hasOwn(orderWords.en.done, done) ? { kind: 'done', deed: done as OrderDeed } : null;
}
