import { Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignedIn } from '../../http/access/access.js';
import { CallerId } from '../../http/access/principal.js';
import { IdPipe } from '../../http/fields/id.pipe.js';
import { OrderUnknown } from '../../orders/orders.errors.js';
import { MyOrdersService } from '../../orders/reading/my-orders.service.js';
import { pageNumber } from '../kit/page-number.js';
import { sendPiece } from '../kit/send-page.js';
import { visitOf } from '../kit/visit.js';
import { OrderCard } from './order-card.js';

/** "I have received it." */
@ApiExcludeController()
@Controller('orders/:id/confirm')
export class ConfirmationsController {
  constructor(private readonly orders: MyOrdersService) {}

  @Post()
  @SignedIn()
  @HttpCode(200)
  async confirm(
    @Param('id', new IdPipe(OrderUnknown)) id: string,
    @CallerId() userId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const order = await this.orders.confirm(userId, id);
    const page = pageNumber(request.query);
    if (request.headers['hx-request'] === undefined) reply.redirect(page === 1 ? '/' : `/?page=${page}`, 303);
    else sendPiece(reply, <OrderCard visit={visitOf(request)} order={order} page={page} thanks />);
  }
}
