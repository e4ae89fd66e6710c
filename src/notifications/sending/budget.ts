import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { shopTimeZone } from '../../config/time-zone.js';
import { BudgetRepository } from './budget.repository.js';
import { SenderState } from './sender-state.js';

/** Share of the budget from which the log warns, once a day. */
const WARNED_FROM = 0.8;

/**
 * Holds the day's bill to SMS_DAILY_BUDGET, together with the hand-over, which reserves the money.
 * It is never passed by more than one SMS's price.
 */
@Injectable()
export class Budget {
  private readonly logger = new Logger('Sender');
  /** Segments of the SMS that waits for room. What is left for a shorter one is not spent. */
  private segments = 1;

  constructor(
    private readonly budget: BudgetRepository,
    private readonly state: SenderState,
    private readonly config: Config,
  ) {}

  /** How many of `wanted` notifications may be claimed now. */
  async admits(wanted: number): Promise<number> {
    const today = await this.budget.today(this.segments);
    const admitted = Math.max(Math.min(today.affordable, wanted), 0);
    if (admitted > 0 || today.exhausted) this.state.noteBudget(today.exhausted);
    if (today.used >= WARNED_FROM && !today.warned && (await this.budget.noteWarning())) {
      const { SMS_DAILY_BUDGET } = this.config;
      const day = `today (${shopTimeZone(this.config)})`;
      this.logger.warn(`${today.spent} of SMS_DAILY_BUDGET, ${SMS_DAILY_BUDGET}, is spent ${day}`);
    }
    return admitted;
  }

  /** There was no room for an SMS of so many segments, or it was handed over. */
  noteHandOver(segments: number, affordable: boolean): void {
    this.segments = affordable ? 1 : segments;
  }
}
