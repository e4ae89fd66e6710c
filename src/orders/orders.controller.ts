import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Desk } from '../http/access.js';
import { pageRequest } from '../http/paging.js';
import { Problems } from '../http/problem.dto.js';
import { FoundOrderDto } from './order.dto.js';
import { OrderIdPipe } from './order-id.pipe.js';
import { OrderListsService } from './order-lists.service.js';
import { ConfirmOrderDto, CustomerOrdersDto, ListCustomerOrdersDto, ListOrdersDto, OrderOutcomeDto, OrdersDto } from './orders.dto.js';
import { OrdersService } from './orders.service.js';

/** Orders, as document 002 has them. */
@ApiTags('orders')
@Controller('api/orders')
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly lists: OrderListsService,
  ) {}

  /** One order with its texts. */
  @Get(':id')
  @Desk()
  @ApiOkResponse({ type: FoundOrderDto })
  @Problems(401, 404)
  async find(@Param('id', OrderIdPipe) id: string): Promise<FoundOrderDto> {
    return FoundOrderDto.of(await this.orders.byId(id));
  }

  /** The customer has received the order. Confirming again answers the same. */
  @Post('customer-order/confirm')
  @Desk()
  @HttpCode(200)
  @ApiOkResponse({ type: OrderOutcomeDto })
  @Problems(400, 401, 404, 409)
  async confirm(@Body() { order_id, customer_code }: ConfirmOrderDto): Promise<OrderOutcomeDto> {
    return OrderOutcomeDto.of('Order confirmed successfully', await this.orders.confirm(order_id, customer_code));
  }

  /** Calls a pending order off. */
  @Post(':id/cancel')
  @Desk()
  @HttpCode(200)
  @ApiOkResponse({ type: OrderOutcomeDto })
  @Problems(401, 404, 409)
  async cancel(@Param('id', OrderIdPipe) id: string): Promise<OrderOutcomeDto> {
    return OrderOutcomeDto.of('Order cancelled successfully', await this.orders.cancel(id));
  }

  /** Every order, newest first; of one customer or in one status if asked. */
  @Post('all-orders')
  @Desk()
  @HttpCode(200)
  @ApiOkResponse({ type: OrdersDto })
  @Problems(400, 401)
  async list(@Body() { customer_code, status, ...paging }: ListOrdersDto): Promise<OrdersDto> {
    const request = pageRequest(paging);
    return OrdersDto.list(request, await this.lists.page({ customerCode: customer_code, status }, request));
  }

  /** One customer's orders, newest first. */
  @Post('customer/all-orders')
  @Desk()
  @HttpCode(200)
  @ApiOkResponse({ type: CustomerOrdersDto })
  @Problems(400, 401, 404)
  async listOfCustomer(@Body() { customer_code, customer_id, ...paging }: ListCustomerOrdersDto): Promise<CustomerOrdersDto> {
    const request = pageRequest(paging);
    const { customer, page } = await this.lists.pageOfCustomer({ code: customer_code, id: customer_id }, request);
    return CustomerOrdersDto.ofCustomer(customer, request, page);
  }
}
