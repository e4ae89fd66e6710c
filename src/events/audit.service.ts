import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { shopTimeZone } from '../config/time-zone.js';
import { Database } from '../database/database.js';
import { AFTER_ALL_IDS, type Page, type PageRequest } from '../database/pages.js';
import { readEnd, readStart } from '../http/fields/instant-field.js';
import type { AuditEventRow, AuditFilter } from './audit-event.js';
import { AuditEventsRepository } from './audit-events.repository.js';

/** Rows of a batch of a whole list. */
const BATCH = 1_000;

/** The audit trail, as owners read it. */
@Injectable()
export class AuditService {
  constructor(
    private readonly database: Database,
    private readonly events: AuditEventsRepository,
    private readonly config: Config,
  ) {}

  /** Newest first. Times are days of the shop, or instants with any offset. */
  page(filter: AuditFilter, request: PageRequest): Promise<Page<AuditEventRow>> {
    return this.events.list(this.database.replicaPreferred, this.readSpan(filter), request);
  }

  /** Everything that the filter lets through, in batches. */
  async *batches(filter: AuditFilter): AsyncGenerator<readonly AuditEventRow[]> {
    const read = this.readSpan(filter);
    for (let before: string | null = AFTER_ALL_IDS; before !== null; ) {
      const request = { page: null, perPage: BATCH, offset: 0, before, counted: false };
      const { rows, next }: Page<AuditEventRow> = await this.events.list(this.database.streaming, read, request);
      if (rows.length > 0) yield rows;
      before = next;
    }
  }

  private readSpan({ from, to, ...filter }: AuditFilter): AuditFilter {
    const timeZone = shopTimeZone(this.config);
    return { ...filter, from: readStart(from, timeZone), to: readEnd(to, timeZone) };
  }
}
