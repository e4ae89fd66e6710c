import { ApiProperty } from '@nestjs/swagger';
import { CustomerDto } from '../customers/customers.dto.js';
import { ChoiceField } from '../http/fields/choice-fields.js';
import type { ErasedAccount, Erasure } from './person.js';

/** What goes besides what names the person. */
export class EraseCustomerDto {
  @ChoiceField(['blank'], {
    optional: true,
    example: 'blank',
    description: 'Takes away the items of the orders too, where they tell of the person.',
  })
  readonly items?: 'blank';
}

/** What is left of a customer who was erased. */
export class ErasedCustomerDto {
  @ApiProperty({ example: 'Customer erased' })
  readonly message!: string;

  @ApiProperty()
  readonly customer!: CustomerDto;

  @ApiProperty({
    type: String,
    enum: ['erased', 'kept', null],
    nullable: true,
    example: 'erased',
    description: "`kept`: an admin's account belongs to the work of the shop. Null when there was none.",
  })
  readonly account!: ErasedAccount;

  static of({ customer, account }: Erasure): ErasedCustomerDto {
    return { message: 'Customer erased', customer: CustomerDto.of(customer), account };
  }
}
