import { Controller, Get, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditService } from '../../../events/audit.service.js';
import { ListStreams } from '../../../http/paging/list-streams.js';
import { pageContextOf } from '../../kit/page-context.js';
import { AllowStaff } from '../desk-controller.js';
import { CSV, writeCsv } from '../export/csv.js';
import { auditColumns } from './audit-columns.js';
import { readAuditFilter } from './read-audit-filter.js';

/** The audit trail as a file, with the filter of its page. */
@ApiExcludeController()
@Controller('desk/export')
export class AuditExportController {
  constructor(
    private readonly audit: AuditService,
    private readonly streams: ListStreams,
  ) {}

  @Get('audit.csv')
  @AllowStaff('audit:read')
  download(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const text = writeCsv(auditColumns(pageContextOf(request)), this.audit.batches(readAuditFilter(query)));
    return this.streams.sendFile({ request, reply }, 'audit.csv', CSV, text);
  }
}
