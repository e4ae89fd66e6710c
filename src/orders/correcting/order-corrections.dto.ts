import { ApiExtraModels, ApiProperty } from '@nestjs/swagger';
import { BooleanField } from '../../http/fields/boolean-field.js';
import { TextField } from '../../http/fields/fields.js';
import { AmountField, formatPrice } from '../../money/amount.js';
import type { SmsPrice } from '../../notifications/sms-prices.js';
import { OrderDto, SmsDto, smsOrNull } from '../order.dto.js';
import { ITEM_NAMES } from '../orders.dto.js';
import type { CorrectedOrder } from './order-correction.js';

/** What is to be put right in a pending order. What is absent stays as it is. */
export class CorrectOrderDto {
  @TextField(200, { optional: true, example: '2 Mango', prefilled: true, alsoCalled: ITEM_NAMES })
  readonly item?: string;

  @AmountField({ optional: true, example: '840', prefilled: true })
  readonly amount?: string;

  @BooleanField({
    description: 'Whether the customer gets an SMS about it, which is paid for; `false` if absent.',
    alsoCalled: ['sms', 'send_sms', 'resend'],
  })
  readonly notify?: boolean | string;
}

/** What one more SMS about the order costs. */
export class SmsPriceDto {
  @ApiProperty({ example: 1 })
  readonly segments!: number;

  @ApiProperty({ example: '0.80', description: 'At the dearest price that the carrier named last.' })
  readonly price!: string;

  @ApiProperty({ type: String, nullable: true, example: 'KES', description: 'Null until the carrier named a price.' })
  readonly currency!: string | null;

  static of({ segments, price, currency }: SmsPrice): SmsPriceDto {
    return { segments, price: formatPrice(price, currency), currency };
  }
}

/** An order that was put right. */
@ApiExtraModels(SmsDto)
export class CorrectedOrderDto {
  @ApiProperty({ example: 'Order corrected successfully' })
  readonly message!: string;

  @ApiProperty()
  readonly order!: OrderDto;

  @ApiProperty({
    ...smsOrNull,
    description: 'The notification that tells the customer; null unless one was asked for or was still queued.',
  })
  readonly sms!: SmsDto | null;

  @ApiProperty()
  readonly sms_price!: SmsPriceDto;

  static of({ order, sms, price }: CorrectedOrder): CorrectedOrderDto {
    return {
      message: 'Order corrected successfully',
      order: OrderDto.of(order),
      sms: sms === null ? null : { id: sms.id, status: sms.status, segments: sms.segments },
      sms_price: SmsPriceDto.of(price),
    };
  }
}
