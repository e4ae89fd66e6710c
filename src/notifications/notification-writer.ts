import { Injectable } from '@nestjs/common';
import type { Db } from '../database/database.js';
import type { SmsText } from '../sms/sms-text.js';
import type { NotificationSubject } from './notification.js';

/** What a notification says, or why it must not be sent any more. */
export type Draft = SmsText | { readonly withdrawn: string };

/** Knows what the notifications of one kind say. Whoever queues them implements it. */
export interface NotificationWriter {
  readonly kind: string;

  /** Writes a batch of notifications of this kind, in their order, with one query. */
  write(subjects: readonly NotificationSubject[]): Promise<readonly Draft[]>;

  /**
   * The phone numbers (E.164) that notifications of this kind would be sent to today, by the
   * notification's id. One query. A notification without a number is left out.
   */
  findPhones(db: Db, subjects: readonly NotificationSubject[]): Promise<ReadonlyMap<string, string>>;

  /**
   * The id of the order that people know by this number; null when no order has it. A kind that
   * tells of no orders leaves it out.
   */
  findOrder?(number: string): Promise<string | null>;
}

/** The writers of all kinds, as far as their modules have registered them. */
@Injectable()
export class NotificationWriters {
  private readonly writers = new Map<string, NotificationWriter>();

  register(writer: NotificationWriter): void {
    this.writers.set(writer.kind, writer);
  }

  /** The kinds that have a writer here. A process of another release may know others. */
  get kinds(): readonly string[] {
    return [...this.writers.keys()];
  }

  /**
   * Writes notifications of any kinds, in their order. One query for each kind.
   * A kind that cannot be written now gives null for its notifications, and `failed` is told why.
   */
  async write(
    subjects: readonly NotificationSubject[],
    failed: (error: unknown, kind: string) => void,
  ): Promise<readonly (Draft | null)[]> {
    const drafts = new Map<string, Draft>();
    for (const kind of new Set(subjects.map((subject) => subject.kind))) {
      const ofKind = subjects.filter((subject) => subject.kind === kind);
      try {
        for (const [i, draft] of (await this.writeKind(kind, ofKind)).entries()) drafts.set(ofKind[i]?.id ?? '', draft);
      } catch (error) {
        failed(error, kind);
      }
    }
    return subjects.map(({ id }) => drafts.get(id) ?? null);
  }

  /**
   * The phone numbers that notifications of any kinds would be sent to today, by the notification's
   * id. One query for each kind. It lacks those of which nobody knows a number.
   */
  async findPhones(db: Db, subjects: readonly NotificationSubject[]): Promise<ReadonlyMap<string, string>> {
    const phones = new Map<string, string>();
    for (const kind of new Set(subjects.map((subject) => subject.kind))) {
      const ofKind = subjects.filter((subject) => subject.kind === kind);
      for (const [id, phone] of (await this.writers.get(kind)?.findPhones(db, ofKind)) ?? []) phones.set(id, phone);
    }
    return phones;
  }

  /** The id of the order that has this number; null when no writer knows one. */
  async findOrder(number: string): Promise<string | null> {
    for (const writer of this.writers.values()) {
      const id = await writer.findOrder?.(number);
      if (id) return id;
    }
    return null;
  }

  private async writeKind(kind: string, subjects: readonly NotificationSubject[]): Promise<readonly Draft[]> {
    const written = (await this.writers.get(kind)?.write(subjects)) ?? [];
    if (written.length !== subjects.length) throw new Error(`${written.length} of ${subjects.length} were written`);
    return written;
  }
}
