import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { AFTER_ALL_IDS, type Page } from '../../database/pages.js';
import type { Reason } from '../../notifications/attention/attention.repository.js';
import type { CallRow } from './call.js';
import { CallListRepository } from './call-list.repository.js';

/** Rows of a page, and of a batch of the whole list. */
const PAGE_ROWS = 25;
const BATCH_ROWS = 1_000;

/** Whom to call about notifications that need somebody, newest first. */
@Injectable()
export class CallListService {
  constructor(
    private readonly database: Database,
    private readonly calls: CallListRepository,
  ) {}

  /** @param before the id that the page goes on after; null for the first */
  page(reasons: readonly Reason[], before: string | null): Promise<Page<CallRow>> {
    return this.calls.page(this.database.replicaPreferred, reasons, before ?? AFTER_ALL_IDS, PAGE_ROWS);
  }

  /** The newest `limit` of each of these reasons, the newest of all first. */
  newestOfEach(reasons: readonly Reason[], limit: number): Promise<CallRow[]> {
    return this.calls.newestOfEach(this.database.replicaPreferred, reasons, limit);
  }

  /** All of these reasons in batches, `most` rows at most. */
  async *batches(reasons: readonly Reason[], most: number): AsyncGenerator<readonly CallRow[]> {
    let before: string | null = AFTER_ALL_IDS;
    for (let left = most; left > 0 && before !== null; left -= BATCH_ROWS) {
      const page: Page<CallRow> = await this.calls.page(
        this.database.streaming,
        reasons,
        before,
        Math.min(left, BATCH_ROWS),
      );
      if (page.rows.length > 0) yield page.rows;
      before = page.next;
    }
  }
}
