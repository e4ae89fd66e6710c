import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../actor.js';
import { Allow } from '../http/access/access.js';
import { Acting } from '../http/access/principal.js';
import { EXAMPLE_IDS } from '../http/fields/fields.js';
import { NoQuery } from '../http/fields/no-fields.js';
import { readPageRequest } from '../http/paging/paging.js';
import { Problems } from '../http/problems/problem.dto.js';
import { FoundOrderDto } from './order.dto.js';
import { OrderReferencePipe } from './order-reference.pipe.js';
import {
  ConfirmOrderDto,
  CustomerOrdersDto,
  ListCustomerOrdersDto,
  ListOrdersDto,
  OrderOutcomeDto,
  OrdersDto,
  ReasonDto,
} from './orders.dto.js';
import { OrdersService } from './orders.service.js';
import { OrderListsService } from './reading/order-lists.service.js';

const NEEDS_ORDER = 'First place an order: `POST /api/orders/create`.';

const idOrNumber = { name: 'id', description: 'The id of the order, or its number.' };

/** Orders, as the admin API has them. */
@ApiTags('orders')
@Controller('api/orders')
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly lists: OrderListsService,
  ) {}

  @Get(':id')
  @Allow('orders:read')
  @NoQuery()
  @ApiOperation({ summary: 'Show an order with its notifications', description: NEEDS_ORDER })
  @ApiParam({ ...idOrNumber, example: '1' })
  @ApiOkResponse({ type: FoundOrderDto })
  @Problems(400, 404)
  async find(@Param('id', OrderReferencePipe) reference: string): Promise<FoundOrderDto> {
    return FoundOrderDto.of(await this.orders.byReference(reference));
  }

  @Post('customer-order/confirm')
  @Allow('orders:write')
  @ApiOperation({
    summary: 'Confirm that the customer has received an order',
    description: `Confirming again changes nothing and answers the same. ${NEEDS_ORDER}`,
  })
  @HttpCode(200)
  @ApiOkResponse({ type: OrderOutcomeDto })
  @Problems(400, 404, 409)
  async confirm(
    @Body() { order_id, customer_code }: ConfirmOrderDto,
    @Acting('api') actor: Actor,
  ): Promise<OrderOutcomeDto> {
    const order = await this.orders.confirm(order_id, customer_code, actor);
    return OrderOutcomeDto.of('Order confirmed successfully', order);
  }

  @Post(':id/cancel')
  @Allow('orders:write')
  @ApiOperation({
    summary: 'Cancel a pending order',
    description: 'With a reason, if there is one. First place an order: `POST /api/orders`.',
  })
  @ApiParam({ ...idOrNumber, example: EXAMPLE_IDS.order })
  @HttpCode(200)
  @ApiOkResponse({ type: OrderOutcomeDto })
  @Problems(400, 404, 409)
  async cancel(
    @Param('id', OrderReferencePipe) reference: string,
    @Body() { reason = null }: ReasonDto,
    @Acting('api') actor: Actor,
  ): Promise<OrderOutcomeDto> {
    return OrderOutcomeDto.of('Order cancelled successfully', await this.orders.cancel(reference, actor, reason));
  }

  @Post('all-orders')
  @Allow('orders:read')
  @ApiOperation({ summary: 'List orders, newest first', description: 'Of one customer, or in one status, if asked.' })
  @HttpCode(200)
  @ApiOkResponse({ type: OrdersDto })
  @Problems(400)
  async list(@Body() { customer_code, status, ...paging }: ListOrdersDto): Promise<OrdersDto> {
    const request = readPageRequest(paging);
    return OrdersDto.list(request, await this.lists.page({ customerCode: customer_code, status }, request));
  }

  @Post('customer/all-orders')
  @Allow('orders:read')
  @ApiOperation({
    summary: "List one customer's orders, newest first",
    description: 'First register the customer: `POST /api/customer`.',
  })
  @HttpCode(200)
  @ApiOkResponse({ type: CustomerOrdersDto })
  @Problems(400, 404)
  async listOfCustomer(
    @Body() { customer_code, customer_id, ...paging }: ListCustomerOrdersDto,
  ): Promise<CustomerOrdersDto> {
    const request = readPageRequest(paging);
    const { customer, page } = await this.lists.pageOfCustomer({ code: customer_code, id: customer_id }, request);
    return CustomerOrdersDto.ofCustomer(customer, request, page);
  }
}
