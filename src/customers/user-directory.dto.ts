import { ApiProperty } from '@nestjs/swagger';
import { type Page, type PageRequest } from '../database/pages.js';
import { EXAMPLE_IDS } from '../http/fields/fields.js';
import { PagingOfDto } from '../http/paging/paging.dto.js';
import type { ListedUser } from './listed-user.js';

/** A user as admins see one. */
export class UserDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.user })
  readonly id!: string;

  @ApiProperty({ type: String, nullable: true, example: 'wanjiku@example.com' })
  readonly email!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Wanjiku Kamau' })
  readonly name!: string | null;

  @ApiProperty({ enum: ['user', 'admin'], example: 'user' })
  readonly role!: string;

  @ApiProperty({ type: String, nullable: true, example: '+254719485369' })
  readonly phone_number!: string | null;

  @ApiProperty({ type: [String], example: ['google'], description: 'The providers this user signs in with.' })
  readonly providers!: readonly string[];

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'BHTMCDOO',
    description: 'Null while the user is no customer.',
  })
  readonly customer_code!: string | null;

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

  static of(user: ListedUser): UserDto {
    const { id, email, name, role, phone, providers, customer_code, created_at, erasure_asked_at } = user;
    return {
      id,
      email,
      name,
      role,
      phone_number: phone,
      providers,
      customer_code,
      created_at: created_at.toISOString(),
      erasure_asked_at: erasure_asked_at?.toISOString() ?? null,
    };
  }
}

/** A page of users. */
export class UsersDto extends PagingOfDto {
  @ApiProperty({ type: [UserDto] })
  readonly users!: readonly UserDto[];

  static list(request: PageRequest, page: Page<ListedUser>): UsersDto {
    return { users: page.rows.map(UserDto.of), ...PagingOfDto.of(request, page) };
  }
}

/** The answer to a new number: the user who has it. */
export class PhoneAddedDto {
  @ApiProperty({ example: 'Phone number added successfully' })
  readonly message!: string;

  @ApiProperty()
  readonly user!: UserDto;

  static of(user: ListedUser): PhoneAddedDto {
    return { message: 'Phone number added successfully', user: UserDto.of(user) };
  }
}
