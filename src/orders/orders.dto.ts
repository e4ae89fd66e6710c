import { ApiProperty } from '@nestjs/swagger';
import { CustomerCodeField } from '../customers/customer-code.js';
import type { CustomerRow } from '../customers/customer-row.js';
import { CustomerDto } from '../customers/customers.dto.js';
import { type Page, type PageRequest } from '../database/pages.js';
import { ChoiceField, TextField, UuidField } from '../http/fields/fields.js';
import { PagingDto, PagingOfDto } from '../http/paging/paging.dto.js';
import { AmountField } from '../money/amount.js';
import { PhoneField } from '../phones/phones.js';
import { OrderDto } from './order.dto.js';
import { ORDER_STATUSES, type OrderRow, type OrderStatus } from './order.js';

/**
 * An order to be placed, for the customer whom exactly one of `customer_code` and `phone` names.
 */
export class PlaceOrderDto {
  @CustomerCodeField({ optional: true })
  readonly customer_code?: string;

  @PhoneField({ optional: true, example: '0712345678' })
  readonly phone?: string;

  @TextField(200, { example: 'Mango' })
  readonly item!: string;

  @AmountField()
  readonly amount!: string;
}

/** The order that a customer has received. */
export class ConfirmOrderDto {
  @CustomerCodeField()
  readonly customer_code!: string;

  @UuidField()
  readonly order_id!: string;
}

/** Which orders to list. */
export class ListOrdersDto extends PagingDto {
  @CustomerCodeField({ optional: true })
  readonly customer_code?: string;

  @ChoiceField(ORDER_STATUSES, { optional: true, example: 'pending' })
  readonly status?: OrderStatus;
}

/** Whose orders to list: exactly one of `customer_code` and `customer_id`. */
export class ListCustomerOrdersDto extends PagingDto {
  @CustomerCodeField({ optional: true })
  readonly customer_code?: string;

  @UuidField({ optional: true })
  readonly customer_id?: string;
}

/** What happened to an order. */
export class OrderOutcomeDto {
  @ApiProperty({ example: 'Order confirmed successfully' })
  readonly message!: string;

  @ApiProperty()
  readonly order!: OrderDto;

  static of(message: string, order: OrderRow): OrderOutcomeDto {
    return { message, order: OrderDto.of(order) };
  }
}

/** A page of orders. */
export class OrdersDto extends PagingOfDto {
  @ApiProperty({ type: [OrderDto] })
  readonly orders!: readonly OrderDto[];

  static list(request: PageRequest, page: Page<OrderRow>): OrdersDto {
    return { orders: page.rows.map(OrderDto.of), ...PagingOfDto.of(request, page) };
  }
}

/** A page of one customer's orders. */
export class CustomerOrdersDto extends OrdersDto {
  @ApiProperty()
  readonly customer!: CustomerDto;

  static ofCustomer(customer: CustomerRow, request: PageRequest, page: Page<OrderRow>): CustomerOrdersDto {
    return { customer: CustomerDto.of(customer), ...OrdersDto.list(request, page) };
  }
}
