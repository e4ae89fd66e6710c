import { Controller, Get, Headers, Query, UseInterceptors } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { JSX } from 'preact';
import { readReturnPath } from '../../auth/social/sign-in-purpose.js';
import { Strategies } from '../../auth/social/strategies.js';
import { AnyCaller } from '../../http/access/access.js';
import { Caller, type Principal } from '../../http/access/principal.js';
import { readPageRequest } from '../../http/paging/paging.js';
import { MyOrdersService } from '../../orders/reading/my-orders.service.js';
import { readOwnSearch } from '../../orders/reading/own-search.js';
import { PageInterceptor } from '../kit/page.interceptor.js';
import { DevelopmentStart } from './development-start.js';
import { isInAppBrowser } from './in-app-browser.js';
import { ORDERS_A_PAGE, OrdersPage } from './orders.page.js';
import { AskedList, type OwnList } from './own-list.js';
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
    @AskedList() list: OwnList,
    @Query() { return_to, thanks }: Record<string, unknown>,
    @Headers('user-agent') userAgent?: string,
  ): Promise<JSX.Element> {
    if (caller.id === null) {
      const isInApp = isInAppBrowser(userAgent);
      const returnTo = readReturnPath(return_to);
      const { offered } = this.strategies;
      return <SignInPage offered={offered} returnTo={returnTo} isInApp={isInApp} start={this.start.describe()} />;
    }
    const own = await this.orders.page(
      caller.id,
      readOwnSearch(list.search),
      readPageRequest({ page: String(list.page), per_page: String(ORDERS_A_PAGE) }),
    );
    return <OrdersPage own={own} list={list} thanks={thanks === '1'} />;
  }
}
