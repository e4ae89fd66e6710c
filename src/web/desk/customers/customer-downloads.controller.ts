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
import { makePhoneWriter } from '../../../phones/phone-writer.js';
import { AllowStaff } from '../desk-controller.js';
import { CSV, type CsvColumn, writeCsv } from '../export/csv.js';

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
    const writePhone = makePhoneWriter(config.DEFAULT_REGION);
    // Swedish writes a day and a time as ISO 8601 does.
    const format = { timeZone: shopTimeZone(config), dateStyle: 'short', timeStyle: 'short' } as const;
    const clock = new Intl.DateTimeFormat('sv-SE', format);
    this.customerColumns = [
      { name: 'number', cell: ({ number }) => number },
      { name: 'customer_code', cell: ({ code }) => code },
      { name: 'name', cell: ({ name }) => name },
      { name: 'phone', cell: ({ phone }) => writePhone(phone) },
      { name: 'email', cell: ({ email }) => email },
      { name: 'created_at', cell: ({ created_at }) => clock.format(created_at) },
    ];
    this.orderColumns = [
      { name: 'order', cell: ({ number }) => number },
      { name: 'created_at', cell: ({ created_at }) => clock.format(new Date(created_at)) },
      { name: 'item', cell: ({ item }) => item },
      { name: 'amount', cell: ({ amount }) => amount },
      { name: 'currency', cell: ({ currency }) => currency },
      { name: 'status', cell: ({ status }) => status },
    ];
  }

  @Get('export/customers.csv')
  @AllowStaff('export')
  all(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const text = writeCsv(this.customerColumns, this.customers.all());
    return this.streams.sendFile({ request, reply }, 'customers.csv', CSV, text);
  }

  @Get('customers/:id/statement.csv')
  @AllowStaff('orders:read')
  async statement(
    @Param('id', new IdPipe(CustomerUnknown)) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { code } = await this.customers.byId(id);
    const text = writeCsv(this.orderColumns, this.statements.all(id));
    return this.streams.sendFile({ request, reply }, `statement-${code}.csv`, CSV, text);
  }
}
