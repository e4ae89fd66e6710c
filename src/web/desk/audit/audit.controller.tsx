import { Get, Query } from '@nestjs/common';
import type { JSX } from 'preact';
import { ActorNames } from '../../../auth/actor-names.js';
import { AuditService } from '../../../events/audit.service.js';
import { isFirstPage, readCursorPage } from '../../kit/cursor-page.js';
import { readTyped } from '../../kit/filled-form.js';
import { AllowStaff, DeskController } from '../desk-controller.js';
import { AuditPage } from './audit.page.js';
import { readAuditFilter } from './read-audit-filter.js';

/** Rows of a page. */
const PAGE = 50;

/** The audit trail: who did what. */
@DeskController('desk/audit')
export class AuditPageController {
  constructor(
    private readonly audit: AuditService,
    private readonly names: ActorNames,
  ) {}

  @Get()
  @AllowStaff('audit:read')
  async list(@Query() query: Record<string, unknown>): Promise<JSX.Element> {
    const filter = readAuditFilter(query);
    const request = readCursorPage(readTyped(query, ['cursor']).cursor, PAGE);
    const { rows, next } = await this.audit.page(filter, request);
    const names = await this.names.of(rows.flatMap(({ actor_id, subject_id }) => [actor_id, subject_id]));
    return <AuditPage {...{ filter, rows, next, names }} isFirst={isFirstPage(request)} />;
  }
}
