import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Database } from '../../database/database.js';
import { formatPrice } from '../../money/amount.js';
import { BudgetRepository } from '../sending/budget.repository.js';
import { SmsPrices } from '../sms-prices.js';
import {
  AttentionRepository,
  type Reason,
  type ReasonCount,
  type Resendable,
  type WaitingRow,
} from './attention.repository.js';

/** Notifications that one press sends once more, at most. */
export const RESENT_MOST = 100;

/** What today's SMS cost, and what they may. Decimal text, in the carrier's currency. */
export interface BudgetToday {
  readonly spent: string;
  readonly budget: string;
  /** The first as a share of the second; 1 or more when it is spent. */
  readonly used: number;
  /** ISO 4217: the carrier's, or the shop's until the carrier has named a price. */
  readonly currency: string;
}

/** What SMS cost at most: decimal text with the places of the currency. */
export interface Price {
  readonly amount: string;
  readonly currency: string;
}

/** What needs somebody, what waits, and what it costs. */
@Injectable()
export class AttentionService {
  constructor(
    private readonly database: Database,
    private readonly attention: AttentionRepository,
    private readonly budgets: BudgetRepository,
    private readonly prices: SmsPrices,
    private readonly config: Config,
  ) {}

  /** The reasons for which notifications need somebody, and how many have each. */
  reasons(): Promise<ReasonCount[]> {
    return this.attention.reasons(this.database.db);
  }

  waiting(): Promise<WaitingRow> {
    return this.attention.waiting(this.database.db);
  }

  async budget(): Promise<BudgetToday> {
    const [{ spent, used }, { currency }] = await Promise.all([this.budgets.today(1), this.price(1)]);
    const budget = formatPrice(this.config.SMS_DAILY_BUDGET, currency);
    return { spent: formatPrice(spent, currency), used, budget, currency };
  }

  /** What so many segments cost at most, see {@link SmsPrices}. */
  async price(segments: number): Promise<Price> {
    const { price, currency: named } = await this.prices.estimate(segments);
    const currency = named ?? this.config.CURRENCY;
    return { amount: formatPrice(price, currency), currency };
  }

  /** The newest of these reasons, {@link RESENT_MOST} at most, and what it costs to send them. */
  async resendable(reasons: readonly Reason[]): Promise<{ found: Resendable; price: Price }> {
    const found = await this.attention.resendable(this.database.db, reasons, RESENT_MOST);
    return { found, price: await this.price(found.segments) };
  }
}
