import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import type { Db, Tx } from '../database/database.js';
import type { AuditEvent } from './audit-actions.js';
import type { DoneErasure, OwnAct } from './audit-event.js';
import { AuditEventsRepository } from './audit-events.repository.js';

/** What the trail is told: who did what, and by which request. */
export interface AuditRecord extends AuditEvent {
  readonly actor: Actor;
}

/**
 * Who did what. Every action of {@link AuditEvent} is told here, once.
 * No value of a personal field enters: the types take the field's name alone.
 */
@Injectable()
export class AuditTrail {
  constructor(private readonly events: AuditEventsRepository) {}

  /**
   * Tells of an action in the transaction that does it. So the trail has both or neither.
   * @param tx the transaction that does what is told
   */
  async record(tx: Tx, { actor, action, subject, changes = {}, personal = [] }: AuditRecord): Promise<void> {
    const named = Object.fromEntries(personal.map((field) => [field, null]));
    await this.events.insert(tx, { actor, action, subject, changes: { ...changes, ...named } });
  }

  /**
   * Who was erased, oldest first, until now.
   * @param at ISO 8601; null for all that the trail has
   * @param overlapMinutes so much before `at` too, for transactions that ended later
   */
  erasuresSince(db: Db, at: string | null, overlapMinutes: number): Promise<DoneErasure[]> {
    return this.events.erasuresSince(db, at, overlapMinutes);
  }

  /** What one caller did, oldest first. For the person alone. */
  actsOf(db: Db, actorId: string): Promise<OwnAct[]> {
    return this.events.actsOf(db, actorId);
  }
}
