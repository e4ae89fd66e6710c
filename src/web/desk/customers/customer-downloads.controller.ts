import { Controller, Get, Param, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../../actor.js';
import { Config } from '../../../config/config.js';
import { shopTimeZone } from '../../../config/time-zone.js';
import type { CustomerRow } from '../../../customers/customer-row.js';
import { CustomerUnknown } from '../../../customers/customers.errors.js';
import { CustomersService } from '../../../customers/customers.service.js';
import { TableExports } from '../../../events/table-exports.js';
import { Acting } from '../../../http/access/principal.js';
import { IdPipe } from '../../../http/fields/id.pipe.js';
import { ListStreams } from '../../../http/paging/list-streams.js';
import type { CustomerOrder } from '../../../orders/order.js';
import { CustomerStatementsService } from '../../../orders/statements/customer-statements.service.js';
import { AllowStaff } from '../desk-controller.js';
import { CSV, type CsvColumn, writeCsv } from '../export/csv.js';
import { customerColumns, statementColumns } from './customer-columns.js';

/** Customers, and one customer's statement, as files for spreadsheets. */
@ApiExcludeController()
@Controller('desk')
export class CustomerDownloadsController {
  private readonly customerColumns: readonly CsvColumn<CustomerRow>[];
  private readonly statementColumns: readonly CsvColumn<CustomerOrder>[];

  constructor(
    private readonly customers: CustomersService,
    private readonly statements: CustomerStatementsService,
    private readonly streams: ListStreams,
    private readonly exports: TableExports,
    config: Config,
  ) {
    const timeZone = shopTimeZone(config);
    this.customerColumns = customerColumns(timeZone, config.DEFAULT_REGION);
    this.statementColumns = statementColumns(timeZone);
  }

  @Get('export/customers.csv')
  @AllowStaff('export')
  async all(
    @Acting('desk') actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    await this.exports.tell(actor, 'customers');
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
    const text = writeCsv(this.statementColumns, this.statements.all(id));
    return this.streams.sendFile({ request, reply }, `statement-${code}.csv`, CSV, text);
  }
}
