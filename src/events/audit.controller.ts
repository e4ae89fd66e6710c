import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../http/access/access.js';
import { readPageRequest } from '../http/paging/paging.js';
import { Problems } from '../http/problems/problem.dto.js';
import { AuditDto, ListAuditDto } from './audit.dto.js';
import { AuditService } from './audit.service.js';

/** Who did what. */
@ApiTags('audit')
@Controller('api/audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get()
  @Allow('audit:read')
  @ApiOperation({
    summary: 'List who did what, newest first',
    description: 'Of one caller, one action, one subject or a span of time, if asked. No personal value is in it.',
  })
  @ApiOkResponse({ type: AuditDto })
  @Problems(400)
  async list(@Query() { actor, action, subject, from, to, ...paging }: ListAuditDto): Promise<AuditDto> {
    const request = readPageRequest(paging);
    return AuditDto.list(request, await this.audit.page({ actor, action, subject, from, to }, request));
  }
}
