import { Body, Controller, HttpCode, Ip, Post, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AdminOnly, Anyone, Caller, type Principal } from '../http/access.js';
import { Problems } from '../http/problem.dto.js';
import { AdminKeyGuard } from './admin-key.guard.js';
import { LoginDto, RegisterAdminDto, RegisteredAdminDto, TokenDto } from './admins.dto.js';
import { AdminsService } from './admins.service.js';

@ApiTags('admins')
@Controller('api/auth')
export class AdminsController {
  constructor(private readonly admins: AdminsService) {}

  /** Makes an admin of whoever has the API key, and gives a token. */
  @Post('admin-register')
  @Anyone()
  @UseGuards(AdminKeyGuard)
  @ApiCreatedResponse({ type: RegisteredAdminDto })
  @Problems(400, 403, 409, 429)
  async register(@Body() body: RegisterAdminDto): Promise<RegisteredAdminDto> {
    const { userId, issued } = await this.admins.register(body);
    return RegisteredAdminDto.registered(userId, issued);
  }

  /** A fresh token for an admin. */
  @Post('login')
  @Anyone()
  @HttpCode(200)
  @ApiOkResponse({ type: TokenDto })
  @Problems(400, 401, 429)
  async login(@Body() body: LoginDto, @Ip() address: string): Promise<TokenDto> {
    return TokenDto.of('Login successful', await this.admins.login(body, address));
  }

  /** Ends every token of the calling admin. */
  @Post('logout')
  @AdminOnly()
  @HttpCode(204)
  @ApiNoContentResponse()
  @Problems(401)
  async logout(@Caller() caller: Principal): Promise<void> {
    if (caller.kind === 'admin') await this.admins.logout(caller.userId);
  }
}
