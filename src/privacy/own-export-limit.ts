import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/database.js';
import { type Quota, Quotas } from '../quotas/quotas.js';

const DAY_SECONDS = 86_400;

/**
 * Copies of the own data in a day. Anybody with an account at a provider may ask for one, and the
 * audit trail keeps a row of each for a year at least.
 */
const OWN_EXPORTS_PER_DAY = 20;

/** Limits how often a person has a copy of the own data. */
@Injectable()
export class OwnExportLimit {
  constructor(private readonly quotas: Quotas) {}

  /** Counts a copy that the user asks for. @throws QuotaSpent */
  async count(userId: string): Promise<void> {
    await this.quotas.take([limitExports(userId)]);
  }

  /** Forgets what was counted for the user. */
  async forget(tx: Tx, userId: string): Promise<void> {
    await this.quotas.forget(tx, [limitExports(userId).source]);
  }
}

const limitExports = (userId: string): Quota => ({
  source: `exports:${userId}`,
  spanSeconds: DAY_SECONDS,
  most: OWN_EXPORTS_PER_DAY,
  sentence: `You may download your data ${OWN_EXPORTS_PER_DAY} times a day.`,
});
