import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../http/access/access.js';
import { PagingDto } from '../http/paging/paging.dto.js';
import { readPageRequest } from '../http/paging/paging.js';
import { Problems } from '../http/problems/problem.dto.js';
import { UsersDto } from './user-directory.dto.js';
import { UserDirectoryService } from './user-directory.service.js';

/** The list of users in the admin API. */
@ApiTags('users')
@Controller('api/lookup/all-users')
export class UserDirectoryController {
  constructor(private readonly directory: UserDirectoryService) {}

  @Post()
  @Allow('users:read')
  @ApiOperation({
    operationId: 'Users_list',
    summary: 'List users, newest first',
    description: 'Everybody with an account.',
  })
  @HttpCode(200)
  @ApiOkResponse({ type: UsersDto })
  @Problems(400)
  list(@Body() paging: PagingDto): Promise<UsersDto> {
    return this.page(paging);
  }

  @Get()
  @Allow('users:read')
  @ApiOperation({ operationId: 'Users_query', summary: 'List users, with the paging in the query' })
  @ApiOkResponse({ type: UsersDto })
  @Problems(400)
  query(@Query() paging: PagingDto): Promise<UsersDto> {
    return this.page(paging);
  }

  private async page(paging: PagingDto): Promise<UsersDto> {
    const request = readPageRequest(paging);
    return UsersDto.list(request, await this.directory.list(request));
  }
}
