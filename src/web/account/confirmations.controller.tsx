import { Controller, HttpCode, Param, Post, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Actor } from '../../actor.js';
import { SignedIn } from '../../http/access/access.js';
import { Acting, CallerId } from '../../http/access/principal.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { OrderUnknown } from '../../orders/orders.errors.js';
import { MyOrdersService } from '../../orders/reading/my-orders.service.js';
import { type FormAnswer, PageInterceptor } from '../kit/page.interceptor.js';
import { OrderCard } from './order-card.js';
import { AskedList, type OwnList, pathOf, readOwnList, thanksPathOf } from './own-list.js';

/** The customer says that an order has arrived. */
@ApiExcludeController()
@UseInterceptors(PageInterceptor)
@Controller('orders/:id/confirm')
export class ConfirmationsController {
  constructor(private readonly orders: MyOrdersService) {}

  @Post()
  @SignedIn(({ params, query }) => pathOf(readOwnList(query), (params as { id: string }).id))
  @HttpCode(200)
  async confirm(
    @Param('id', new IdPipe(OrderUnknown)) id: string,
    @CallerId() userId: string,
    @Acting('page') actor: Actor,
    @AskedList() list: OwnList,
  ): Promise<FormAnswer> {
    const order = await this.orders.confirm(userId, id, actor);
    return { fragment: <OrderCard order={order} list={list} thanks />, path: thanksPathOf(list) };
  }
}
