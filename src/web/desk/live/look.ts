import type { ChangeCounts } from '../../../orders/changes/change-counts.repository.js';
import type { ChangeName } from '../../../orders/changes/changes.service.js';

/** What one look at the database found. */
export interface Look {
  /** By `performance.now()`. */
  readonly begunAt: number;
  readonly counts: ChangeCounts;
  /** What an earlier look counted before readers could find it, and they can now. */
  readonly settled: ReadonlySet<ChangeName>;
}
