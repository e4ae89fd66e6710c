import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Request, UseGuards } from '@nestjs/common';
import { type AuthenticatedRequest, AuthGuard } from './auth.guard.js';
import { CreateOrderDto } from './create-order.dto.js';
import { toEntry, toNewOrder, toOrder, toSms } from './order.presenter.js';
import { OrdersService } from './orders.service.js';
import { StatementQueryDto } from './statement-query.dto.js';

@Controller('api')
@UseGuards(AuthGuard)
export class OrdersController {
  constructor(private readonly ordersService: OrdersService) {}

  @Post('orders/create')
  async create(@Body() createOrderDto: CreateOrderDto, @Request() request: AuthenticatedRequest) {
    const notification = await this.ordersService.create(createOrderDto, request.user.sub);
    const order = toNewOrder(notification.order);
    return { message: 'Order created successfully', order_id: order.id, order, sms: toSms(notification) };
  }

  @Get('orders/:id')
  async findOne(@Param('id', ParseUUIDPipe) id: string) {
    const order = await this.ordersService.findOne(id);
    return { order: { ...toOrder(order), sms: order.notifications.map(toSms) } };
  }

  @Get('order/:phone')
  async findByPhone(@Param('phone') phone: string, @Query() { limit }: StatementQueryDto) {
    const { customer, orders } = await this.ordersService.findByPhone(phone, limit);
    return { customer_name: customer.name, phone: customer.phone, orders: orders.map(toEntry) };
  }
}
