import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Page, PageRequest } from '../database/pages.js';
import { readInstant } from '../http/fields/instant-field.js';
import type { AuditEventRow, AuditFilter } from './audit-event.js';
import { AuditEventsRepository } from './audit-events.repository.js';

/** The audit trail, as owners read it. */
@Injectable()
export class AuditService {
  constructor(
    private readonly database: Database,
    private readonly events: AuditEventsRepository,
  ) {}

  /** Newest first. Times are days, or instants with any offset. */
  page({ from, to, ...filter }: AuditFilter, request: PageRequest): Promise<Page<AuditEventRow>> {
    return this.events.list(this.database.db, { ...filter, from: readInstant(from), to: readInstant(to) }, request);
  }
}
