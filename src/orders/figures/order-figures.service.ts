import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { shopTimeZone } from '../../config/time-zone.js';
import { Database } from '../../database/database.js';
import { formatPrice, sumExactly } from '../../money/amount.js';
import { ScheduledTasks } from '../../operations/tasks/scheduled-tasks.js';
import { type OrderDayRow, OrderFiguresRepository } from './order-figures.repository.js';
import { OrderSumsRepository } from './order-sums.repository.js';

/** Orders of some days, oldest first, and all together. Amounts have the places of the currency. */
export interface OrderFigures {
  readonly days: readonly OrderDayRow[];
  readonly placed: number;
  readonly amount: string;
}

/** What the shop's orders came to, by day. It keeps the sums that this is read from. */
@Injectable()
export class OrderFiguresService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly figures: OrderFiguresRepository,
    private readonly sums: OrderSumsRepository,
    private readonly tasks: ScheduledTasks,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.tasks.add({ name: 'sum-orders', everySeconds: 600, timeoutSeconds: 300, step: () => this.sums.step() });
  }

  /** The last `days` days of the shop, today included. */
  async last(days: number): Promise<OrderFigures> {
    const { CURRENCY } = this.config;
    const rows = await this.figures.days(this.database.replicaPreferred, days, shopTimeZone(this.config), CURRENCY);
    return {
      days: rows.map((row) => ({ ...row, amount: formatPrice(row.amount, CURRENCY) })),
      placed: rows.reduce((sum, { placed }) => sum + placed, 0),
      amount: formatPrice(sumExactly(rows.map(({ amount }) => amount)), CURRENCY),
    };
  }
}
