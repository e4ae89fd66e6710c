import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { QuotaSpent } from '../../quotas/quota-spent.error.js';

const MINUTE_MS = 60_000;

/**
 * Limits the orders that one caller places in a minute at this process, to ORDERS_PER_MINUTE.
 * The counts are in memory: a row for each caller would make simultaneous placements wait for it.
 */
@Injectable()
export class OrderRate {
  /** Orders of this minute by caller. */
  private readonly used = new Map<string, number>();
  private began = Number.NEGATIVE_INFINITY;

  constructor(private readonly config: Config) {}

  /** Counts one more order of the caller. @throws QuotaSpent */
  take(callerId: string): void {
    const now = performance.now();
    if (now - this.began >= MINUTE_MS) {
      this.used.clear();
      this.began = now;
    }
    const used = (this.used.get(callerId) ?? 0) + 1;
    const most = this.config.ORDERS_PER_MINUTE;
    if (used > most)
      throw new QuotaSpent(
        `One caller may place ${most} orders a minute.`,
        Math.ceil((this.began + MINUTE_MS - now) / 1000),
      );
    this.used.set(callerId, used);
  }
}
