import { Body, Controller, Get, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../http/access/access.js';
import { Caller, type Principal } from '../http/access/principal.js';
import { cutArrayPage, readArrayPage } from '../http/paging/array-page.js';
import { ListStreams, writeBatches } from '../http/paging/list-streams.js';
import { ArrayPagingDto } from '../http/paging/paging.dto.js';
import { Problems } from '../http/problems/problem.dto.js';
import { CustomerEntryDto, RegisterCustomerDto, RegisteredCustomerDto } from './customers.dto.js';
import { CustomersService } from './customers.service.js';

/** Customers in the phone API, who are known by phone. */
@ApiTags('customers')
@Controller('api')
export class PhoneCustomersController {
  constructor(
    private readonly customers: CustomersService,
    private readonly streams: ListStreams,
  ) {}

  @Post('customer')
  @Allow('customers:write', { openIntake: true })
  @ApiOperation({ summary: 'Register a customer by phone' })
  @ApiBody({
    type: RegisterCustomerDto,
    examples: {
      mobile: { summary: 'A customer with a mobile phone', value: {} },
      landline: {
        summary: 'A customer with a landline, where no SMS is sent',
        value: { name: 'Duka la Kahawa', phone: '020 2012345' },
      },
    },
  })
  @ApiCreatedResponse({ type: RegisteredCustomerDto })
  @Problems(400, 409)
  async register(
    @Body() { name, phone }: RegisterCustomerDto,
    @Caller() { permissions }: Principal,
  ): Promise<RegisteredCustomerDto> {
    return RegisteredCustomerDto.of(await this.customers.register(name, phone, permissions.has('customers:read')));
  }

  @Get('customers')
  @Allow('customers:read', { signInAt: '/google/login' })
  @ApiOperation({
    summary: 'List every customer by number',
    description: 'All in one stream; with `limit` a page of them, and the way to the next in the `Link` header.',
  })
  @ApiOkResponse({ type: [CustomerEntryDto] })
  @Problems(400)
  async list(
    @Query() paging: ArrayPagingDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | CustomerEntryDto[]> {
    const page = readArrayPage(paging, 'number');
    if (page === null)
      return this.streams.send({ request, reply }, writeBatches(this.customers.all(), CustomerEntryDto.of));
    const rows = await this.customers.after(page.key, page.limit + 1);
    return cutArrayPage(rows, page, (row) => row.number, request, reply).map(CustomerEntryDto.of);
  }
}
