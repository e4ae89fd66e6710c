import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../actor.js';
import { Allow } from '../http/access/access.js';
import { Acting, Caller, type Principal } from '../http/access/principal.js';
import { PagingDto } from '../http/paging/paging.dto.js';
import { readPageRequest } from '../http/paging/paging.js';
import { Problems } from '../http/problems/problem.dto.js';
import { AddPhoneDto, CustomersDto, RegisterUserAsCustomerDto } from './customers.dto.js';
import { CustomersService } from './customers.service.js';
import { RegisteredUserDto } from './made-customer.dto.js';
import { PhoneAddedDto } from './user-directory.dto.js';

/** Customers in the admin API, and how a user becomes one. */
@ApiTags('customers')
@Controller('api')
export class CustomersController {
  constructor(private readonly customers: CustomersService) {}

  @Post('auth/add-user-number')
  @Allow('users:write')
  @ApiOperation({ summary: 'Give a user a phone number', description: 'Sign-in providers do not tell one.' })
  @HttpCode(200)
  @ApiOkResponse({ type: PhoneAddedDto })
  @Problems(400, 404, 409)
  async addPhone(
    @Body() { user_id, phone_number }: AddPhoneDto,
    @Acting('api') actor: Actor,
    @Caller() { permissions }: Principal,
  ): Promise<PhoneAddedDto> {
    const seesCustomers = permissions.has('customers:read');
    return PhoneAddedDto.of(await this.customers.addPhone(user_id, phone_number, actor, seesCustomers));
  }

  @Post('auth/create-customer')
  @Allow('customers:write')
  @ApiOperation({
    summary: 'Make a customer of a user',
    description:
      'Who ordered by the same phone before is joined only if `join` has their code, which the 409 names. Code and history stay. First give the user a number: `POST /api/auth/add-user-number`.',
  })
  @ApiCreatedResponse({ type: RegisteredUserDto })
  @Problems(400, 404, 409)
  async registerUser(
    @Body() registration: RegisterUserAsCustomerDto,
    @Acting('api') actor: Actor,
    @Caller() { permissions }: Principal,
  ): Promise<RegisteredUserDto> {
    const seesCustomers = permissions.has('customers:read');
    return RegisteredUserDto.of(await this.customers.registerUser(registration, actor, seesCustomers));
  }

  @Get('lookup/all-customers')
  @Allow('customers:read')
  @ApiOperation({ summary: 'List customers, with the paging in the query' })
  @ApiOkResponse({ type: CustomersDto })
  @Problems(400)
  query(@Query() paging: PagingDto): Promise<CustomersDto> {
    return this.page(paging);
  }

  @Post('lookup/all-customers')
  @Allow('customers:read')
  @ApiOperation({ summary: 'List customers, newest first' })
  @HttpCode(200)
  @ApiOkResponse({ type: CustomersDto })
  @Problems(400)
  list(@Body() paging: PagingDto): Promise<CustomersDto> {
    return this.page(paging);
  }

  private async page(paging: PagingDto): Promise<CustomersDto> {
    const request = readPageRequest(paging);
    return CustomersDto.list(request, await this.customers.list(request));
  }
}
