import { ApiProperty } from '@nestjs/swagger';
import { TextField } from '../../http/fields/fields.js';
import { ReasonField } from '../../http/history/reason-field.js';
import { PhoneField } from '../../phones/phones.js';
import type { CustomerRow } from '../customer-row.js';
import { CustomerDto, OTHER_NAMES } from '../customers.dto.js';

/** What is to be put right in a customer. What is absent stays as it is. */
export class CorrectCustomerDto {
  @TextField(100, { optional: true, example: 'Wanjiku Kamau', prefilled: true, alsoCalled: OTHER_NAMES })
  readonly name?: string;

  @PhoneField({ optional: true, example: '+254719485369', prefilled: true })
  readonly phone_number?: string;
}

/** Why an account is taken away from a customer, for the history. */
export class UnlinkCustomerDto {
  @ReasonField('customer', 'The number was mistyped.')
  readonly reason?: string | null;
}

/** One customer. */
export class FoundCustomerDto {
  @ApiProperty()
  readonly customer!: CustomerDto;

  static of(customer: CustomerRow): FoundCustomerDto {
    return { customer: CustomerDto.of(customer) };
  }
}

/** What happened to a customer. */
export class CustomerOutcomeDto {
  @ApiProperty({ example: 'Customer corrected successfully' })
  readonly message!: string;

  @ApiProperty()
  readonly customer!: CustomerDto;

  static of(message: string, customer: CustomerRow): CustomerOutcomeDto {
    return { message, customer: CustomerDto.of(customer) };
  }
}
