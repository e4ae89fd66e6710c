import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { shopTimeZone } from '../config/time-zone.js';
import { Database } from '../database/database.js';
import type { Page, PageRequest } from '../database/pages.js';
import { readEnd, readStart } from '../http/fields/instant-field.js';
import type { AuditEventRow, AuditFilter } from './audit-event.js';
import { AuditEventsRepository } from './audit-events.repository.js';

/** The audit trail, as owners read it. */
@Injectable()
export class AuditService {
  constructor(
    private readonly database: Database,
    private readonly events: AuditEventsRepository,
    private readonly config: Config,
  ) {}

  /** Newest first. Times are days of the shop, or instants with any offset. */
  page({ from, to, ...filter }: AuditFilter, request: PageRequest): Promise<Page<AuditEventRow>> {
    const timeZone = shopTimeZone(this.config);
    const span = { from: readStart(from, timeZone), to: readEnd(to, timeZone) };
    return this.events.list(this.database.db, { ...filter, ...span }, request);
  }
}
