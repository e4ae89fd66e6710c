import { ApiProperty } from '@nestjs/swagger';
import { type Page, type PageRequest } from '../database/pages.js';
import { EXAMPLE_IDS, TextField, UuidField } from '../http/fields/fields.js';
import { ArrayPagingDto, PagingOfDto } from '../http/paging/paging.dto.js';
import { PhoneField } from '../phones/phones.js';
import { CustomerCodeField } from './customer-code.js';
import type { CustomerRow } from './customer-row.js';

export const OTHER_NAMES = ['full_name', 'first_name', 'last_name', 'surname', 'customer_name', 'customer', 'jina'];
const OTHER_USER_IDS = ['user', 'id', 'uid', 'uuid', 'account_id'];

/** A customer known by phone. */
export class RegisterCustomerDto {
  @TextField(100, { example: 'Wanjiku Kamau', alsoCalled: OTHER_NAMES })
  readonly name!: string;

  @PhoneField({ example: '0712345678' })
  readonly phone!: string;
}

/** Which customers to list: all of them, or those that match. */
export class FindCustomersDto extends ArrayPagingDto {
  @TextField(200, {
    optional: true,
    example: 'wanj kam',
    description: 'Beginnings of words of the name, in any order; or a code, or a whole phone number.',
    alsoCalled: ['query', 'search', 'name', 'term', 'tafuta'],
  })
  readonly q?: string;

  @PhoneField({ optional: true, example: '0712345678', description: 'The whole number, in any usual writing.' })
  readonly phone?: string;
}

/** The user who is to become a customer. */
export class RegisterUserAsCustomerDto {
  @UuidField({ example: EXAMPLE_IDS.user, alsoCalled: OTHER_USER_IDS })
  readonly user_id!: string;

  @TextField(100, {
    optional: true,
    example: 'Wanjiku Kamau',
    description: "The user's own name if absent.",
    alsoCalled: OTHER_NAMES,
  })
  readonly name?: string;

  @CustomerCodeField({
    optional: true,
    description: 'The customer who has the same phone number already, if both are one person.',
  })
  readonly join?: string;
}

/** The number that a user is to get. */
export class AddPhoneDto {
  @UuidField({ example: EXAMPLE_IDS.user, alsoCalled: OTHER_USER_IDS })
  readonly user_id!: string;

  @PhoneField({ example: '+254719485369' })
  readonly phone_number!: string;
}

const ERASED = 'Null after the customer was erased.';

/** A customer as admins see one. */
export class CustomerDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.customer })
  readonly id!: string;

  @ApiProperty({ example: 1 })
  readonly number!: number;

  @ApiProperty({ example: 'BHTMCDOO' })
  readonly customer_code!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Wanjiku Kamau', description: ERASED })
  readonly name!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'wanjiku@example.com' })
  readonly email!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '+254719485369', description: ERASED })
  readonly phone_number!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: EXAMPLE_IDS.user })
  readonly user_id!: string | null;

  @ApiProperty({ format: 'date-time', example: '2024-10-01T12:00:00.000Z' })
  readonly created_at!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'When the person asked on their profile page to be erased.',
  })
  readonly erasure_asked_at!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  readonly erased_at!: string | null;

  static of(customer: CustomerRow): CustomerDto {
    const { id, number, code, name, email, phone, user_id, created_at, erasure_asked_at, erased_at } = customer;
    return {
      id,
      number: Number(number),
      customer_code: code,
      name,
      email,
      phone_number: phone,
      user_id,
      created_at: created_at.toISOString(),
      erasure_asked_at: erasure_asked_at?.toISOString() ?? null,
      erased_at: erased_at?.toISOString() ?? null,
    };
  }
}

/** A customer in the array of the phone API. */
export class CustomerEntryDto {
  @ApiProperty({ example: 1, description: "The customer's number." })
  readonly id!: number;

  @ApiProperty({ type: String, nullable: true, example: 'Wanjiku Kamau', description: ERASED })
  readonly name!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '+254712345678', description: ERASED })
  readonly phone!: string | null;

  @ApiProperty({ example: 'BHTMCDOO' })
  readonly customer_code!: string;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.customer })
  readonly customer_id!: string;

  static of({ id, number, code, name, phone }: CustomerRow): CustomerEntryDto {
    return { id: Number(number), name, phone, customer_code: code, customer_id: id };
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
