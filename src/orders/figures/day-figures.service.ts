import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { shopTimeZone } from '../../config/time-zone.js';
import { Database } from '../../database/database.js';
import { formatPrice } from '../../money/amount.js';
import { DayFiguresRepository, type DayRow } from './day-figures.repository.js';

/** Pending orders are counted so far. */
export const PENDING_MOST = 1_000;

/** How the shop's day stands. */
export interface DayFigures extends DayRow {
  /** Pending orders of any day, {@link PENDING_MOST} at most. */
  readonly pending: number;
}

/** The shop's day in figures. */
@Injectable()
export class DayFiguresService {
  constructor(
    private readonly database: Database,
    private readonly figures: DayFiguresRepository,
    private readonly config: Config,
  ) {}

  /** The shop's day so far. */
  async today(): Promise<DayFigures> {
    const { db } = this.database;
    const [day, pending] = await Promise.all([
      this.figures.today(db, shopTimeZone(this.config), this.config.CURRENCY),
      this.figures.countPending(db, PENDING_MOST),
    ]);
    return { orders: day.orders, amount: formatPrice(day.amount, this.config.CURRENCY), pending };
  }
}
