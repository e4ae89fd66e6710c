import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../http/access/access.js';
import { PagingDto } from '../http/paging/paging.dto.js';
import { readPageRequest } from '../http/paging/paging.js';
import { Problems } from '../http/problems/problem.dto.js';
import { UsersDto } from './users.dto.js';
import { UsersService } from './users.service.js';

@ApiTags('users')
@Controller('api/lookup/all-users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Post()
  @Allow('users:read')
  @ApiOperation({ summary: 'List users, newest first', description: 'Everybody with an account.' })
  @HttpCode(200)
  @ApiOkResponse({ type: UsersDto })
  @Problems(400)
  list(@Body() paging: PagingDto): Promise<UsersDto> {
    return this.page(paging);
  }

  @Get()
  @Allow('users:read')
  @ApiOperation({ summary: 'List users, with the paging in the query' })
  @ApiOkResponse({ type: UsersDto })
  @Problems(400)
  query(@Query() paging: PagingDto): Promise<UsersDto> {
    return this.page(paging);
  }

  private async page(paging: PagingDto): Promise<UsersDto> {
    const request = readPageRequest(paging);
    return UsersDto.list(request, await this.users.list(request));
  }
}
