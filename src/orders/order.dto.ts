import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../http/fields/fields.js';
import { formatPrice } from '../money/amount.js';
import { NOTIFICATION_STATUSES } from '../notifications/notification.js';
import { describeTextable } from '../notifications/sending/send-policy.js';
import {
  type CountedSms,
  type FoundOrder,
  ORDER_STATUSES,
  type OrderRow,
  type OrderStatus,
  type PlacedOrder,
  type PlacedRow,
} from './order.js';

const ERASED = 'Null after the customer was erased.';

/** An order as our answers show one. */
export class OrderDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.order })
  readonly id!: string;

  @ApiProperty({ example: 1, description: 'The number a person says on the phone.' })
  readonly number!: number;

  @ApiProperty({ example: 'BHTMCDOO' })
  readonly customer_code!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Wanjiku Kamau', description: ERASED })
  readonly customer_name!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '+254719485369', description: ERASED })
  readonly phone!: string | null;

  @ApiProperty({ example: 'Mango' })
  readonly item!: string;

  @ApiProperty({
    example: '420.00',
    pattern: '^\\d{1,12}(\\.\\d{2,3})?$',
    description: 'With as many decimal places as the currency has: two in KES, none in UGX.',
  })
  readonly amount!: string;

  @ApiProperty({ example: 'KES' })
  readonly currency!: string;

  @ApiProperty({ enum: ORDER_STATUSES, example: 'pending' })
  readonly status!: OrderStatus;

  @ApiProperty({ format: 'date-time', example: '2024-10-01T12:00:00.000Z' })
  readonly created_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  readonly confirmed_at!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  readonly cancelled_at!: string | null;

  static of(order: OrderRow): OrderDto {
    return {
      id: order.id,
      number: Number(order.number),
      customer_code: order.customer_code,
      customer_name: order.customer_name,
      phone: order.phone,
      item: order.item,
      amount: order.amount,
      currency: order.currency,
      status: order.status,
      created_at: order.created_at,
      confirmed_at: order.confirmed_at,
      cancelled_at: order.cancelled_at,
    };
  }
}

/** An order that was just placed, and whether SMS are sent to its customer. */
export class NewOrderDto extends OrderDto {
  @ApiProperty({ example: true, description: 'Whether SMS are sent to the customer.' })
  readonly textable!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description:
      'Why no SMS is sent: a landline, or a number of a country that the shop does not send to. Null otherwise.',
  })
  readonly textable_reason!: string | null;
}

/** A notification of an order. */
export class SmsDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.notification })
  readonly id!: string;

  @ApiProperty({ enum: NOTIFICATION_STATUSES, example: 'queued' })
  readonly status!: string;

  @ApiProperty({ example: 1, description: 'SMS that it takes. Each of them is paid for.' })
  readonly segments!: number;
}

/** The schema of a notification, or none. */
export const smsOrNull = { oneOf: [{ $ref: getSchemaPath(SmsDto) }, { type: 'null' as never }] };

/** A notification of an order with what it cost. */
export class PaidSmsDto extends SmsDto {
  @ApiProperty({ type: String, nullable: true, example: '0.80', description: 'Null until the carrier names it.' })
  readonly cost!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'KES' })
  readonly currency!: string | null;

  static of({ id, status, segments, cost, currency }: CountedSms): PaidSmsDto {
    return { id, status, segments, cost: formatPrice(cost, currency), currency };
  }
}

/** An order and its notifications. */
export class OrderWithSmsDto extends OrderDto {
  @ApiProperty({ type: [PaidSmsDto] })
  readonly sms!: readonly PaidSmsDto[];
}

/** One order, whole. */
export class FoundOrderDto {
  @ApiProperty()
  readonly order!: OrderWithSmsDto;

  static of(order: FoundOrder): FoundOrderDto {
    return { order: { ...OrderDto.of(order), sms: order.sms.map(PaidSmsDto.of) } };
  }
}

/** A placed order, and the notification that will tell the customer. */
@ApiExtraModels(SmsDto)
export class PlacedOrderDto {
  @ApiProperty({ example: 'Order created successfully' })
  readonly message!: string;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.order })
  readonly order_id!: string;

  @ApiProperty()
  readonly order!: NewOrderDto;

  @ApiProperty({
    ...smsOrNull,
    description: 'It fails when the customer is not `textable`. Null for an order that was placed with `notify` false.',
  })
  readonly sms!: SmsDto | null;

  /**
   * What the first answer said, also when it is given again: the order is pending and its
   * notification queued.
   */
  static of(placed: PlacedOrder): PlacedOrderDto {
    const row: OrderRow = { ...placed, status: 'pending', confirmed_at: null, cancelled_at: null };
    const order = { ...OrderDto.of(row), ...describeTextable(placed.untextable) };
    const sms = placed.sms_id === null ? null : { id: placed.sms_id, status: 'queued', segments: placed.segments };
    return { message: 'Order created successfully', order_id: placed.id, order, sms };
  }
}

/** What an unknown caller learns of the order that they placed: nothing about the customer. */
export class TakenOrderDto {
  @ApiProperty({ example: 'Order created successfully' })
  readonly message!: string;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.order })
  readonly order_id!: string;

  static of({ id }: PlacedRow): TakenOrderDto {
    return { message: 'Order created successfully', order_id: id };
  }
}
