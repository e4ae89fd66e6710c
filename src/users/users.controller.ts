import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Desk } from '../http/access.js';
import { PagingDto } from '../http/paging.dto.js';
import { pageRequest } from '../http/paging.js';
import { UsersDto } from './users.dto.js';
import { UsersService } from './users.service.js';

@ApiTags('users')
@Controller('api/lookup/all-users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  /** Everybody with an account, newest first. */
  @Post()
  @Desk()
  @HttpCode(200)
  @ApiOkResponse({ type: UsersDto })
  list(@Body() paging: PagingDto): Promise<UsersDto> {
    return this.page(paging);
  }

  /** The same, with the paging in the query. */
  @Get()
  @Desk()
  @ApiOkResponse({ type: UsersDto })
  query(@Query() paging: PagingDto): Promise<UsersDto> {
    return this.page(paging);
  }

  private async page(paging: PagingDto): Promise<UsersDto> {
    const request = pageRequest(paging);
    return UsersDto.list(request, await this.users.list(request));
  }
}
