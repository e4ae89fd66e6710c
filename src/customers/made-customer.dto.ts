import { ApiProperty } from '@nestjs/swagger';
import { EXAMPLE_IDS } from '../http/fields/fields.js';
import { describeTextable } from '../notifications/sending/send-policy.js';
import type { NewCustomerRow, RegisteredUserRow } from './customer-row.js';
import { CustomerDto } from './customers.dto.js';

/** A customer who was just made, and whether SMS are sent there. */
export class NewCustomerDto extends CustomerDto {
  @ApiProperty({ example: true, description: 'Whether SMS are sent to the phone number.' })
  readonly textable!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    example: null,
    description:
      'Why no SMS is sent: a landline, or a number of a country that the shop does not send to. Null otherwise.',
  })
  readonly textable_reason!: string | null;

  static made(row: NewCustomerRow): NewCustomerDto {
    return { ...CustomerDto.of(row), ...describeTextable(row.untextable) };
  }
}

/** The answer to a customer made by phone. */
export class RegisteredCustomerDto {
  @ApiProperty({ example: 'customer created successfully' })
  readonly message!: string;

  @ApiProperty()
  readonly customer!: NewCustomerDto;

  static of(customer: NewCustomerRow): RegisteredCustomerDto {
    return { message: 'customer created successfully', customer: NewCustomerDto.made(customer) };
  }
}

/** The answer to a customer made of a user. */
export class RegisteredUserDto {
  @ApiProperty({ example: 'Customer created successfully' })
  readonly message!: string;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.customer })
  readonly customer_id!: string;

  @ApiProperty({ example: 'BHTMCDOO' })
  readonly customer_code!: string;

  @ApiProperty({ example: false, description: 'Whether the user was joined with a customer who was there before.' })
  readonly joined!: boolean;

  @ApiProperty()
  readonly customer!: NewCustomerDto;

  static of(customer: RegisteredUserRow): RegisteredUserDto {
    return {
      message: 'Customer created successfully',
      customer_id: customer.id,
      customer_code: customer.code,
      joined: customer.joined,
      customer: NewCustomerDto.made(customer),
    };
  }
}
