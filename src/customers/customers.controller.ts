import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Desk } from '../http/access.js';
import { PagingDto } from '../http/paging.dto.js';
import { pageRequest } from '../http/paging.js';
import { Problems } from '../http/problem.dto.js';
import { AddPhoneDto, CustomersDto, PhoneAddedDto, RegisteredUserDto, RegisterUserAsCustomerDto } from './customers.dto.js';
import { CustomersService } from './customers.service.js';

/** Users as customers, as document 002 has them. */
@ApiTags('customers')
@Controller('api')
export class CustomersController {
  constructor(private readonly customers: CustomersService) {}

  /** Gives a user a phone number, which sign-in providers do not tell. */
  @Post('auth/add-user-number')
  @Desk()
  @HttpCode(200)
  @ApiOkResponse({ type: PhoneAddedDto })
  @Problems(400, 401, 404, 409)
  async addPhone(@Body() { user_id, phone_number }: AddPhoneDto): Promise<PhoneAddedDto> {
    return PhoneAddedDto.of(await this.customers.addPhone(user_id, phone_number));
  }

  /** Makes a customer of a user. */
  @Post('auth/create-customer')
  @Desk()
  @ApiCreatedResponse({ type: RegisteredUserDto })
  @Problems(400, 401, 404, 409)
  async registerUser(@Body() { user_id, name }: RegisterUserAsCustomerDto): Promise<RegisteredUserDto> {
    return RegisteredUserDto.of(await this.customers.registerUser(user_id, name));
  }

  /** Every customer, newest first. */
  @Get('lookup/all-customers')
  @Desk()
  @ApiOkResponse({ type: CustomersDto })
  @Problems(400, 401)
  query(@Query() paging: PagingDto): Promise<CustomersDto> {
    return this.page(paging);
  }

  /** The same, with the paging in the body. */
  @Post('lookup/all-customers')
  @Desk()
  @HttpCode(200)
  @ApiOkResponse({ type: CustomersDto })
  @Problems(400, 401)
  list(@Body() paging: PagingDto): Promise<CustomersDto> {
    return this.page(paging);
  }

  private async page(paging: PagingDto): Promise<CustomersDto> {
    const request = pageRequest(paging);
    return CustomersDto.list(request, await this.customers.list(request));
  }
}
