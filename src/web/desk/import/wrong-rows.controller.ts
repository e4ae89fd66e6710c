import { Controller, Get, Param, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IdPipe } from '../../../http/fields/id.pipe.js';
import { ListStreams } from '../../../http/paging/list-streams.js';
import { ImportUnknown } from '../../../imports/imports.errors.js';
import { ImportsService } from '../../../imports/imports.service.js';
import { pageContextOf } from '../../kit/page-context.js';
import { AllowStaff } from '../desk-controller.js';
import { CSV, writeCsv } from '../export/csv.js';
import { wrongColumns } from './wrong-columns.js';

/** The rows of an import that are wrong, as a file to be mended and loaded. */
@ApiExcludeController()
@Controller('desk/import')
export class WrongRowsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly streams: ListStreams,
  ) {}

  @Get(':id/wrong.csv')
  @AllowStaff('import')
  async download(
    @Param('id', new IdPipe(ImportUnknown)) id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { kind } = (await this.imports.view(id)).import;
    const text = writeCsv(wrongColumns(kind, pageContextOf(request)), this.imports.wrongRows(id));
    return this.streams.sendFile({ request, reply }, 'wrong-rows.csv', CSV, text);
  }
}
