import { Injectable } from '@nestjs/common';
import type { Db } from '../database/database.js';
import type { SmsText } from './carrier/sms-text.js';
import type { NotificationSubject } from './notification.js';

/** What a notification says, or why it must not be sent any more. */
export type Draft = SmsText | { readonly withdrawn: string };

/** Knows what the notifications of one kind say. Whoever queues them implements it. */
export interface NotificationWriter {
  readonly kind: string;

  /** Writes a batch of notifications of this kind, in their order, with one query. */
  write(subjects: readonly NotificationSubject[]): Promise<readonly Draft[]>;

  /**
   * The phone number (E.164) that the notification would be sent to today; null when there is none.
   */
  findPhone(db: Db, subject: NotificationSubject): Promise<string | null>;
}

/** The writers of all kinds, as far as their modules have registered them. */
@Injectable()
export class NotificationWriters {
  private readonly writers = new Map<string, NotificationWriter>();

  register(writer: NotificationWriter): void {
    this.writers.set(writer.kind, writer);
  }

  /** Writes notifications of any kinds, in their order. One query for each kind. */
  async write(subjects: readonly NotificationSubject[]): Promise<readonly Draft[]> {
    const drafts = new Map<string, Draft>();
    for (const kind of new Set(subjects.map((subject) => subject.kind))) {
      const ofKind = subjects.filter((subject) => subject.kind === kind);
      const written = (await this.writers.get(kind)?.write(ofKind)) ?? [];
      for (const [i, draft] of written.entries()) drafts.set(ofKind[i]?.id ?? '', draft);
    }
    return subjects.map(
      ({ id, kind }) => drafts.get(id) ?? { withdrawn: `nothing here writes notifications of the kind ${kind}` },
    );
  }

  /** The phone number that the notification would be sent to today; null when nobody knows one. */
  async findPhone(db: Db, subject: NotificationSubject): Promise<string | null> {
    return (await this.writers.get(subject.kind)?.findPhone(db, subject)) ?? null;
  }
}
