import { Controller, Get, Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../http/access/access.js';
import { cutArrayPage, linkNext, readArrayPage } from '../../http/paging/array-page.js';
import { ListStreams, type StreamTarget, writeBatches } from '../../http/paging/list-streams.js';
import { ArrayPagingDto } from '../../http/paging/paging.dto.js';
import { Problems } from '../../http/problems/problem.dto.js';
import { FindOrdersDto } from '../orders.dto.js';
import { OrderListsService } from '../reading/order-lists.service.js';
import { OrderEntryDto, StatementDto, StatementEntryDto } from './statement.dto.js';

/** Orders of a statement that is read with others, in one statement of SQL. */
const SHORT_MOST = 100;

/** Orders by phone, as the phone API has them. */
@ApiTags('orders')
@Controller('api')
export class StatementsController {
  constructor(
    private readonly lists: OrderListsService,
    private readonly streams: ListStreams,
  ) {}

  @Get('order/:phone')
  @Allow('orders:read')
  @ApiOperation({
    summary: "Show a customer's statement",
    description:
      'The orders, newest first: all in one stream; with `limit` a page of them, and the way to the next in the `Link` header. First register the customer: `POST /api/customer`.',
  })
  @ApiParam({ name: 'phone', example: '0712345678', description: 'In any usual writing.' })
  @ApiOkResponse({ type: StatementDto })
  @Problems(400, 404)
  async statement(
    @Param('phone') phone: string,
    @Query() paging: ArrayPagingDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | StatementDto> {
    const page = readArrayPage(paging, 'id');
    if (page === null) return this.whole(phone, { request, reply });
    const { orders, ...head } = await this.lists.statement(phone, page.key, page.limit + 1);
    return { ...head, orders: cutArrayPage(orders, page, (row) => row.id, request, reply).map(StatementEntryDto.of) };
  }

  @Get('orders')
  @Allow('orders:read', { signInAt: '/google/login' })
  @ApiOperation({
    summary: 'List every order with its customer, newest first',
    description:
      'All in one stream; with `limit` a page of them, and the way to the next in the `Link` header. Of some days of the shop, one customer or one status, if asked.',
  })
  @ApiOkResponse({ type: [OrderEntryDto] })
  @Problems(400)
  async list(
    @Query() { customer_code, status, from, to, ...paging }: FindOrdersDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | string> {
    const page = readArrayPage(paging, 'id');
    const filter = { customer_code, status, from, to };
    if (page === null) return this.streams.send({ request, reply }, this.lists.allEntries(filter));
    const { text, next } = await this.lists.entries(filter, page.key, page.limit);
    if (next !== null) linkNext(next, page, request, reply);
    reply.type('application/json; charset=utf-8');
    return `[${text}]`;
  }

  /** A short statement is one answer. A long one is streamed. */
  private async whole(phoneText: string, to: StreamTarget): Promise<StreamableFile | StatementDto> {
    const { customer_name, phone, orders } = await this.lists.statement(phoneText, null, SHORT_MOST);
    if (orders.length < SHORT_MOST) return { customer_name, phone, orders: orders.map(StatementEntryDto.of) };
    const head = JSON.stringify({ customer_name, phone });
    return this.streams.send(
      to,
      writeBatches(this.lists.statementBatches(phone), StatementEntryDto.of),
      `${head.slice(0, -1)},"orders":`,
      '}',
    );
  }
}
