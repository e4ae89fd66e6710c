import { Controller, Get, Param, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../../config/config.js';
import { shopTimeZone } from '../../../config/time-zone.js';
import type { CustomerRow } from '../../../customers/customer-row.js';
import { CustomerUnknown } from '../../../customers/customers.errors.js';
import { CustomersService } from '../../../customers/customers.service.js';
import { IdPipe } from '../../../http/fields/id.pipe.js';
import { ListStreams } from '../../../http/paging/list-streams.js';
import type { OrderRow } from '../../../orders/order.js';
import { CustomerStatementsService } from '../../../orders/statements/customer-statements.service.js';
import { writePhone } from '../../../phones/phones.js';
import { CSV, type CsvColumn, csvClock, writeCsv } from '../../kit/csv.js';
import { AllowStaff } from '../desk-controller.js';

/** Customers, and one customer's statement, as files for spreadsheets. */
@ApiExcludeController()
@Controller('desk')
export class CustomerDownloadsController {
  private readonly customerColumns: readonly CsvColumn<CustomerRow>[];
  private readonly orderColumns: readonly CsvColumn<OrderRow>[];

  constructor(
    private readonly customers: CustomersService,
    private readonly statements: CustomerStatementsService,
    private readonly streams: ListStreams,
    config: Config,
  ) {
    const clock = csvClock(shopTimeZone(config));
    this.customerColumns = [
      { heading: 'number', cell: ({ number }) => number },
      { heading: 'customer_code', cell: ({ code }) => code },
      { heading: 'name', cell: ({ name }) => name },
      { heading: 'phone', cell: ({ phone }) => writePhone(phone, config.DEFAULT_REGION) },
      { heading: 'email', cell: ({ email }) => email ?? '' },
      { heading: 'created_at', cell: ({ created_at }) => clock(created_at) },
    ];
    this.orderColumns = [
      { heading: 'order', cell: ({ number }) => number },
      { heading: 'created_at', cell: ({ created_at }) => clock(created_at) },
      { heading: 'item', cell: ({ item }) => item },
      { heading: 'amount', cell: ({ amount }) => amount },
      { heading: 'currency', cell: ({ currency }) => currency },
      { heading: 'status', cell: ({ status }) => status },
    ];
  }

  @Get('export/customers.csv')
  @AllowStaff('export')
  all(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const file = { name: 'customers.csv', type: CSV };
    return this.streams.sendFile({ request, reply }, file, writeCsv(this.customerColumns, this.customers.all()));
  }

  @Get('customers/:id/statement.csv')
  @AllowStaff('orders:read')
  async statement(
    @Param('id', new IdPipe(CustomerUnknown)) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { code } = await this.customers.byId(id);
    const file = { name: `statement-${code}.csv`, type: CSV };
    return this.streams.sendFile({ request, reply }, file, writeCsv(this.orderColumns, this.statements.all(id)));
  }
}
