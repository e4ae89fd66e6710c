import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { BudgetRepository } from '../sending/budget.repository.js';
import { SenderState } from '../sending/sender-state.js';
import { AttentionRepository } from './attention.repository.js';

/** Why no SMS goes out: no airtime at the carrier, or the day's budget is spent. */
export type CarrierHold = 'airtime' | 'budget';

/** How long an answer holds for all pages, in ms. */
const HOLDS_MS = 5_000;

/** Tells pages why no SMS goes out. */
@Injectable()
export class CarrierHolds {
  private known: Promise<CarrierHold | null> = Promise.resolve(null);
  private until = 0;

  constructor(
    private readonly database: Database,
    private readonly attention: AttentionRepository,
    private readonly budgets: BudgetRepository,
    private readonly state: SenderState,
  ) {}

  /**
   * Why no SMS goes out; null when they do.
   * - This process knows what its own sender met. Of the others the database tells.
   * - An answer is up to 5 s old.
   */
  read(): Promise<CarrierHold | null> {
    const now = this.state.now();
    if (now < this.until) return this.known;
    this.until = now + HOLDS_MS;
    this.known = this.find();
    this.known.catch(() => {
      this.until = 0;
    });
    return this.known;
  }

  private async find(): Promise<CarrierHold | null> {
    if (this.state.reason?.startsWith('no-balance') || (await this.attention.isAirtimeUsedUp(this.database.db)))
      return 'airtime';
    const { exhausted, used } = await this.budgets.today(1);
    return exhausted || used >= 1 ? 'budget' : null;
  }
}
