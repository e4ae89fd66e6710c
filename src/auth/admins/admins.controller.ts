import { Body, Controller, HttpCode, Ip, Post, UseGuards } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../actor.js';
import { Anyone } from '../../http/access/access.js';
import { Acting } from '../../http/access/principal.js';
import { Problems } from '../../http/problems/problem.dto.js';
import { LoginDto, RegisterAdminDto, RegisteredAdminDto, TokenDto } from './admins.dto.js';
import { AdminsService } from './admins.service.js';
import { RegistrationKeyGuard } from './registration-key.guard.js';

@ApiTags('admins')
@Controller('api/auth')
export class AdminsController {
  constructor(private readonly admins: AdminsService) {}

  @Post('admin-register')
  @Anyone()
  @ApiOperation({
    summary: 'Register an admin',
    description:
      'Whoever has the API key becomes an admin and gets a token. Who is registered already logs in instead. Register another admin by the second example: admins help each other.',
  })
  @ApiBody({
    type: RegisterAdminDto,
    examples: {
      first: { summary: 'An admin', value: {} },
      another: {
        summary: 'Another admin, whom the first may help',
        value: { email: 'other.admin@example.com', phone_number: '+254711000222' },
      },
    },
  })
  @UseGuards(RegistrationKeyGuard)
  @ApiCreatedResponse({ type: RegisteredAdminDto })
  @Problems(400, 403, 409, 429)
  async register(@Body() body: RegisterAdminDto, @Acting('api') actor: Actor): Promise<RegisteredAdminDto> {
    const { userId, issued } = await this.admins.register(body, actor);
    return RegisteredAdminDto.registered(userId, issued);
  }

  @Post('login')
  @Anyone()
  @ApiOperation({
    summary: 'Log an admin in',
    description:
      'Gives a fresh token; earlier ones go on working. First register the admin: `POST /api/auth/admin-register`.',
  })
  @HttpCode(200)
  @ApiOkResponse({ type: TokenDto })
  @Problems(400, 401, 429)
  async login(@Body() body: LoginDto, @Ip() address: string, @Acting('api') actor: Actor): Promise<TokenDto> {
    return TokenDto.of('Login successful', await this.admins.login(body, address, actor));
  }
}
