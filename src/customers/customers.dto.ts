import { ApiProperty } from '@nestjs/swagger';
import { type Page, type PageRequest } from '../database/pages.js';
import { EXAMPLE_ID, TextField, THIRD_EXAMPLE_ID, UuidField } from '../http/fields/fields.js';
import { PagingOfDto } from '../http/paging/paging.dto.js';
import { PhoneField } from '../phones/phones.js';
import type { CustomerRow } from './customer-row.js';

/** A customer known by phone. */
export class RegisterCustomerDto {
  @TextField(100, { example: 'Wanjiku Kamau' })
  readonly name!: string;

  @PhoneField({ example: '0712345678' })
  readonly phone!: string;
}

/** The user who is to become a customer. */
export class RegisterUserAsCustomerDto {
  @UuidField()
  readonly user_id!: string;

  @TextField(100, { optional: true, example: 'Wanjiku Kamau', description: "The user's own name if absent." })
  readonly name?: string;
}

/** The number that a user is to get. */
export class AddPhoneDto {
  @UuidField()
  readonly user_id!: string;

  @PhoneField({ example: '+254719485369' })
  readonly phone_number!: string;
}

/** A customer as admins see one. */
export class CustomerDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  readonly id!: string;

  @ApiProperty({ example: 1 })
  readonly number!: number;

  @ApiProperty({ example: 'BHTMCDOO' })
  readonly customer_code!: string;

  @ApiProperty({ example: 'Wanjiku Kamau' })
  readonly name!: string;

  @ApiProperty({ type: String, nullable: true, example: 'wanjiku@example.com' })
  readonly email!: string | null;

  @ApiProperty({ example: '+254719485369' })
  readonly phone_number!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: THIRD_EXAMPLE_ID })
  readonly user_id!: string | null;

  @ApiProperty({ format: 'date-time', example: '2024-10-01T12:00:00.000Z' })
  readonly created_at!: string;

  static of({ id, number, code, name, email, phone, user_id, created_at }: CustomerRow): CustomerDto {
    return {
      id,
      number: Number(number),
      customer_code: code,
      name,
      email,
      phone_number: phone,
      user_id,
      created_at: created_at.toISOString(),
    };
  }
}

/** A customer in the array of the phone API. */
export class CustomerEntryDto {
  @ApiProperty({ example: 1, description: "The customer's number." })
  readonly id!: number;

  @ApiProperty({ example: 'Wanjiku Kamau' })
  readonly name!: string;

  @ApiProperty({ example: '+254712345678' })
  readonly phone!: string;

  @ApiProperty({ example: 'BHTMCDOO' })
  readonly customer_code!: string;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  readonly customer_id!: string;

  static of({ id, number, code, name, phone }: CustomerRow): CustomerEntryDto {
    return { id: Number(number), name, phone, customer_code: code, customer_id: id };
  }
}

/** The answer to a customer made by phone. */
export class RegisteredCustomerDto {
  @ApiProperty({ example: 'customer created successfully' })
  readonly message!: string;

  @ApiProperty()
  readonly customer!: CustomerDto;

  static of(customer: CustomerRow): RegisteredCustomerDto {
    return { message: 'customer created successfully', customer: CustomerDto.of(customer) };
  }
}

/** The answer to a customer made of a user. */
export class RegisteredUserDto {
  @ApiProperty({ example: 'Customer created successfully' })
  readonly message!: string;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  readonly customer_id!: string;

  @ApiProperty({ example: 'BHTMCDOO' })
  readonly customer_code!: string;

  @ApiProperty()
  readonly customer!: CustomerDto;

  static of(customer: CustomerRow): RegisteredUserDto {
    return {
      message: 'Customer created successfully',
      customer_id: customer.id,
      customer_code: customer.code,
      customer: CustomerDto.of(customer),
    };
  }
}

/** A page of customers. */
export class CustomersDto extends PagingOfDto {
  @ApiProperty({ type: [CustomerDto] })
  readonly customers!: readonly CustomerDto[];

  static list(request: PageRequest, page: Page<CustomerRow>): CustomersDto {
    return { customers: page.rows.map(CustomerDto.of), ...PagingOfDto.of(request, page) };
  }
}
