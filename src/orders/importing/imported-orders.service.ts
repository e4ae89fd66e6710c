import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { Database, type Tx } from '../../database/database.js';
import { NotificationQueue } from '../../notifications/notification-queue.js';
import { SendPolicy } from '../../notifications/sending/send-policy.js';
import { writeOrderPlaced } from '../placing/order-placed-text.js';
import { PlacementsRepository } from '../placing/placements.repository.js';
import { leaveLinksOut } from '../placing/strangers-words.js';
import {
  type ImportedAnswer,
  type ImportedOrder,
  ImportedOrdersRepository,
  type NamedOrder,
} from './imported-orders.repository.js';

/** An order whose SMS is counted before it is placed. */
interface OrderToTell {
  readonly customer_name: string | null;
  readonly phone: string;
  readonly item: string;
  readonly amount: string;
}

/** Orders that are loaded from a file. */
@Injectable()
export class ImportedOrdersService {
  constructor(
    private readonly database: Database,
    private readonly orders: ImportedOrdersRepository,
    private readonly placements: PlacementsRepository,
    private readonly queue: NotificationQueue,
    private readonly policy: SendPolicy,
    private readonly config: Config,
  ) {}

  /** The orders that have these keys: SHA-256 in hexadecimal. */
  byKeys(keys: readonly string[]): Promise<NamedOrder[]> {
    return this.orders.byKeys(this.database.db, keys);
  }

  byNumbers(numbers: readonly string[]): Promise<NamedOrder[]> {
    return this.orders.byNumbers(this.database.db, numbers);
  }

  /**
   * Counts the segments of the SMS of orders that may be placed next. Null where none goes out.
   * Numbers of orders have as many digits as the next one.
   */
  async makeCounter(): Promise<(order: OrderToTell) => number | null> {
    const number = await this.placements.nextNumber(this.database.db);
    const { CURRENCY: currency } = this.config;
    return ({ phone, ...order }) => {
      if (this.policy.refuse(phone) !== null) return null;
      return writeOrderPlaced(leaveLinksOut({ ...order, number, currency }, false), this.config).segments;
    };
  }

  /** Places those whose keys name no order yet. Call {@link announce} after the commit. */
  place(tx: Tx, orders: readonly ImportedOrder[], createdBy: string, notify: boolean): Promise<ImportedAnswer[]> {
    return this.orders.placeNew(tx, orders, { currency: this.config.CURRENCY, createdBy, notify });
  }

  /** Has this process look at the queue of notifications at once. */
  announce(): void {
    this.queue.announce();
  }
}
