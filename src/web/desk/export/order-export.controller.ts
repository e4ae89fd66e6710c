import { Controller, Get, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../actor.js';
import { TableExports } from '../../../events/table-exports.js';
import { Acting, CallerId } from '../../../http/access/principal.js';
import { ListStreams } from '../../../http/paging/list-streams.js';
import { OrderSearchService } from '../../../orders/searching/order-search.service.js';
import { pageContextOf } from '../../kit/page-context.js';
import { AllowStaff } from '../desk-controller.js';
import { requireOrderFilter } from '../orders/order-filter.js';
import { CSV, writeCsv } from './csv.js';
import { orderColumns } from './order-columns.js';

/** The list of orders as a file. */
@ApiExcludeController()
@Controller('desk/export')
export class OrderExportController {
  constructor(
    private readonly orders: OrderSearchService,
    private readonly streams: ListStreams,
    private readonly exports: TableExports,
  ) {}

  /** It takes the same filter as the list, and streams what the filter lets through. */
  @Get('orders.csv')
  @AllowStaff('export')
  async download(
    @Query() query: object,
    @CallerId() userId: string,
    @Acting('desk') actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const filter = requireOrderFilter(query, userId);
    await this.exports.tell(actor, 'orders');
    const batches = this.orders.batches(filter);
    const columns = orderColumns(pageContextOf(request));
    return this.streams.sendFile({ request, reply }, 'orders.csv', CSV, writeCsv(columns, batches));
  }
}
