import { Injectable } from '@nestjs/common';
import { type ChangeCounts, ChangeCountsRepository } from './change-counts.repository.js';

/** What an open page is told that changed. */
export const CHANGE_NAMES = ['orders', 'notifications'] as const;
export type ChangeName = (typeof CHANGE_NAMES)[number];

/** How often each was changed when somebody looked; null for somebody who never did. */
export type SeenCounts = Readonly<Record<ChangeName, string>> | null;

/** Whether orders and notifications changed since somebody looked. */
@Injectable()
export class ChangesService {
  constructor(private readonly repository: ChangeCountsRepository) {}

  /** @throws what the database says */
  counts(): Promise<ChangeCounts> {
    return this.repository.read();
  }

  /**
   * Names what a page shows that is made after this. See {@link markOf}.
   * @throws what the database says
   */
  async mark(): Promise<string> {
    return markOf(await this.repository.read());
  }
}

/**
 * A text that differs after each change, such as "12.40".
 * It is empty while a counted change may not be there for readers yet: then nobody knows what a
 * page shows.
 */
export const markOf = (counts: ChangeCounts): string =>
  counts.settled ? `${counts.orders}.${counts.notifications}` : '';

/** What a mark stands for; null for any other text. */
export function readMark(mark: string): SeenCounts {
  const [, orders, notifications] = /^(\d{1,19})\.(\d{1,19})$/.exec(mark) ?? [];
  return orders === undefined || notifications === undefined ? null : { orders, notifications };
}

/** What changed since; everything for somebody who never looked. */
export const findChanged = (seen: SeenCounts, counts: ChangeCounts): ChangeName[] =>
  CHANGE_NAMES.filter((name) => seen?.[name] !== counts[name]);
