import { ApiProperty } from '@nestjs/swagger';
import { EmailField } from '../../http/fields/email-field.js';
import { EXAMPLE_IDS, SecretField } from '../../http/fields/fields.js';
import { PhoneField } from '../../phones/phones.js';
import type { IssuedToken } from './tokens.js';

const OTHER_PASSWORDS = ['pass', 'passwd', 'pwd', 'passphrase', 'secret'];
const OTHER_KEYS = ['key', 'admin_key', 'admin_api_key', 'x_api_key', 'token'];

/** What somebody sends to become an admin. */
export class RegisterAdminDto {
  @EmailField({ example: 'blabla@gmail.com' })
  readonly email!: string;

  @PhoneField({ example: '+25471232435' })
  readonly phone_number!: string;

  @SecretField(8, 256, { example: '////.///Rono123', alsoCalled: OTHER_PASSWORDS })
  readonly password!: string;

  @SecretField(1, 256, { example: '123456721', alsoCalled: OTHER_KEYS })
  readonly api_key!: string;
}

/** What an admin sends to get a token. */
export class LoginDto {
  @EmailField({ example: 'blabla@gmail.com' })
  readonly email!: string;

  @SecretField(1, 256, { example: '////.///Rono123', alsoCalled: OTHER_PASSWORDS })
  readonly password!: string;

  @SecretField(1, 256, { example: '123456721', alsoCalled: OTHER_KEYS })
  readonly api_key!: string;
}

/** A token, to be sent as `Authorization: Bearer <token>`. */
export class TokenDto {
  @ApiProperty({ example: 'Login successful' })
  readonly message!: string;

  @ApiProperty({ example: 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2ln' })
  readonly token!: string;

  @ApiProperty({ enum: ['Bearer'], example: 'Bearer' })
  readonly token_type!: 'Bearer';

  @ApiProperty({ example: 3600, description: 'Seconds until the token expires.' })
  readonly expires_in!: number;

  static of(message: string, { token, expiresInSeconds }: IssuedToken): TokenDto {
    return { message, token, token_type: 'Bearer', expires_in: expiresInSeconds };
  }
}

/** A new admin's id and token. */
export class RegisteredAdminDto extends TokenDto {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.admin })
  readonly user_id!: string;

  static registered(userId: string, issued: IssuedToken): RegisteredAdminDto {
    return { user_id: userId, ...TokenDto.of('Admin registered successfully', issued) };
  }
}
