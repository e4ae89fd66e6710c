import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Strategies } from '../../auth/social/strategies.js';
import { AnyCaller } from '../../http/access/access.js';
import { readPageRequest } from '../../http/paging/paging.js';
import { MyOrdersService } from '../../orders/reading/my-orders.service.js';
import { pageNumber } from '../kit/page-number.js';
import { sendPage } from '../kit/send-page.js';
import { visitOf } from '../kit/visit.js';
import { ORDERS_A_PAGE, OrdersPage } from './orders.page.js';
import { SignInPage } from './sign-in.page.js';

/** The start page. */
@ApiExcludeController()
@Controller()
export class HomeController {
  constructor(
    private readonly strategies: Strategies,
    private readonly orders: MyOrdersService,
  ) {}

  @Get()
  @AnyCaller()
  async home(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const visit = visitOf(request);
    if (visit.userId === null) return sendPage(reply, <SignInPage visit={visit} offered={this.strategies.offered} />);
    const page = pageNumber(request.query);
    const own = await this.orders.page(visit.userId, readPageRequest({ page: String(page), per_page: String(ORDERS_A_PAGE) }));
    sendPage(reply, <OrdersPage visit={visit} own={own} page={page} />);
  }
}
