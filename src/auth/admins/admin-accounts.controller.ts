import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../actor.js';
import { AdminOnly, Allow, Anyone } from '../../http/access/access.js';
import { Acting, CallerId, KnownCaller, type KnownPrincipal } from '../../http/access/principal.js';
import { NoFields } from '../../http/fields/no-fields.js';
import { Problems } from '../../http/problems/problem.dto.js';
import {
  AdminDoneDto,
  AdminIdDto,
  ChangePasswordDto,
  PasswordResetDto,
  ResetCodeDto,
  ResetPasswordDto,
} from './admin-accounts.dto.js';
import { AdminAccountsService } from './admin-accounts.service.js';
import { TokenDto } from './admins.dto.js';
import { AdminsService } from './admins.service.js';

const NEEDS_ANOTHER = 'First register another admin: `POST /api/auth/admin-register` has an example.';

/** New passwords of admins, who of them may log in, and the end of their tokens. */
@ApiTags('accounts')
@Controller('api/auth')
export class AdminAccountsController {
  constructor(
    private readonly accounts: AdminAccountsService,
    private readonly admins: AdminsService,
  ) {}

  @Post('change-password')
  @AdminOnly()
  @ApiOperation({
    summary: "Change the calling admin's password",
    description: 'It needs the old one. Every token of this admin stops working; the answer has a new one.',
  })
  @HttpCode(200)
  @ApiOkResponse({ type: TokenDto })
  @Problems(400, 429)
  async changePassword(
    @CallerId() adminId: string,
    @Body() { old_password, new_password }: ChangePasswordDto,
    @Ip() address: string,
    @Acting('api') actor: Actor,
  ): Promise<TokenDto> {
    const issued = await this.accounts.changePassword(adminId, old_password, new_password, address, actor);
    return TokenDto.of('Password changed successfully', issued);
  }

  @Post('create-reset-code')
  @Allow('staff:manage')
  @ApiOperation({
    summary: 'Make a code by which another admin sets a new password',
    description: `It is good once, for an hour, and ends the code before. Hand it over in person. ${NEEDS_ANOTHER}`,
  })
  @ApiCreatedResponse({ type: ResetCodeDto })
  @Problems(400, 404, 409)
  async createResetCode(
    @KnownCaller() caller: KnownPrincipal,
    @Acting('api') actor: Actor,
    @Body() { user_id }: AdminIdDto,
  ): Promise<ResetCodeDto> {
    return ResetCodeDto.made(user_id, await this.accounts.makeResetCode(caller, user_id, actor));
  }

  @Post('reset-password')
  @Anyone()
  @ApiOperation({
    summary: 'Set a new password by a code',
    description:
      'Every token of the admin stops working. First another admin makes the code: `POST /api/auth/create-reset-code`.',
  })
  @HttpCode(200)
  @ApiOkResponse({ type: PasswordResetDto })
  @Problems(400, 401, 429)
  async resetPassword(
    @Body() { email, code, new_password }: ResetPasswordDto,
    @Ip() address: string,
    @Acting('api') actor: Actor,
  ): Promise<PasswordResetDto> {
    await this.accounts.resetPassword(email, code, new_password, address, actor);
    return PasswordResetDto.done();
  }

  @Post('disable-admin')
  @Allow('staff:manage')
  @ApiOperation({
    summary: 'Disable an admin',
    description: `Every token of the admin stops working, and no login succeeds. ${NEEDS_ANOTHER}`,
  })
  @HttpCode(200)
  @ApiOkResponse({ type: AdminDoneDto })
  @Problems(400, 404, 409)
  async disable(
    @KnownCaller() caller: KnownPrincipal,
    @Acting('api') actor: Actor,
    @Body() { user_id }: AdminIdDto,
  ): Promise<AdminDoneDto> {
    await this.accounts.setDisabled(caller, user_id, true, actor);
    return AdminDoneDto.of('Admin disabled successfully', user_id);
  }

  @Post('enable-admin')
  @Allow('staff:manage')
  @ApiOperation({
    summary: 'Enable a disabled admin again',
    description: `The admin logs in with the password of before. ${NEEDS_ANOTHER}`,
  })
  @HttpCode(200)
  @ApiOkResponse({ type: AdminDoneDto })
  @Problems(400, 404, 409)
  async enable(
    @KnownCaller() caller: KnownPrincipal,
    @Acting('api') actor: Actor,
    @Body() { user_id }: AdminIdDto,
  ): Promise<AdminDoneDto> {
    await this.accounts.setDisabled(caller, user_id, false, actor);
    return AdminDoneDto.of('Admin enabled successfully', user_id);
  }

  @Post('logout')
  @AdminOnly()
  @ApiOperation({
    operationId: 'Admins_logout',
    summary: 'Log the calling admin out',
    description: 'Every token of this admin stops working.',
  })
  @HttpCode(204)
  @ApiNoContentResponse()
  @Problems(400)
  async logout(@CallerId() adminId: string, @NoFields() _body: undefined): Promise<void> {
    await this.admins.logout(adminId);
  }
}
