import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { type Quota, Quotas } from '../quotas/quotas.js';

const HOUR_SECONDS = 3_600;

/** Limits to RESENDS_PER_HOUR how often one caller tells a customer something once more. */
@Injectable()
export class ResendLimit {
  constructor(
    private readonly quotas: Quotas,
    private readonly config: Config,
  ) {}

  /**
   * Runs `work`, which counts as one resend of the caller unless it throws.
   * @throws QuotaSpent, and what `work` throws
   */
  async count<T>(callerId: string, work: () => Promise<T>): Promise<T> {
    const quotas = [this.limit(callerId)];
    await this.quotas.take(quotas);
    try {
      return await work();
    } catch (error) {
      await this.quotas.giveBack(quotas);
      throw error;
    }
  }

  /**
   * Runs `work` for as many of `wanted` resends as the caller has left. Those that it did count.
   * @param work gives how many it did of those that it may do
   * @returns how many it was allowed, and the seconds until the caller may do more
   */
  async countUpTo(
    callerId: string,
    wanted: number,
    work: (allowed: number) => Promise<number>,
  ): Promise<{ readonly allowed: number; readonly waitSeconds: number }> {
    const quota = this.limit(callerId);
    const { taken: allowed, waitSeconds } = await this.quotas.takeUpTo(quota, wanted);
    let done = 0;
    try {
      done = await work(allowed);
    } finally {
      await this.quotas.giveBack([quota], allowed - done);
    }
    return { allowed, waitSeconds };
  }

  private limit(callerId: string): Quota {
    return {
      source: `resends:${callerId}`,
      spanSeconds: HOUR_SECONDS,
      most: this.config.RESENDS_PER_HOUR,
      sentence: `One caller may resend ${this.config.RESENDS_PER_HOUR} notifications an hour.`,
    };
  }
}
