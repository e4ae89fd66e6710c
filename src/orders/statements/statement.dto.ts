import { ApiProperty } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../../http/fields/fields.js';
import { ORDER_STATUSES, type OrderStatus, type StatementOrder } from '../order.js';

/** An order in a customer's statement, as the phone API has it. */
export class StatementEntryDto {
  @ApiProperty({ example: 1, description: "The order's number." })
  readonly order_id!: number;

  @ApiProperty({ example: 'Mango' })
  readonly item!: string;

  @ApiProperty({ example: '420.00' })
  readonly amount!: string;

  @ApiProperty({ example: '2024-10-01 12:00:00', description: 'UTC.' })
  readonly created_at!: string;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.order })
  readonly id!: string;

  @ApiProperty({ enum: ORDER_STATUSES, example: 'pending' })
  readonly status!: OrderStatus;

  static of({ id, number, item, amount, created_at, status }: StatementOrder): StatementEntryDto {
    return {
      order_id: Number(number),
      item,
      amount,
      created_at: created_at.slice(0, 19).replace('T', ' '),
      id,
      status,
    };
  }
}

/** A customer's statement, as the phone API has it. */
export class StatementDto {
  @ApiProperty({ example: 'Wanjiku Kamau' })
  readonly customer_name!: string;

  @ApiProperty({ example: '+254712345678' })
  readonly phone!: string;

  @ApiProperty({ type: [StatementEntryDto] })
  readonly orders!: readonly StatementEntryDto[];
}

/** An order in the array of the phone API. PostgreSQL writes it. */
export class OrderEntryDto {
  @ApiProperty({ example: 'Mango' })
  readonly item!: string;

  @ApiProperty({ example: '420.00' })
  readonly amount!: string;

  @ApiProperty({ format: 'date-time', example: '2024-10-01T12:00:00.000Z' })
  readonly time!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Wanjiku Kamau',
    description: "The customer's name; null after the customer was erased.",
  })
  readonly customer!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '+254712345678', description: 'Null likewise.' })
  readonly phone!: string | null;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.order })
  readonly order_id!: string;

  @ApiProperty({ example: 1 })
  readonly number!: number;

  @ApiProperty({ enum: ORDER_STATUSES, example: 'pending' })
  readonly status!: OrderStatus;

  @ApiProperty({ example: 'BHTMCDOO' })
  readonly customer_code!: string;

  @ApiProperty({ example: 'KES' })
  readonly currency!: string;
}
