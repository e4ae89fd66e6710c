import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { Database, type Db, type Tx } from '../database/database.js';
import { countUpTo, cutPage, type Page, type PageRequest, WINDOW } from '../database/pages.js';
import { Prepared } from '../database/prepared.js';
import type { AuditEvent } from './audit-actions.js';
import type { AuditEventRow, AuditFilter, DoneErasure, OwnAct } from './audit-event.js';

/** An event to be written. Its time and its id are the database's. */
export interface NewAuditEvent extends Pick<AuditEvent, 'action' | 'subject'> {
  readonly actor: Actor;
  readonly changes: AuditEventRow['changes'];
}

const insertSql = `
  insert into audit_events (actor_kind, actor_id, action, subject_kind, subject_id, request_id, ip, changes)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`;

/**
 * The events that a filter's values ($1 to $5, null for any) let through.
 * - PostgreSQL plans with the values it gets, so a null costs nothing.
 * - Ids begin with the time in ms, and the database made both. So times are bounds of ids too.
 */
const filteredSql = `
  audit_events e
  where ($1::uuid is null or e.actor_id = $1)
    and ($2::text is null or e.action = $2)
    and ($3::uuid is null or e.subject_id = $3)
    and ($4::timestamptz is null or e.at >= $4
         and e.id >= (lpad(to_hex(greatest(floor(extract(epoch from $4) * 1000), 0)::bigint), 12, '0') || repeat('0', 20))::uuid)
    and ($5::timestamptz is null or e.at < $5
         and e.id < (lpad(to_hex(greatest(floor(extract(epoch from $5) * 1000), 0)::bigint + 1), 12, '0') || repeat('0', 20))::uuid)`;

const newestSql = `
  select e.id, e.at, e.actor_kind, e.actor_id, e.action, e.subject_kind, e.subject_id, e.request_id,
         host(e.ip) as ip, e.changes
  from ${filteredSql} and e.id < $6
  order by e.id desc offset $7 limit $8`;

// An id begins with the time in ms. The nil UUID is below all.
const erasuresSql = `
  select e.subject_id as id, e.changes ? 'item' as items,
         to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
  from audit_events e
  where e.action = 'person-erased' and e.subject_id is not null
    and e.id >= coalesce(
      (lpad(to_hex(greatest(extract(epoch from $1::timestamptz - make_interval(mins => $2)) * 1000, 0)::bigint), 12, '0') || repeat('0', 20))::uuid,
      '00000000-0000-0000-0000-000000000000')
  order by e.id`;

// It changes rows, by the owner's function, although the words do not show it.
const drop = new Prepared<{ dropped: number }>('audit_drop', 'select audit_events_drop($1) as dropped');

/** The table `audit_events`, which takes new rows alone. */
@Injectable()
export class AuditEventsRepository {
  constructor(private readonly database: Database) {}

  async insert(tx: Tx, { actor, action, subject, changes }: NewAuditEvent): Promise<void> {
    const { kind, id, requestId, address } = actor;
    await tx.query(insertSql, [
      kind,
      id,
      action,
      subject.kind,
      subject.id,
      requestId,
      address,
      JSON.stringify(changes),
    ]);
  }

  /**
   * Newest first. Counts {@link WINDOW} rows at most.
   * - Walks `audit_events_pkey` backwards and stops after the page, from one time to another too.
   * - Filtered: `audit_events_actor_id_idx`, `audit_events_action_idx`,
   *   `audit_events_subject_id_idx`.
   */
  async list(
    db: Db,
    filter: AuditFilter,
    { before, offset, perPage, counted }: PageRequest,
  ): Promise<Page<AuditEventRow>> {
    const { actor = null, action = null, subject = null, from = null, to = null } = filter;
    const values = [actor, action, subject, from, to];
    const rows = await db.query<AuditEventRow[]>(newestSql, [...values, before, offset, perPage + 1]);
    return cutPage(rows, perPage, counted ? await countUpTo(db, WINDOW + 1, filteredSql, values) : null);
  }

  /**
   * Who was erased, from so many minutes before `at` on; null for all. Oldest first.
   * By `audit_events_action_idx`.
   */
  erasuresSince(db: Db, at: string | null, overlapMinutes: number): Promise<DoneErasure[]> {
    return db.query<DoneErasure[]>(erasuresSql, [at, overlapMinutes]);
  }

  /** What one caller did, oldest first. By `audit_events_actor_id_idx`. */
  actsOf(db: Db, actorId: string): Promise<OwnAct[]> {
    const text = 'select at, action, host(ip) as ip from audit_events where actor_id = $1 order by id';
    return db.query<OwnAct[]>(text, [actorId]);
  }

  /**
   * Drops up to 10,000 events of whole months, and gives their number. By `audit_events_pkey`.
   * @param months that are kept beside the one under way; the database refuses fewer than 12
   */
  async dropOld(months: number): Promise<number> {
    const [row] = await this.database.run(drop, [months]);
    return row?.dropped ?? 0;
  }
}
