import { Body, Controller, HttpCode, Ip, Post, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdminOnly, Anyone } from '../../http/access/access.js';
import { CallerId } from '../../http/access/principal.js';
import { NoFields } from '../../http/fields/no-fields.js';
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
    description: 'Whoever has the API key becomes an admin and gets a token.',
  })
  @UseGuards(RegistrationKeyGuard)
  @ApiCreatedResponse({ type: RegisteredAdminDto })
  @Problems(400, 403, 409, 429)
  async register(@Body() body: RegisterAdminDto): Promise<RegisteredAdminDto> {
    const { userId, issued } = await this.admins.register(body);
    return RegisteredAdminDto.registered(userId, issued);
  }

  @Post('login')
  @Anyone()
  @ApiOperation({ summary: 'Log an admin in', description: 'Gives a fresh token; earlier ones go on working.' })
  @HttpCode(200)
  @ApiOkResponse({ type: TokenDto })
  @Problems(400, 401, 429)
  async login(@Body() body: LoginDto, @Ip() address: string): Promise<TokenDto> {
    return TokenDto.of('Login successful', await this.admins.login(body, address));
  }

  @Post('logout')
  @AdminOnly()
  @ApiOperation({ summary: 'Log the calling admin out', description: 'Every token of this admin stops working.' })
  @HttpCode(204)
  @ApiNoContentResponse()
  @Problems(400)
  async logout(@CallerId() adminId: string, @NoFields() _body: undefined): Promise<void> {
    await this.admins.logout(adminId);
  }
}
