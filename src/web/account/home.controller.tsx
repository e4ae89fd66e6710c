import { Controller, Get, Headers, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { JSX } from 'preact';
import { Strategies } from '../../auth/social/strategies.js';
import { AnyCaller } from '../../http/access/access.js';
import { Caller, type Principal } from '../../http/access/principal.js';
import { readPageRequest } from '../../http/paging/paging.js';
import { MyOrdersService } from '../../orders/reading/my-orders.service.js';
import { PageInterceptor } from '../kit/page.interceptor.js';
import { PageNumber } from '../kit/pager.js';
import { DevelopmentStart } from './development-start.js';
import { isInAppBrowser } from './in-app-browser.js';
import { ORDERS_A_PAGE, OrdersPage } from './orders.page.js';
import { SignInPage } from './sign-in.page.js';

/** The start page: the caller's orders, or the ways to sign in. */
@ApiExcludeController()
@UseInterceptors(PageInterceptor)
@Controller()
export class HomeController {
  constructor(
    private readonly strategies: Strategies,
    private readonly orders: MyOrdersService,
    private readonly start: DevelopmentStart,
  ) {}

  @Get()
  @AnyCaller()
  async home(
    @Caller() caller: Principal,
    @PageNumber() page: number,
    @Headers('user-agent') userAgent?: string,
  ): Promise<JSX.Element> {
    if (caller.id === null) {
      const { offered } = this.strategies;
      return <SignInPage offered={offered} isInApp={isInAppBrowser(userAgent)} start={this.start.describe()} />;
    }
    const own = await this.orders.page(
      caller.id,
      readPageRequest({ page: String(page), per_page: String(ORDERS_A_PAGE) }),
    );
    return <OrdersPage own={own} page={page} />;
  }
}
