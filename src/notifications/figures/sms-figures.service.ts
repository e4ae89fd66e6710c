import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { shopTimeZone } from '../../config/time-zone.js';
import { Database } from '../../database/database.js';
import { formatPrice, sumExactly } from '../../money/amount.js';
import { SmsPrices } from '../sms-prices.js';
import { SummaryRepository } from '../summary/summary.repository.js';
import { type NetworkRow, SmsFiguresRepository, type SpendDayRow } from './sms-figures.repository.js';

/** What SMS cost on some days, oldest first, and together. Amounts have the currency's places. */
export interface SpendFigures {
  readonly days: readonly SpendDayRow[];
  readonly spent: string;
  /** What a day may cost. */
  readonly budget: string;
  /** ISO 4217: the carrier's, or the shop's until the carrier has named a price. */
  readonly currency: string;
}

/** What SMS cost by day, and how many arrived by network. */
@Injectable()
export class SmsFiguresService {
  constructor(
    private readonly database: Database,
    private readonly figures: SmsFiguresRepository,
    private readonly summaries: SummaryRepository,
    private readonly prices: SmsPrices,
    private readonly config: Config,
  ) {}

  /** The last `days` days of the shop, today included. */
  async spend(days: number): Promise<SpendFigures> {
    const { CURRENCY, SMS_DAILY_BUDGET, SMS_SEGMENT_PRICE } = this.config;
    const [rows, { currency: named }] = await Promise.all([
      this.figures.spend(this.database.replicaPreferred, days, SMS_SEGMENT_PRICE),
      this.prices.estimate(1),
    ]);
    const currency = named ?? CURRENCY;
    return {
      days: rows.map((row) => ({ ...row, spent: formatPrice(row.spent, currency) })),
      spent: formatPrice(sumExactly(rows.map(({ spent }) => spent)), currency),
      budget: formatPrice(SMS_DAILY_BUDGET, currency),
      currency,
    };
  }

  /** The networks with most SMS of the last `days` days, today included. */
  async networks(days: number): Promise<NetworkRow[]> {
    const { replicaPreferred: db } = this.database;
    return this.figures.networks(db, await this.summaries.bounds(db, days, shopTimeZone(this.config)));
  }
}
