import { ApiProperty } from '@nestjs/swagger';
import { CustomerCodeField } from '../customers/customer-code.js';
import type { CustomerRow } from '../customers/customer-row.js';
import { CustomerDto } from '../customers/customers.dto.js';
import { type Page, type PageRequest } from '../database/pages.js';
import { BooleanField } from '../http/fields/boolean-field.js';
import { ChoiceField } from '../http/fields/choice-fields.js';
import { DateField } from '../http/fields/date-field.js';
import { ExactlyOneOf, Instead } from '../http/fields/field-rules.js';
import { EXAMPLE_IDS, TextField, UuidField } from '../http/fields/fields.js';
import { OrderReferenceField } from '../http/fields/order-reference.js';
import { ReasonField } from '../http/history/reason-field.js';
import { ArrayPagingDto, PagingDto, PagingOfDto } from '../http/paging/paging.dto.js';
import { AmountField } from '../money/amount.js';
import { PhoneField } from '../phones/phones.js';
import { OrderDto } from './order.dto.js';
import { ORDER_STATUSES, type OrderRow, type OrderStatus } from './order.js';

const ONE_ITEM = 'one order is one item, so send item and amount';
const NAMED_BY = 'an order names its customer by customer_code or phone; POST /api/customer takes the name';
/** What others call an item. */
export const ITEM_NAMES = ['product', 'product_name', 'item_name', 'article', 'goods', 'description'];
const WRITE_QUANTITY = 'write the quantity into item, such as "2 Mango", and the whole sum into amount';

/**
 * An order to be placed, for the customer whom exactly one of `customer_code` and `phone` names.
 */
@ExactlyOneOf('customer_code', 'phone')
@Instead({
  ...{ items: ONE_ITEM, order_items: ONE_ITEM, line_items: ONE_ITEM, lines: ONE_ITEM, products: ONE_ITEM },
  ...{ cart: ONE_ITEM, basket: ONE_ITEM, orders: ONE_ITEM, order: ONE_ITEM },
  ...{ qty: WRITE_QUANTITY, quantity: WRITE_QUANTITY, count: WRITE_QUANTITY, units: WRITE_QUANTITY },
  ...{ name: NAMED_BY, customer_name: NAMED_BY },
  currency: 'every amount is in the currency of the shop, so send amount alone',
})
export class TakeOrderDto {
  @CustomerCodeField({ optional: true })
  readonly customer_code?: string;

  @PhoneField({ optional: true, example: '0712345678', prefilled: true })
  readonly phone?: string;

  @TextField(200, {
    example: 'Mango',
    alsoCalled: ITEM_NAMES,
  })
  readonly item!: string;

  @AmountField()
  readonly amount!: string;
}

/** The same, for callers who may choose whether the customer is told. */
export class PlaceOrderDto extends TakeOrderDto {
  @BooleanField({
    description:
      'Whether the customer gets an SMS about it; `true` if absent. With `false` orders of the past are entered without paying for SMS.',
    example: 'false',
    alsoCalled: ['sms', 'send_sms', 'silent'],
  })
  readonly notify?: boolean | string;
}

/** The order that a customer has received. */
export class ConfirmOrderDto {
  @CustomerCodeField()
  readonly customer_code!: string;

  @OrderReferenceField()
  readonly order_id!: string;
}

/** Why something is done to an order, for its history. */
export class ReasonDto {
  @ReasonField('order', 'The customer rang.')
  readonly reason?: string | null;
}

/** Which orders to list. */
export class ListOrdersDto extends PagingDto {
  @CustomerCodeField({ optional: true })
  readonly customer_code?: string;

  @ChoiceField(ORDER_STATUSES, { optional: true, example: 'pending', alsoCalled: ['state', 'order_status'] })
  readonly status?: OrderStatus;
}

/** Which orders the phone API's array holds: all of them, or those that match. */
export class FindOrdersDto extends ArrayPagingDto {
  @CustomerCodeField({ optional: true })
  readonly customer_code?: string;

  @ChoiceField(ORDER_STATUSES, { optional: true, example: 'pending', alsoCalled: ['state', 'order_status'] })
  readonly status?: OrderStatus;

  @DateField({ description: 'The first day, in the time zone of the shop.', alsoCalled: ['since', 'date', 'day'] })
  readonly from?: string;

  @DateField({ description: 'The last day, which is included.', alsoCalled: ['until', 'till'] })
  readonly to?: string;
}

/** Whose orders to list: exactly one of `customer_code` and `customer_id`. */
@ExactlyOneOf('customer_code', 'customer_id')
export class ListCustomerOrdersDto extends PagingDto {
  @CustomerCodeField({ optional: true, prefilled: true })
  readonly customer_code?: string;

  @UuidField({ optional: true, example: EXAMPLE_IDS.customer })
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
