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

  private limit(callerId: string): Quota {
    return {
      source: `resends:${callerId}`,
      spanSeconds: HOUR_SECONDS,
      most: this.config.RESENDS_PER_HOUR,
      sentence: `One caller may resend ${this.config.RESENDS_PER_HOUR} notifications an hour.`,
    };
  }
}
