import { ApiProperty } from '@nestjs/swagger';
import { EmailField } from '../../http/fields/email-field.js';
import { EXAMPLE_IDS, SecretField, UuidField } from '../../http/fields/fields.js';
import type { ResetCode } from './reset-code.js';

const NEW_PASSWORDS = ['password', 'new_pass', 'newPassword', 'password_new'];
const EXAMPLE_CODE = EXAMPLE_IDS.resetCode;

/** What an admin sends to change the own password. */
export class ChangePasswordDto {
  @SecretField(1, 256, { example: '////.///Rono123', alsoCalled: ['password', 'current_password'] })
  readonly old_password!: string;

  @SecretField(8, 256, { example: 'four words of your own', alsoCalled: NEW_PASSWORDS })
  readonly new_password!: string;
}

/** What an admin sends to set a new password by a code. */
export class ResetPasswordDto {
  @EmailField({ example: 'other.admin@example.com' })
  readonly email!: string;

  @SecretField(1, 256, { example: EXAMPLE_CODE, alsoCalled: ['reset_code', 'token'] })
  readonly code!: string;

  @SecretField(8, 256, { example: 'four words of your own', alsoCalled: NEW_PASSWORDS })
  readonly new_password!: string;
}

/** The admin whom something is done to. */
export class AdminIdDto {
  @UuidField({ example: EXAMPLE_IDS.admin, alsoCalled: ['id', 'admin_id', 'user'] })
  readonly user_id!: string;
}

/** What was done to an admin's account. */
export class AdminDoneDto {
  @ApiProperty({ example: 'Admin disabled successfully' })
  readonly message!: string;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_IDS.admin })
  readonly user_id!: string;

  static of(message: string, userId: string): AdminDoneDto {
    return { message, user_id: userId };
  }
}

/** A code for a new password, to be handed to its admin. It is shown once. */
export class ResetCodeDto extends AdminDoneDto {
  @ApiProperty({ example: EXAMPLE_CODE })
  readonly code!: string;

  @ApiProperty({ example: 3600, description: 'Seconds until the code expires.' })
  readonly expires_in!: number;

  static made(userId: string, { code, expiresInSeconds }: ResetCode): ResetCodeDto {
    return { ...AdminDoneDto.of('Reset code created successfully', userId), code, expires_in: expiresInSeconds };
  }
}

/** The password was reset. */
export class PasswordResetDto {
  @ApiProperty({ example: 'Password reset successfully' })
  readonly message!: string;

  static done(): PasswordResetDto {
    return { message: 'Password reset successfully' };
  }
}
