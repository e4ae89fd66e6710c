import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { Database } from '../database/database.js';
import { AuditTrail } from './audit-trail.js';

/** Tables that may be downloaded whole. */
export type ExportedTable = 'orders' | 'customers' | 'notifications';

/** Has the audit trail tell who downloads a table. */
@Injectable()
export class TableExports {
  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
  ) {}

  /** Tells it before the first row leaves. */
  tell(actor: Actor, table: ExportedTable): Promise<void> {
    const changes = { table: { before: null, after: table } };
    const subject = { kind: 'table', id: null } as const;
    return this.database.write((tx) => this.trail.record(tx, { actor, action: 'table-exported', subject, changes }));
  }
}
