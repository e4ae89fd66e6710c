import { Body, Controller, Get, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../actor.js';
import { Allow } from '../http/access/access.js';
import { Acting, Caller, type Principal } from '../http/access/principal.js';
import { cutArrayPage, readArrayPage } from '../http/paging/array-page.js';
import { ListStreams, writeBatches } from '../http/paging/list-streams.js';
import { InvalidRequest } from '../http/problems/invalid-request.error.js';
import { Problems } from '../http/problems/problem.dto.js';
import { CustomerEntryDto, FindCustomersDto, RegisterCustomerDto } from './customers.dto.js';
import { CustomersService } from './customers.service.js';
import { RegisteredCustomerDto } from './made-customer.dto.js';
import { type CustomerSearch, CustomerSearchService } from './searching/customer-search.service.js';

/** Customers in the phone API, who are known by phone. */
@ApiTags('customers')
@Controller('api')
export class PhoneCustomersController {
  constructor(
    private readonly customers: CustomersService,
    private readonly search: CustomerSearchService,
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
    @Acting('api') actor: Actor,
    @Caller() { permissions }: Principal,
  ): Promise<RegisteredCustomerDto> {
    const seesCustomers = permissions.has('customers:read');
    return RegisteredCustomerDto.of(await this.customers.register(name, phone, seesCustomers, actor));
  }

  @Get('customers')
  @Allow('customers:read', { signInAt: '/google/login' })
  @ApiOperation({
    summary: 'List every customer by number, or find some',
    description:
      'All in one stream; with `limit` a page of them, and the way to the next in the `Link` header. With `q` or `phone` those that match: 25, or `limit`, which is 100 at most.',
  })
  @ApiOkResponse({ type: [CustomerEntryDto] })
  @Problems(400)
  async list(
    @Query() { q, phone, ...paging }: FindCustomersDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | CustomerEntryDto[]> {
    if (q !== undefined || phone !== undefined) return this.find({ q, phone, limit: paging.limit }, paging.cursor);
    const page = readArrayPage(paging, 'number');
    if (page === null)
      return this.streams.send({ request, reply }, writeBatches(this.customers.all(), CustomerEntryDto.of));
    const rows = await this.customers.after(page.key, page.limit + 1);
    return cutArrayPage(rows, page, (row) => row.number, request, reply).map(CustomerEntryDto.of);
  }

  /** @throws InvalidRequest, since what is found has no second page */
  private async find(search: CustomerSearch, cursor: string | undefined): Promise<CustomerEntryDto[]> {
    if (cursor !== undefined) throw new InvalidRequest([{ field: 'cursor', message: 'goes without q and phone' }]);
    return (await this.search.find(search)).map(CustomerEntryDto.of);
  }
}
