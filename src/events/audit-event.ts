import type { AuditAction, Change } from './audit-actions.js';

/** One row of the audit trail. */
export interface AuditEventRow {
  readonly id: string;
  readonly at: Date;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly action: string;
  readonly subject_kind: string;
  readonly subject_id: string | null;
  readonly request_id: string | null;
  readonly ip: string | null;
  /** By field. Null for a personal field, of which only the name is kept. */
  readonly changes: Readonly<Record<string, Change | null>>;
}

/** What the trail keeps of somebody who did something: when, what, and from which address. */
export type OwnAct = Pick<AuditEventRow, 'at' | 'action' | 'ip'>;

/** Which events a list holds. What is absent holds for any. */
export interface AuditFilter {
  /** The id of whoever did it. */
  readonly actor?: string | undefined;
  readonly action?: AuditAction | undefined;
  /** The id of what it was done to. */
  readonly subject?: string | undefined;
  /** The first instant, as PostgreSQL reads it. */
  readonly from?: string | undefined;
  /** The first instant after the last, as PostgreSQL reads it. */
  readonly to?: string | undefined;
}

/** That a customer was erased. */
export interface DoneErasure {
  /** Of the customer. */
  readonly id: string;
  /** Whether the items of the orders went too. */
  readonly items: boolean;
  /** By the database's clock: ISO 8601 in UTC with microseconds. */
  readonly at: string;
}
